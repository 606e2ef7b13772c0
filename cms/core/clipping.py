"""Pages of what can be cut: the whole at its address, a clip of it at an address below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect

from cms.core.clips import Clip, Recording
from cms.core.views import RecordView, known_language
from syndication import queries
from syndication.contract import Entry
from syndication.errors import QueryError


class ClippedView(RecordView):
    """The page of a speech or a video, and of a clip of it. A subclass finds the recordings."""

    def get(
        self, request: HttpRequest, language: str, slug: str, times: str = ""
    ) -> HttpResponseBase:
        """Answer as for any record; a clip has one spelling, and the form that makes one leads to it."""
        known_language(language)
        self.wishes = _options(times)
        made = self._made(request, language, slug)
        return made or super().get(request, language, slug)

    @classmethod
    def selects(cls, language: str, slug: str, times: str = "") -> queries.Resolved | None:
        """Return what an address of this page selects, None where there is no such thing or no such clip."""
        found = super().selects(language, slug)
        if found is None or not times:
            return found
        with suppress(Http404):
            view = cls()
            view.wishes = _options(times)
            view.cut(view.recordings(view.entry(slug, language), language))
            return replace(found, options=view.wishes)
        return None

    def recordings(self, entry: Entry, language: str) -> list[Recording]:
        """Return the recordings of a thing; the first is the one that clips are cut from."""
        return []

    def context(self, entry: Entry, language: str) -> Mapping[str, Any]:
        """Add the recordings, and the clip of the first one."""
        found = self.recordings(entry, language)
        return {
            "clip": self.cut(found),
            "recording": next(iter(found), None),
            "other_recordings": found[1:],
        }

    def cut(self, recordings: Sequence[Recording]) -> Clip | None:
        """Return the clip that the address names, None where it names none; there is none of what has no recording."""
        times = queries.clip(self.wishes)
        clip = recordings[0].cut(*times) if times and recordings else None
        if times and clip is None:
            raise Http404
        return clip

    def _made(self, request: HttpRequest, language: str, slug: str) -> HttpResponseBase | None:
        """Lead whoever chose a first and a last sentence, or no end, to the clip itself; None where nobody did."""
        chosen = {"from", "until"} <= set(request.GET)
        if not chosen and (queries.clip(self.wishes) or (0, 0))[1] is not None:
            return None
        entry = self.entry(slug, language)
        if entry.withdrawn:
            return None
        found = self.recordings(entry, language)
        made = (
            found[0].chosen(request.GET["from"], request.GET["until"]) if chosen and found else None
        )
        clip = made or self.cut(found)
        whole = request.path.removesuffix(queries.written_options(self.wishes))
        return HttpResponseRedirect(f"{whole}{clip.below if clip else ''}")


def _options(times: str) -> queries.Options:
    try:
        return queries.parse_options(f"t={times}") if times else ()
    except QueryError as error:
        raise Http404(str(error)) from error
