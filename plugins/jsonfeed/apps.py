from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from plugins.jsonfeed.conf import JsonfeedSettings
from plugins.jsonfeed.renderer import JsonfeedRenderer
from syndication import feeds
from syndication.contract import Renderer
from syndication.plugin import Plugin


class JsonfeedPlugin(Plugin):
    name = "plugins.jsonfeed"
    label = "jsonfeed"
    verbose_name = _("JSON feeds")
    settings_class = JsonfeedSettings

    def renderers(self) -> Iterable[Renderer]:
        return tuple(JsonfeedRenderer(self.settings, length) for length in feeds.LENGTHS)
