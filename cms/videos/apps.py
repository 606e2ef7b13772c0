from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from syndication.contract import Source
from syndication.plugin import Plugin


class VideosConfig(Plugin):
    name = "cms.videos"
    label = "videos"
    verbose_name = _("Videos")

    def sources(self) -> Iterable[Source]:
        from cms.videos.entries import VideoSource

        return (VideoSource(),)
