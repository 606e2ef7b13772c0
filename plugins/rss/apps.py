from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from plugins.rss.conf import RssSettings
from plugins.rss.renderer import RssRenderer
from syndication import feeds
from syndication.contract import Renderer
from syndication.plugin import Plugin


class RssPlugin(Plugin):
    name = "plugins.rss"
    label = "rss"
    verbose_name = _("RSS feeds")
    settings_class = RssSettings

    def renderers(self) -> Iterable[Renderer]:
        return tuple(RssRenderer(self.settings, length) for length in feeds.LENGTHS)
