from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from plugins.podcast.conf import PodcastSettings
from plugins.podcast.renderer import PodcastRenderer
from syndication.contract import Renderer
from syndication.plugin import Plugin


class PodcastPlugin(Plugin):
    name = "plugins.podcast"
    label = "podcast"
    verbose_name = _("Podcasts")
    settings_class = PodcastSettings

    def renderers(self) -> Iterable[Renderer]:
        return (PodcastRenderer("audio", self.settings), PodcastRenderer("video", self.settings))
