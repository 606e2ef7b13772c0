from __future__ import annotations

from collections.abc import Iterable

from syndication.contract import Link, Renderer, Selection
from syndication.plugin import Plugin

from .conf import TextfeedSettings
from .renderer import TextfeedRenderer


class TextfeedPlugin(Plugin):
    name = "textfeed"
    label = "textfeed"
    verbose_name = "Plain text digests"
    settings_class = TextfeedSettings

    def renderers(self) -> Iterable[Renderer]:
        return (TextfeedRenderer(self.settings),)

    def links(self, selection: Selection) -> Iterable[Link]:
        return (Link("hub", self.settings.hub),) if self.settings.hub else ()
