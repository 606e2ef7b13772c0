"""Pages of speeches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cms.core.views import ListView, RecordView
from syndication import queries
from syndication.contract import Entry


class SpeechPage(RecordView):
    """A speech in its debate: the words, the speaker as of that day, what came before and after."""

    kind = "speech"
    template = "speeches/speech.html"

    def context(self, entry: Entry, language: str) -> Mapping[str, Any]:
        """Add the neighbours, the sitting, the recordings and the embed."""
        named = queries.entries_named([entry.part_of], language)
        videos = (
            queries.build({"kind": "video", "sitting": entry.part_of}) if entry.part_of else None
        )
        return {
            "around": queries.around(entry, language),
            "sitting": named.get(entry.part_of),
            "speaker": entry.participants[0] if entry.participants else None,
            "videos": [
                video
                for video in (queries.entries(videos, language, limit=50).entries if videos else ())
                if any(link.rel == "describes" and entry.thing in link.url for link in video.links)
            ],
        }


class SpeechList(ListView):
    """All speeches."""

    kind = "speech"
