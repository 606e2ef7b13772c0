"""A page of a stream without what its entries say: enough to know whether it is written already."""

from __future__ import annotations

from datetime import datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

from syndication.entries import killing
from syndication.entries.reading import Reading
from syndication.streams import compiled
from syndication.streams.query import StreamQuery
from syndication.streams.selecting import ordered


class Place(NamedTuple):
    """An entry on a page, without what it says."""

    pk: int
    thing: str
    language: str
    rank: int
    revision: int
    updated: datetime
    withdrawn: bool
    visible_until: datetime | None
    pause: str | None  # what is said instead of it while there is an election


def places(query: StreamQuery, reading: Reading, *, limit: int) -> list[Place]:
    """Return the first page of a stream without what the entries say."""
    if query.text:
        rows = ordered(query, reading)[:limit]
        found = list(rows.values_list(*Place._fields))
    else:
        writing = _writing(limit, reading.audience)
        found = compiled.rows(query, reading.language, reading.at, writing)
    gone = killing.listed()
    return [_as_killed(place) if gone else place for place in map(_place, found)]


@cache
def _writing(limit: int, audience: tuple[str, ...]) -> compiled.Writing:
    """Return what writes the SQL of a page of so many entries."""

    def write(query: StreamQuery, language: str, at: datetime) -> tuple[str, tuple[Any, ...]]:
        rows = ordered(query, Reading(language, at, audience))
        return rows[:limit].values_list(*Place._fields).query.sql_with_params()

    return write


def _as_killed(place: Place) -> Place:
    gone = None if place.withdrawn else killing.killed(place.thing, place.language)
    return place._replace(withdrawn=True, updated=gone.at) if gone else place


@lru_cache(4096)
def _place(row: tuple[Any, ...]) -> Place:
    *identity, updated, withdrawn, until, pause = row
    ended = compiled.moment(until)
    return Place._make((*identity, compiled.moment(updated), withdrawn, ended, pause))
