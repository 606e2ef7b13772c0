from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from plugins.opml.conf import OpmlSettings
from plugins.opml.renderer import OpmlRenderer
from syndication.contract import Renderer
from syndication.plugin import Plugin


class OpmlPlugin(Plugin):
    name = "plugins.opml"
    label = "opml"
    verbose_name = _("Directories of feeds")
    settings_class = OpmlSettings

    def renderers(self) -> Iterable[Renderer]:
        return (OpmlRenderer(self.settings),)
