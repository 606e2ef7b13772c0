from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from plugins.podcast.conf import PodcastSettings
from plugins.podcast.renderers import ChaptersRenderer, PodcastRenderer
from syndication.contract import Renderer
from syndication.plugin import Plugin


class PodcastPlugin(Plugin):
    name = "plugins.podcast"
    label = "podcast"
    verbose_name = _("Podcasts")
    settings_class = PodcastSettings
    host = "embed"

    def renderers(self) -> Iterable[Renderer]:
        audio, video = (
            PodcastRenderer("audio", self.settings),
            PodcastRenderer("video", self.settings),
        )
        return (audio, video, ChaptersRenderer())
