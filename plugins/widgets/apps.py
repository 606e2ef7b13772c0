from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from plugins.widgets.conf import WidgetsSettings
from plugins.widgets.renderer import LatestWidget, SpeechWidget
from syndication.contract import Renderer
from syndication.plugin import Plugin


class WidgetsPlugin(Plugin):
    name = "plugins.widgets"
    label = "widgets"
    verbose_name = _("Embeds")
    settings_class = WidgetsSettings
    host = "embed"

    def renderers(self) -> Iterable[Renderer]:
        return (SpeechWidget(), LatestWidget())
