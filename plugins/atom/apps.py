from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from plugins.atom.conf import AtomSettings
from plugins.atom.renderer import AtomRenderer
from syndication import feeds
from syndication.contract import Renderer
from syndication.plugin import Plugin


class AtomPlugin(Plugin):
    name = "plugins.atom"
    label = "atom"
    verbose_name = _("Atom feeds")
    settings_class = AtomSettings

    def renderers(self) -> Iterable[Renderer]:
        return tuple(AtomRenderer(self.settings, length) for length in feeds.LENGTHS)
