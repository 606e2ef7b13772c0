"""Write entries down: new ones, changed ones, and a line of the ledger for each; the rest is left alone.

Everything here runs inside the caller's transaction, so content, snapshot and ledger are kept or lost together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from syndication.contract import Entry
from syndication.entries import fulltext, pauses, references, snapshots, states
from syndication.entries.models import Change, EntryFacet, EntryRecord
from syndication.entries.ranks import rank_of
from syndication.rows import create_values, delete, read, update

BATCH = 500


class Content(NamedTuple):
    """An entry as the columns of its row."""

    entry_id: str
    thing: str
    language: str
    kind: str
    title: str
    listed: bool
    translation: bool
    published: datetime
    updated: datetime
    rank: int
    part_of: str
    position: int
    content_hash: str
    value: str


class Revised(NamedTuple):
    """An entry, its row as it will be, and what the ledger says of it."""

    entry: Entry
    row: EntryRecord
    kind: str


class Indexed(NamedTuple):
    """What an entry is found by: its terms, and the words of what is shown of it."""

    key: int
    rank: int
    terms: Iterable[str]
    shown: Entry


@dataclass(frozen=True)
class Outcome:
    """What recording did: entries by fate, and the terms of everything that changed."""

    new: int = 0
    changed: int = 0
    same: int = 0
    terms: frozenset[str] = frozenset()

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(
            self.new + other.new,
            self.changed + other.changed,
            self.same + other.same,
            self.terms | other.terms,
        )


def record(entries: Iterable[Entry], *, at: datetime, note: str = "") -> Outcome:
    """Record entries; an entry equal to what is stored makes no event and no new date.

    The note stays with what it corrects until another note replaces it; one that is new is a change by itself.
    """
    outcome = Outcome()
    batch: dict[str, Entry] = {}
    for entry in entries:
        batch[entry.id] = entry
        if len(batch) == BATCH:
            outcome += _record(list(batch.values()), at=at, note=note)
            batch = {}
    return outcome + _record(list(batch.values()), at=at, note=note) if batch else outcome


def terms_of(entry: Entry) -> frozenset[str]:
    """Return everything a stream can select this entry by, as terms."""
    own = {f"kind:{entry.kind}", f"language:{entry.language}", f"thing:{entry.thing}"}
    return frozenset(own | {f"{facet.name}:{facet.value}" for facet in entry.facets})


def terms_of_rows(rows: Sequence[EntryRecord]) -> frozenset[str]:
    """Return the same of what is stored, whether or not it can be read."""
    if not rows:
        return frozenset()
    own = {f"{name}:{getattr(row, name)}" for row in rows for name in ("kind", "language", "thing")}
    facets = EntryFacet.objects.filter(entry__in=[row.pk for row in rows])
    return frozenset(own.union(facets.values_list("term", flat=True)))


def _record(entries: Sequence[Entry], *, at: datetime, note: str) -> Outcome:
    rows = [_content(entry) for entry in entries]
    ids = [entry.id for entry, _ in rows]
    stored = read(EntryRecord, "entry_id", ids, names=("entry_id", "content_hash", "note"))
    known = {row.entry_id: row for row in stored}
    new = [(entry, row) for entry, row in rows if entry.id not in known]
    differing = [
        (entry, row)
        for entry, row in rows
        if entry.id in known and _differs(row, known[entry.id], note=note)
    ]
    _create(new, at=at)
    changed = _changed(differing, at=at, note=note)
    left = _update(changed, at=at, note=note)
    touched = [*(entry for entry, _ in new), *(one.entry for one in changed)]
    return Outcome(
        new=len(new),
        changed=len(changed),
        same=len(entries) - len(touched),
        terms=left.union(*map(terms_of, touched), pauses.terms_of(pauses.enrol(touched, at=at))),
    )


def _create(new: Sequence[tuple[Entry, Content]], *, at: datetime) -> None:
    """Write what was not there; what is announced for another day has changed today."""
    rows = [row._replace(updated=min(row.updated, at)) for _, row in new]
    keys = create_values(EntryRecord, Content._fields, rows)
    created = list(zip(keys, new, strict=True))
    _index([Indexed(key, row.rank, _terms(entry), entry) for key, (entry, row) in created])
    kind = Change.Kind.NEW.value
    lines = [(key, kind, 1, row.content_hash, at, "") for key, (_, row) in created]
    create_values(Change, _LINE, lines)


def _changed(rows: Sequence[tuple[Entry, Content]], *, at: datetime, note: str) -> list[Revised]:
    """Return the next revision of each, read again under a lock: somebody may have withdrawn one meanwhile."""
    if not rows:
        return []
    ids = [entry.id for entry, _ in rows]
    stored = read(EntryRecord, "entry_id", ids, names=_HELD, lock=True)
    held = {row.entry_id: row for row in stored}
    return [
        Revised(
            entry, _next(row, held[entry.id], at=at, note=note), _kind(row, held[entry.id], note)
        )
        for entry, row in rows
        if _differs(row, held[entry.id], note=note)
    ]


def _update(changed: Sequence[Revised], *, at: datetime, note: str) -> frozenset[str]:
    """Write the next revisions, and return the terms under which the ones before could be found."""
    rows = [one.row for one in changed]
    update(EntryRecord, [*Content._fields[2:], *_STATE], rows)
    keys = [row.pk for row in rows]
    left = frozenset(delete(EntryFacet._meta.db_table, "entry_id", keys, returning="term"))
    found = [
        Indexed(row.pk, row.rank, _terms(entry), _shown(entry, row)) for entry, row, _ in changed
    ]
    _index(found, replacing=True)
    states.insert_lines(line for row in rows for line in states.lines_of(row))
    lines = [(row.pk, kind, row.revision, row.content_hash, at, note) for _, row, kind in changed]
    create_values(Change, _LINE, lines)
    return left.union(*map(states.terms_of, rows))


def _index(found: Sequence[Indexed], *, replacing: bool = False) -> None:
    """Make entries findable."""
    states.insert_lines((item.key, term, item.rank) for item in found for term in item.terms)
    words = ((item.key, fulltext.words_of(item.shown)) for item in found)
    fulltext.write(words, replacing=replacing)


def _terms(entry: Entry) -> Iterable[str]:
    """Return each term that is kept of an entry, whether or not it is withdrawn."""
    facets = (f"{facet.name}:{facet.value}" for facet in entry.facets)
    return dict.fromkeys([*facets, *sorted(references.terms_of(entry))])


def _shown(entry: Entry, row: EntryRecord) -> Entry:
    """What is withdrawn is found by its tombstone, whatever an import brings again."""
    return snapshots.tombstone(entry, reason="", at=row.updated) if row.withdrawn else entry


def _differs(row: Content, known: EntryRecord, *, note: str) -> bool:
    return row.content_hash != known.content_hash or note not in ("", known.note)


def _kind(row: Content, known: EntryRecord, note: str) -> str:
    """Moved is what has another address and is otherwise the same; a note is always that of a correction."""
    moved = not note and snapshots.moved(known.value, row.value)
    return Change.Kind.MOVED.value if moved else Change.Kind.CORRECTED.value


def _next(content: Content, known: EntryRecord, *, at: datetime, note: str) -> EntryRecord:
    """Return what is stored as its next revision; a tombstone keeps the date of the withdrawal."""
    row = EntryRecord(pk=known.pk, **content._asdict())
    row.revision, row.withdrawn = known.revision + 1, known.withdrawn
    row.updated = known.updated if known.withdrawn else at
    row.note, row.corrected = (note, at) if note else (known.note, known.corrected)
    return row


def _content(entry: Entry) -> tuple[Entry, Content]:
    entry, written = snapshots.kept(entry)
    return entry, Content(
        entry_id=entry.id,
        thing=entry.thing,
        language=entry.language,
        kind=entry.kind,
        title=entry.title,
        listed=entry.listed,
        translation=bool(entry.original_language),
        published=entry.published,
        updated=entry.updated,
        rank=rank_of(entry),
        part_of=entry.part_of,
        position=entry.position,
        content_hash=snapshots.content_hash(written),
        value=written.decode(),
    )


_HELD = (
    "entry_id", "content_hash", "revision", "updated", "withdrawn", "note", "corrected", "value",
)  # fmt: skip
_STATE = ("note", "corrected", "revision")
_LINE = ("entry_id", "kind", "revision", "content_hash", "at", "note")
