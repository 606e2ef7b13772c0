from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from syndication.contract import Source
from syndication.plugin import Plugin


class SpeechesConfig(Plugin):
    name = "cms.speeches"
    label = "speeches"
    verbose_name = _("Speeches")

    def sources(self) -> Iterable[Source]:
        from cms.speeches.entries import SpeechSource

        return (SpeechSource(),)
