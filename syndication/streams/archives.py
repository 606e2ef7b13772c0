"""The archives of a stream (RFC 5005, section 4): each month that is over, and of the running one each day that is.

    2026-10    2026-11-27    2026-10,179314020000012.en.7k3m2qx9ab4c

Of more entries than one document takes, and of the day that goes on, there are parts: what is left of the time from the
entry on that the name tells of. What is new is dated later, so it changes none of them. Days are the chamber's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.utils.timezone import get_default_timezone

from syndication.contract import Link
from syndication.entries.models import EntryRecord
from syndication.entries.ranks import POSITIONS, key
from syndication.entries.reading import Reading
from syndication.entries.states import FACET
from syndication.errors import QueryError
from syndication.streams.query import StreamQuery
from syndication.streams.selecting import Cursor, ordered

OPTION = "archive"
LIMIT = 500
"""Entries a document."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A month or a day that is over; or what is left of it, from an entry on."""

    span: str
    start: datetime
    end: datetime
    first: Cursor | None = None

    def __str__(self) -> str:
        return f"{self.span},{self.first}" if self.first else self.span


class Held(NamedTuple):
    """What stands in an archive, newest first, and the archives beside it."""

    rows: Sequence[EntryRecord] = ()
    previous: Archive | None = None
    following: Archive | None = None


def parse(name: str, *, at: datetime) -> Archive:
    """Read the name of an archive; raise QueryError where it is none, or of what is not over yet."""
    found = _NAME.fullmatch(name)
    try:
        archive = _spanning(found["span"]) if found else None
    except (ValueError, OverflowError):
        archive = None
    first = Cursor.parse(found["first"]) if found and found["first"] else None
    if archive is None or (first is None and archive.end > at):
        raise QueryError(f"{name[:40]!r} is no archive: they are months and days that are over.")
    if first and not key(archive.start) <= first.rank < key(archive.end):
        raise QueryError(f"{name[:40]!r} is no archive: what it begins with is not of that time.")
    return replace(archive, first=first)


def of(cursor: Cursor, *, at: datetime) -> Archive:
    """Return the archive of an entry: that of its month, else that of its day, else what is left of that from it on."""
    day = datetime.fromtimestamp(cursor.rank // POSITIONS, get_default_timezone())
    month = f"{day.year:04}-{day.month:02}"
    both = [_spanning(month), _spanning(f"{month}-{day.day:02}")]
    over = next((archive for archive in both if archive.end <= at), None)
    return over or replace(both[-1], first=cursor)


def newest(
    query: StreamQuery, reading: Reading, page: Sequence[Cursor], *, limit: int
) -> Archive | None:
    """Return the archive in which a page goes on; none where the page holds everything.

    Only where all of the page is of today or to come, a statement looks for what follows it, with which a part of the
    day begins. Streams of changes have no archives, since each change moves an entry to another place.
    """
    if len(page) < limit or query.values(FACET):
        return None
    today = key(_begins(reading.at.astimezone(get_default_timezone()).date()))
    over = next((cursor for cursor in page if cursor.rank < today), None)
    if over is None:
        rows = ordered(query, reading, after=page[-1])
        beyond = rows.values_list("rank", "language", "thing").first()
        over = Cursor(*beyond) if beyond else None
    return of(over, at=reading.at) if over else None


def held(archive: Archive, query: StreamQuery, reading: Reading) -> Held:
    """Return what an archive holds: two statements; nothing where it begins with what is not there."""
    after = archive.first or Cursor(key(archive.end), "", "")
    rows = list(ordered(query, reading, after=after, including=bool(archive.first))[: LIMIT + 1])
    own = [row for row in rows[:LIMIT] if row.rank >= key(archive.start)]
    if not own or (archive.first and _cursor(own[0]) != archive.first):
        return Held()
    beyond = next(iter(rows[len(own) :]), None)
    return Held(
        own,
        _going_on(archive, beyond, reading.at) if beyond else None,
        _following(archive, query, reading),
    )


def links(found: Held, stream: str) -> Iterator[Link]:
    """Yield where to read on, as addresses that end where those of the formats begin."""
    if found.previous:
        yield Link("prev-archive", f"{stream}{OPTION}/{found.previous}/")
    if found.following:
        yield Link("next-archive", f"{stream}{OPTION}/{found.following}/")


def _going_on(archive: Archive, beyond: EntryRecord, at: datetime) -> Archive:
    if beyond.rank >= key(archive.start):
        return replace(archive, first=_cursor(beyond))
    return of(_cursor(beyond), at=at)


def _following(archive: Archive, query: StreamQuery, reading: Reading) -> Archive | None:
    """Return the archive of what is newer; none where that is cut into parts of which only the newest has a name."""
    if archive.end > reading.at:
        return None
    after = archive.first or Cursor(key(archive.end) - 1, "", "")
    rows = ordered(query, reading, after=after, ascending=True)
    newer = [Cursor(*row) for row in rows.values_list("rank", "language", "thing")[: LIMIT + 1]]
    if archive.first:
        same = [cursor for cursor in newer if cursor.rank < key(archive.end)]
        return replace(archive, first=same[LIMIT - 1] if len(same) > LIMIT else None)
    found = of(newer[0], at=reading.at) if newer else None
    if found is None or found.first or (newer[LIMIT:] and newer[LIMIT].rank < key(found.end)):
        return None
    return found


def _spanning(span: str) -> Archive:
    year, month, day = map(int, f"{span}-0".split("-")[:3])
    start = date(year, month, day or 1)
    end = start + timedelta(days=1) if day else date(year + month // 12, month % 12 + 1, 1)
    return Archive(span, _begins(start), _begins(end))


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), get_default_timezone())


def _cursor(row: EntryRecord) -> Cursor:
    return Cursor(row.rank, row.language, row.thing)


_NAME = re.compile(r"(?P<span>[0-9]{4}-[0-9]{2}(-[0-9]{2})?)(,(?P<first>.+))?", re.ASCII)
