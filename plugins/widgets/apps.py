from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from plugins.widgets.conf import WidgetsSettings
from syndication.contract import Embed, Renderer, Selection
from syndication.plugin import Plugin


class WidgetsPlugin(Plugin):
    name = "plugins.widgets"
    label = "widgets"
    verbose_name = _("Embeds")
    settings_class = WidgetsSettings
    host = "embed"

    def renderers(self) -> Iterable[Renderer]:
        from plugins.widgets.renderers import LIST, OF_THINGS

        return (*OF_THINGS.values(), LIST)

    def embeds(self, selection: Selection) -> Iterable[Embed]:
        from plugins.widgets.renderers.offers import embeds

        return embeds(selection)
