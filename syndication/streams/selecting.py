"""From query to selection: which entries, in which order, with what around them.

Order is by date, then place in the debate; never by popularity. Every selection takes a fixed number of statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from syndication.contract import Entry, Neighbours
from syndication.entries import fulltext, pauses, states
from syndication.entries.models import EntryFacet, EntryRecord
from syndication.entries.reading import Reading, entries_of, readable, seen
from syndication.errors import QueryError
from syndication.streams.query import StreamQuery

COLUMNS = ("thing", "kind", "language")
DRIVERS = ("state", "debate", "sitting", "video", "bill", "member", "topic", "group", "body")
"""Facets kept in the facet table, the most selective first: the first one asked for drives the query.

That of changes comes before all, because it has an order of its own: the newest change first.
"""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ends: the sort key and address of its last entry. Row numbers would count what is hidden."""

    rank: int
    language: str
    thing: str

    def __str__(self) -> str:
        return f"{self.rank}.{self.language}.{self.thing}"

    @classmethod
    def parse(cls, text: str) -> Cursor:
        """Read the text form, or raise QueryError."""
        found = _CURSOR.fullmatch(text)
        if not found:
            raise QueryError(f"{text[:40]!r} is not a cursor this server gave out.")
        return cls(int(found["rank"]), found["language"], found["thing"])


_CURSOR = re.compile(r"(?P<rank>-?[0-9]{1,18})\.(?P<language>[\w-]{1,16})\.(?P<thing>[\w.-]{1,32})")


@dataclass(frozen=True, slots=True)
class Page:
    """Entries in order, and where the next page starts (None at the end)."""

    entries: tuple[Entry, ...]
    following: Cursor | None


def page(
    query: StreamQuery,
    reading: Reading,
    *,
    limit: int,
    after: Cursor | None = None,
    ascending: bool = False,
) -> Page:
    """Return one page of a stream, newest first (or in the order of the debate)."""
    rows = ordered(query, reading, after=after, ascending=ascending)
    if query.values("thing"):
        rows = pauses.annotated(rows, at=reading.at, spoken=True)
    found = list(rows[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return Page(
        entries=entries_of(found[:limit], reading),
        following=Cursor(_rank(last, query), last.language, last.thing) if last else None,
    )


def entry(thing: str, reading: Reading) -> Entry | None:
    """Return a thing in the reader's language, else in its original one, else in any."""
    rows = list(_named([thing], reading))
    rows.sort(key=lambda row: (row.language != reading.language, row.translation, row.pk))
    return next(iter(entries_of(rows, reading)), None)


def entries_named(things: Sequence[str], reading: Reading) -> dict[str, Entry]:
    """Return several things at once, each in the best language: one statement, or two (``seen``)."""
    ordered = sorted(
        _named(things, reading),
        key=lambda row: (row.language != reading.language, row.translation, row.pk),
    )
    best: dict[str, tuple[EntryRecord, Entry]] = {}
    for row in ordered:
        if row.thing not in best:
            best |= {found[0].thing: found for found in readable([row], files=reading.files)}
    return {item.row.thing: item.entry for item in seen(best.values(), reading)}


def _named(things: Sequence[str], reading: Reading) -> QuerySet[EntryRecord]:
    rows = EntryRecord.objects.filter(thing__in=things).visible(at=reading.at, to=reading.audience)
    return pauses.annotated(rows, at=reading.at, spoken=True)


def things(kind: str, text: str, reading: Reading, *, limit: int) -> list[str]:
    """Return the public ids of what holds the words in any language, newest first; any kind when it is empty."""
    rows = EntryRecord.objects.visible(at=reading.at, to=reading.audience)
    if kind:
        rows = rows.filter(kind=kind)
    found = fulltext.matching(rows, text, typing=True).order_by("-rank", "-pk")
    return list(dict.fromkeys(found.values_list("thing", flat=True)[:limit]))


def languages(thing: str, reading: Reading) -> tuple[str, ...]:
    """Return the languages a thing can be read in."""
    rows = EntryRecord.objects.filter(thing=thing).visible(at=reading.at, to=reading.audience)
    return tuple(rows.order_by("language").values_list("language", flat=True))


def withheld(thing: str, reading: Reading) -> bool:
    """Tell whether there is a thing in exactly the reader's language which the reader must not see: two statements."""
    rows = EntryRecord.objects.filter(thing=thing, language=reading.language)
    return rows.exists() and not rows.visible(at=reading.at, to=reading.audience).exists()


def neighbours(entry: Entry, reading: Reading) -> Neighbours:
    """Return what stands before and after an entry in its debate: two statements."""
    if not entry.part_of:
        return Neighbours()
    debate = (
        EntryRecord.objects.filter(part_of=entry.part_of, kind=entry.kind, translation=False)
        .filter(withdrawn=False)
        .visible(at=reading.at, to=reading.audience)
    )
    before = debate.filter(position__lt=entry.position).order_by("-position")
    after = debate.filter(position__gt=entry.position).order_by("position")
    return Neighbours(
        previous=next(iter(entries_of(before[:1], reading)), None),
        following=next(iter(entries_of(after[:1], reading)), None),
    )


def ordered(
    query: StreamQuery,
    reading: Reading,
    *,
    after: Cursor | None = None,
    including: bool = False,
    ascending: bool = False,
) -> QuerySet[EntryRecord]:
    """Return what a reader finds in a stream, in its order; after an entry, or from that one on."""
    driver = next((name for name in DRIVERS if len(query.values(name)) == 1), None)
    key, tie = ("facets__rank", "facets__entry") if driver else ("rank", "pk")
    side = f"{'gt' if ascending else 'lt'}{'e' if including else ''}"
    beyond = _beyond(after, key, tie, side) if after else Q()
    rows = _matching(query, reading, driver=driver, beyond=beyond)
    if ascending:
        return rows.order_by(F(key).asc(), F(tie).asc())
    return rows.order_by(F(key).desc(), F(tie).desc())


def _matching(
    query: StreamQuery, reading: Reading, *, driver: str | None, beyond: Q
) -> QuerySet[EntryRecord]:
    visible = EntryRecord.objects.visible(at=reading.at, to=reading.audience)
    rows = pauses.annotated(visible, at=reading.at)
    if members := query.values(pauses.KIND):
        rows = rows.filter(pauses.open_to(members, at=reading.at))
    # Term and cursor in one call: each call joins the facets anew, and a row would come once a facet.
    term = {"facets__term": f"{driver}:{query.values(driver)[0]}"} if driver else {}
    rows = rows.filter(beyond, **term)
    for name, values in query.facets:
        if name in COLUMNS:
            rows = rows.filter(**{f"{name}__in" if len(values) > 1 else name: _one(values)})
        elif name != driver:
            rows = rows.filter(has(f"{name}:{value}" for value in values))
    if not any(query.values(name) for name in ("kind", "thing", states.FACET)):
        rows = rows.filter(listed=True)
    if not query.values("language"):
        rows = rows.filter(_best_language(reading))
    return fulltext.matching(rows, query.text) if query.text else rows


def _rank(row: EntryRecord, query: StreamQuery) -> int:
    return states.rank(row) if query.values(states.FACET) else row.rank


def _one(values: tuple[str, ...]) -> str | tuple[str, ...]:
    return values[0] if len(values) == 1 else values


def has(terms: Iterable[str]) -> Exists:
    """Return what holds of entries that are found by one of the terms."""
    return Exists(EntryFacet.objects.filter(entry=OuterRef("pk"), term__in=list(terms)))


def _best_language(reading: Reading) -> Q:
    """Each thing once: in the reader's language, else the first of those it was written in."""
    visible = EntryRecord.objects.visible(at=reading.at, to=reading.audience)
    better = visible.filter(
        Q(language=reading.language) | Q(translation=False, pk__lt=OuterRef("pk")),
        thing=OuterRef("thing"),
    )
    return Q(language=reading.language) | Q(Q(translation=False), ~Exists(better))


def _beyond(cursor: Cursor, key: str, tie: str, side: str) -> Q:
    """What comes after the cursor; the first condition is the one that an index can seek by."""
    last = EntryRecord.objects.filter(thing=cursor.thing, language=cursor.language).values("pk")
    later = Q(**{f"{key}__{side[:2]}": cursor.rank}) | Q(**{f"{tie}__{side}": last})
    return Q(**{f"{key}__{side[:2]}e": cursor.rank}) & later
