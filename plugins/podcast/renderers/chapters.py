"""The chapters of a recording: who speaks from when until when (Podcasting 2.0, JSON chapters 1.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import orjson
from django.conf import settings

from syndication import feeds
from syndication.contract import Artefact, Enclosure, Entry, Passage, Selection
from syndication.text import clean

VERSION = "1.2.0"
HEADERS = (("Access-Control-Allow-Origin", "*"), ("X-Robots-Tag", "noindex"))
"""Programs that run in a browser fetch chapters from there."""
PAUSE = 10.0
"""Seconds without words that end a chapter: what is hidden there is nobody else's."""
_TIMES = re.compile(r"t(?P<start>[0-9]+(\.[0-9]+)?)-(?P<end>[0-9]+(\.[0-9]+)?)", re.ASCII)
"""How a passage says when it is heard ("t12.50-15.75", seconds)."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a recording, in seconds from its beginning, and where it stands in the record."""

    start: float
    end: float
    title: str
    url: str = ""


class ChaptersRenderer:
    """JSON chapters (github.com/Podcastindex-org/podcast-namespace, chapters/jsonChapters.md)."""

    format = "chapters"
    media_type = "application/json+chapters; charset=utf-8"
    filename = ""
    addresses = "^/chapters/"

    def render(self, selection: Selection) -> Artefact:
        """Return the chapters of the one recording."""
        entry = next(iter(selection.entries), None)
        said = _document(entry) if entry else {"version": VERSION, "chapters": []}
        return Artefact(self.format, self.media_type, orjson.dumps(said), HEADERS)


def chapters_of(entry: Entry) -> tuple[Chapter, ...]:
    """Return the chapters of a recording; none where it has but one, or was withdrawn."""
    found = () if entry.withdrawn else tuple(_chapters(entry))
    return found if len(found) > 1 else ()


def address_of(entry: Entry, recording: Enclosure) -> str:
    """Return where the chapters of an episode are: below a token where the recording is."""
    origin, _media, _file = recording.url.partition(settings.MEDIA_URL)
    ours = origin.startswith(settings.EMBED_URL)
    return f"{origin if ours else settings.EMBED_URL}{path_of(entry.thing, entry.language)}"


def path_of(thing: str, language: str) -> str:
    """Return the path of the chapters of a thing."""
    return f"/chapters/{language}/{thing}.json"


def _chapters(entry: Entry) -> Iterator[Chapter]:
    """Yield one for each run of passages that are words of the same speech, in the order of the recording."""
    speeches = {link.thing: link for link in entry.links if link.rel == "describes" and link.thing}
    heard = [(*times, passage.thing) for passage in entry.passages if (times := _times(passage))]
    thing, chapter = "", None
    for start, end, whose in sorted(heard):
        if chapter and whose == thing and start - chapter.end < PAUSE:
            chapter = replace(chapter, end=max(end, chapter.end))
            continue
        if chapter:
            yield chapter
        speech = speeches.get(whose)
        title, url = (speech.title, speech.url) if speech else ("", "")
        thing, chapter = whose, Chapter(start, end, title or entry.title, url)
    if chapter:
        yield chapter


def _times(passage: Passage) -> tuple[float, float] | None:
    found = _TIMES.fullmatch(passage.id)
    return (float(found["start"]), float(found["end"])) if found else None


def _document(entry: Entry) -> dict[str, Any]:
    return {
        "version": VERSION,
        "title": clean(feeds.title_of(entry)),
        "description": clean(feeds.description_of(entry)),
        "chapters": [_written(chapter) for chapter in chapters_of(entry)],
    }


def _written(chapter: Chapter) -> dict[str, Any]:
    told = {"startTime": chapter.start, "endTime": chapter.end, "title": clean(chapter.title)}
    return {**told, "url": chapter.url} if chapter.url else told
