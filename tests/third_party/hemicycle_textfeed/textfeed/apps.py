from __future__ import annotations

from collections.abc import Iterable

from syndication.contract import Renderer
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
