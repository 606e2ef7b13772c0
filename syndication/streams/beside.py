"""What a renderer shows besides its selection: further streams, and until when those of what is to come hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from django.utils import timezone

from syndication.contract import Entry, Part
from syndication.entries.ranks import key
from syndication.entries.reading import Reading
from syndication.streams import selecting
from syndication.streams.query import StreamQuery, build
from syndication.streams.selecting import Cursor

Parts = tuple[tuple[str, tuple[Entry, ...]], ...]


def found(parts: Iterable[Part], reading: Reading) -> Parts:
    """Return what each part holds now."""
    return tuple((part.name, _entries(part, reading)) for part in parts)


def query(part: Part) -> StreamQuery:
    """Return the stream behind a part."""
    wanted: dict[str, list[str]] = {}
    for facet in part.facets:
        wanted.setdefault(facet.name, []).append(facet.value)
    return build(wanted)


def until(parts: Sequence[Part], held: Parts, at: datetime) -> datetime | None:
    """Return when something that was to come is past: with the day, where a part that looks ahead holds anything."""
    shown = dict(held)
    ahead = any(shown.get(part.name) for part in parts if part.coming)
    return _day(at, days=1) if ahead else None


def _entries(part: Part, reading: Reading) -> tuple[Entry, ...]:
    first = Cursor(key(_day(reading.at)) - 1, "", "")
    return selecting.page(
        query(part),
        reading,
        limit=part.limit,
        after=first if part.coming else None,
        ascending=part.coming or part.forward,
    ).entries


def _day(at: datetime, *, days: int = 0) -> datetime:
    """Return when the chamber's day began, or begins so many days later."""
    zone = timezone.get_default_timezone()
    return datetime.combine(at.astimezone(zone).date() + timedelta(days), time(), zone)
