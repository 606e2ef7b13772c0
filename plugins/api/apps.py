from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from plugins.api.conf import ApiSettings
from syndication.plugin import Plugin


class ApiPlugin(Plugin):
    name = "plugins.api"
    label = "api"
    verbose_name = _("Public API")
    settings_class = ApiSettings
