"""Pages of speeches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cms.core import clips, transcripts
from cms.core.clipping import ClippedView
from cms.core.clips import Recording
from cms.core.views import ListView
from syndication import queries
from syndication.contract import Entry


class SpeechPage(ClippedView):
    """A speech in its debate: the words, the speaker as of that day, what came before and after; or a clip of it."""

    kind = "speech"
    template = "speeches/speech.html"

    def recordings(self, entry: Entry, language: str) -> list[Recording]:
        """Return what the videos of its sitting hold of it, the earliest published first: that one never changes."""
        if not entry.part_of:
            return []
        query = queries.build({"kind": "video", "sitting": entry.part_of})
        videos = queries.entries(query, language, limit=50).entries
        described = [
            video
            for video in videos
            if any(link.rel == "describes" and link.thing == entry.thing for link in video.links)
        ]
        described.sort(key=lambda video: (video.published, video.thing))
        found = (clips.recording(video, entry.thing) for video in described)
        return [transcripts.in_language(recording, language) for recording in found if recording]

    def context(self, entry: Entry, language: str) -> Mapping[str, Any]:
        """Add the recordings, the neighbours, the sitting and the speaker."""
        named = queries.entries_named([entry.part_of], language)
        return {
            **super().context(entry, language),
            "around": queries.around(entry, language),
            "sitting": named.get(entry.part_of),
            "speaker": entry.participants[0] if entry.participants else None,
        }


class SpeechList(ListView):
    """All speeches."""

    kind = "speech"
