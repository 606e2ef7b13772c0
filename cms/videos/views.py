"""Pages of videos."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cms.core.views import ListView, RecordView
from syndication import queries
from syndication.contract import Entry


class VideoPage(RecordView):
    """A video with its transcript and the speeches it holds."""

    kind = "video"
    template = "videos/video.html"

    def context(self, entry: Entry, language: str) -> Mapping[str, Any]:
        """Add the media file and the speeches."""
        things = [link.url.rstrip("/")[-12:] for link in entry.links if link.rel == "describes"]
        return {
            "media": entry.enclosures[0] if entry.enclosures else None,
            "speeches": list(queries.entries_named(things, language).values()),
        }


class VideoList(ListView):
    """All videos."""

    kind = "video"
