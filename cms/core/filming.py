"""Every public recording, for search engines (Google's extension of sitemaps for videos), in parts by key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.http import urlencode

from cms.core.times import UNKNOWN
from syndication import queries
from syndication.contract import Enclosure, Entry
from syndication.errors import QueryError

PART = 500
"""Recordings a part; sitemaps.org allows 50,000, but each is read with its whole transcript."""
LONGEST = 28_800
"""Seconds that Google believes a recording to last."""
TITLE, DESCRIPTION = 100, 2_048
"""Characters that its schema allows (sitemap-video 1.1), and neither may be empty."""
QUERY = queries.build({"kind": "video"})


class Film(NamedTuple):
    """A recording: its page, what it shows, and where it is, as a file or else as a player."""

    entry: Entry
    picture: str
    title: str
    description: str
    file: str
    player: str
    duration: int
    published: datetime | None


def parts(at: datetime) -> Iterator[str]:
    """Yield the address of each part."""
    for after in queries.stretches(QUERY, settings.LANGUAGE_CODE, at=at, limit=PART):
        asked = f"?{urlencode({'after': str(after)})}" if after else ""
        yield f"{settings.BASE_URL}/sitemap-videos.xml{asked}"


def films(request: HttpRequest) -> list[Film]:
    """Return the recordings of a part, as everybody sees them; raise Http404 for a part that is none."""
    given = request.GET.get("after", "")
    try:
        after = queries.Cursor.parse(given) if given else None
    except QueryError as error:
        raise Http404 from error
    with queries.as_the_public():
        page = queries.entries(
            QUERY, settings.LANGUAGE_CODE, limit=PART, after=after, ascending=True
        )
        return [film for entry in page.entries if (film := _film(entry))]


def _film(entry: Entry) -> Film | None:
    """Return what is told of a recording; nothing where it is gone, or has no picture or no place to be seen."""
    recording = next(iter(entry.enclosures), None)
    if recording is None:
        return None
    about = queries.about(entry, entry.language)
    preview = next((link.url for link in queries.offers_of(about) if link.rel == "preview"), "")
    player = next((embed.url for embed in queries.embeds_of(about)), "")
    file = recording.url if recording.media_type.startswith("video/") else ""
    picture = recording.poster or preview
    if not picture or not (file or player):
        return None
    title = entry.title.strip() or entry.source.strip() or entry.url
    return Film(
        entry=entry,
        picture=picture,
        title=title[:TITLE],
        description=(entry.summary.strip() or title)[:DESCRIPTION],
        file=file,
        player="" if file else player,
        duration=_duration(recording),
        published=None if entry.published == UNKNOWN else entry.published,
    )


def _duration(recording: Enclosure) -> int:
    """Return the whole seconds that a recording lasts, 0 where nobody knows or Google would not believe it."""
    seconds = round(recording.duration or 0)
    return seconds if seconds <= LONGEST else 0
