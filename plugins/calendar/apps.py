from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from plugins.calendar.conf import CalendarSettings
from plugins.calendar.renderer import CalendarRenderer
from syndication.contract import Renderer
from syndication.plugin import Plugin


class CalendarPlugin(Plugin):
    name = "plugins.calendar"
    label = "calendar"
    verbose_name = _("Calendars")
    settings_class = CalendarSettings

    def renderers(self) -> Iterable[Renderer]:
        return (CalendarRenderer(self.settings),)
