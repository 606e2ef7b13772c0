"""Where everything public is, part by part, by public ids: what is hidden moves no part's end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from syndication.entries import killing, snapshots
from syndication.entries.models import EntryRecord
from syndication.entries.reading import Reading, absolute
from syndication.entries.visibility import EntryRecordQuerySet
from syndication.streams.query import StreamQuery
from syndication.streams.selecting import Cursor, ordered


class Address(NamedTuple):
    """Where a thing is in a language, and when it last changed in a way that matters to readers."""

    thing: str
    language: str
    updated: datetime
    url: str


def addresses(after: str, *, at: datetime, limit: int) -> list[Address]:
    """Return the addresses that follow a thing, things whole; a part is a little longer than its limit at most."""
    rows = _public(at).filter(thing__gt=after)
    last = _last(rows, limit)
    rows = rows.filter(thing__lte=last) if last else rows
    return [
        Address(thing, language, updated, absolute(url))
        for thing, language, updated, value in rows.values_list(
            "thing", "language", "updated", "value"
        )
        if (url := snapshots.address(value)) and not killing.killed(thing, language)
    ]


def starts(*, at: datetime, limit: int) -> Iterator[str]:
    """Yield the thing that each part follows; the first follows none."""
    after: str | None = ""
    rows = _public(at)
    while after is not None:
        yield after
        after = _last(rows.filter(thing__gt=after), limit)
        if after and not rows.filter(thing__gt=after).exists():
            return


def stretches(
    query: StreamQuery, language: str, *, at: datetime, limit: int
) -> Iterator[Cursor | None]:
    """Yield after what each part of a stream begins, in the order of its dates; the first begins with its first."""
    after: Cursor | None = None
    reading = Reading(language, at)
    while True:
        yield after
        rows = ordered(query, reading, after=after, ascending=True)
        ends = rows.values_list("rank", "language", "thing")[limit - 1 : limit + 1]
        found = [Cursor(*end) for end in ends]
        if len(found) < 2:
            return
        after = found[0]


def _public(at: datetime) -> EntryRecordQuerySet:
    rows: EntryRecordQuerySet = EntryRecord.objects.all().visible(at=at)
    return rows.filter(withdrawn=False).order_by("thing", "language")


def _last(rows: EntryRecordQuerySet, limit: int) -> str | None:
    return rows.values_list("thing", flat=True)[limit - 1 : limit].first()
