from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from plugins.builder.conf import BuilderSettings
from syndication.plugin import Plugin


class BuilderPlugin(Plugin):
    name = "plugins.builder"
    label = "builder"
    verbose_name = _("Embed builder")
    settings_class = BuilderSettings
