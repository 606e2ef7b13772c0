"""Write entries down: new ones, changed ones, and a line of the ledger for each; the rest is left alone.

Everything here runs inside the caller's transaction, so content, snapshot and ledger are kept or lost together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from syndication.contract import Entry
from syndication.entries import fulltext, snapshots
from syndication.entries.models import Change, EntryFacet, EntryRecord
from syndication.rows import create, insert

BATCH = 500
POSITIONS = 100_000


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


def _record(entries: Sequence[Entry], *, at: datetime, note: str) -> Outcome:
    rows = [_row(entry) for entry in entries]
    known = {
        row.entry_id: row
        for row in EntryRecord.objects.filter(entry_id__in=[entry.id for entry, _ in rows]).only(
            "id",
            "entry_id",
            "content_hash",
            "revision",
            "updated",
            "withdrawn",
            "note",
            "corrected",
        )
    }
    new = [(entry, row) for entry, row in rows if entry.id not in known]
    changed = [
        (entry, _next(row, known[entry.id], at=at, note=note))
        for entry, row in rows
        if entry.id in known and _differs(row, known[entry.id], note=note)
    ]
    _create(new, at=at)
    left = _update(changed, at=at, note=note)
    touched = [entry for entry, *_ in (*new, *changed)]
    return Outcome(
        new=len(new),
        changed=len(changed),
        same=len(entries) - len(touched),
        terms=left.union(*map(terms_of, touched)),
    )


def _create(new: Sequence[tuple[Entry, EntryRecord]], *, at: datetime) -> None:
    rows = [row for _, row in new]
    create(EntryRecord, rows)
    _index(new)
    create(Change, [_line(row, Change.Kind.NEW, at=at) for row in rows])


def _update(
    changed: Sequence[tuple[Entry, EntryRecord]], *, at: datetime, note: str
) -> frozenset[str]:
    """Write the next revisions, and return the terms under which the ones before could be found."""
    rows = [row for _, row in changed]
    EntryRecord.objects.bulk_update(rows, _CONTENT_FIELDS, batch_size=100)
    facets = EntryFacet.objects.filter(entry__in=rows)
    left = frozenset(facets.values_list("term", flat=True))
    facets.delete()
    _index(changed, replacing=True)
    create(Change, [_line(row, Change.Kind.CORRECTED, at=at, note=note) for row in rows])
    return left


def _line(row: EntryRecord, kind: Change.Kind, *, at: datetime, note: str = "") -> Change:
    return Change(
        entry=row,
        kind=kind.value,
        revision=row.revision,
        content_hash=row.content_hash,
        at=at,
        note=note,
    )


def _index(pairs: Sequence[tuple[Entry, EntryRecord]], *, replacing: bool = False) -> None:
    insert(
        EntryFacet._meta.db_table,
        ("entry_id", "term", "rank"),
        [
            (row.pk, f"{facet.name}:{facet.value}", row.rank)
            for entry, row in pairs
            for facet in dict.fromkeys(entry.facets)
        ],
    )
    fulltext.write(
        ((row.pk, fulltext.words_of(_shown(entry, row))) for entry, row in pairs),
        replacing=replacing,
    )


def _shown(entry: Entry, row: EntryRecord) -> Entry:
    """What is withdrawn is found by its tombstone, whatever an import brings again."""
    return snapshots.tombstone(entry, reason="", at=row.updated) if row.withdrawn else entry


def _differs(row: EntryRecord, known: EntryRecord, *, note: str) -> bool:
    return row.content_hash != known.content_hash or note not in ("", known.note)


def _next(row: EntryRecord, known: EntryRecord, *, at: datetime, note: str) -> EntryRecord:
    """Return the row as the next revision of the one that is stored; a tombstone keeps the date of the withdrawal."""
    row.pk, row.revision, row.withdrawn = known.pk, known.revision + 1, known.withdrawn
    row.updated = known.updated if known.withdrawn else at
    row.note, row.corrected = (note, at) if note else (known.note, known.corrected)
    return row


def _row(entry: Entry) -> tuple[Entry, EntryRecord]:
    entry, written = snapshots.kept(entry)
    return entry, EntryRecord(
        entry_id=entry.id,
        thing=entry.thing,
        language=entry.language,
        kind=entry.kind,
        title=entry.title,
        listed=entry.listed,
        translation=bool(entry.original_language),
        published=entry.published,
        updated=entry.updated,
        rank=int(entry.published.timestamp()) * POSITIONS + min(entry.position, POSITIONS - 1),
        part_of=entry.part_of,
        position=entry.position,
        content_hash=snapshots.content_hash(written),
        value=written.decode(),
    )


_CONTENT_FIELDS = [
    "language",
    "kind",
    "title",
    "listed",
    "translation",
    "published",
    "updated",
    "rank",
    "part_of",
    "position",
    "note",
    "corrected",
    "revision",
    "content_hash",
    "value",
]
