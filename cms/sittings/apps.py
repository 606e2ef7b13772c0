from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from syndication.contract import Source
from syndication.plugin import Plugin


class SittingsConfig(Plugin):
    name = "cms.sittings"
    label = "sittings"
    verbose_name = _("Sittings")

    def sources(self) -> Iterable[Source]:
        from cms.sittings.entries import DivisionSource, SittingSource

        return (SittingSource(), DivisionSource())
