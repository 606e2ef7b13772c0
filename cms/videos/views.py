"""Pages of videos."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cms.core import clips, transcripts
from cms.core.clipping import ClippedView
from cms.core.clips import Recording
from cms.core.views import ListView
from syndication import queries
from syndication.contract import Entry


class VideoPage(ClippedView):
    """A video with its transcript and the speeches it holds, or a clip of it."""

    kind = "video"
    template = "videos/video.html"

    def recordings(self, entry: Entry, language: str) -> list[Recording]:
        """Return the video itself."""
        found = clips.recording(entry, entry.thing)
        return [transcripts.in_language(found, language)] if found else []

    def context(self, entry: Entry, language: str) -> Mapping[str, Any]:
        """Add the speeches."""
        things = [link.url.rstrip("/")[-12:] for link in entry.links if link.rel == "describes"]
        return {
            **super().context(entry, language),
            "speeches": list(queries.entries_named(things, language).values()),
        }


class VideoList(ListView):
    """All videos."""

    kind = "video"
