"""What entries repeat of other things, their words and their addresses: for whoever may read those things now."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from syndication.contract import Entry
from syndication.entries import killing
from syndication.entries.models import EntryFacet, EntryRecord
from syndication.rows import among, prepared

TERM = "repeats"
"""What an entry is found by that repeats a thing ("repeats:7k3m2qx9ab"); no facet, so no stream asks for it."""


class Original(NamedTuple):
    """An entry of a thing that is no translation: whose words they are."""

    thing: str
    language: str
    visible_until: datetime | None


def things_of(entry: Entry) -> frozenset[str]:
    """Return the things that an entry repeats."""
    said = (passage.thing for passage in entry.passages)
    return frozenset(filter(None, (*said, *(link.thing for link in entry.links))))


def terms_of(entry: Entry) -> frozenset[str]:
    """Return the terms by which an entry is found that repeats things."""
    return frozenset(f"{TERM}:{thing}" for thing in things_of(entry))


def hidden(things: Set[str], *, at: datetime, to: Iterable[str]) -> Set[str]:
    """Return which of the things an audience may not read at a moment: one statement, none without things."""
    if not things:
        return things
    rows = EntryRecord.objects.filter(thing__in=things).in_own_words(at=at, to=to)
    named = rows.values_list("thing", "language")
    return things - {thing for thing, language in named if not killing.killed(thing, language)}


def without(entry: Entry, gone: Set[str]) -> Entry:
    """Return an entry without what it repeats of some things; a file of captions cannot be cut, so it goes whole."""
    if not things_of(entry) & gone:
        return entry
    return replace(
        entry,
        passages=tuple(passage for passage in entry.passages if passage.thing not in gone),
        links=tuple(link for link in entry.links if link.thing not in gone),
        enclosures=tuple(replace(media, captions=()) for media in entry.enclosures),
    )


def originals(things: Set[str]) -> list[Original]:
    """Return the entries whose words are repeated, whoever may see them: one statement, none without things."""
    if not things:
        return []
    rows = EntryRecord.objects.filter(thing__in=things, translation=False)
    return list(map(Original._make, rows.values_list(*Original._fields)))


def repeating(things: Iterable[str]) -> list[EntryRecord]:
    """Return the entries that repeat things, the newest first and without what they say."""
    terms = [f"{TERM}:{thing}" for thing in things]
    if not terms or not _found(terms):  # as of most things
        return []
    rows = EntryRecord.objects.filter(facets__term__in=terms).distinct()
    return list(rows.order_by("-rank", "-pk").defer("value"))


def _found(terms: list[str]) -> bool:
    """Tell whether anything is found by one of the terms; it is asked at every change."""
    one_of, values = among(terms)
    with prepared() as cursor:
        cursor.execute(_FIRST.format(one_of), values)
        return cursor.fetchone() is not None


_FIRST = f"SELECT 1 FROM {EntryFacet._meta.db_table} WHERE term {{}} LIMIT 1"  # noqa: S608 (the name of our own table)
