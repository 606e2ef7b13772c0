from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from syndication.contract import Source
from syndication.plugin import Plugin


class DocumentsConfig(Plugin):
    name = "cms.documents"
    label = "documents"
    verbose_name = _("Documents")

    def sources(self) -> Iterable[Source]:
        from cms.documents.entries import DocumentSource

        return (DocumentSource(),)
