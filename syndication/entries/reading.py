"""Stored rows as values: a withdrawn one only ever comes out as its tombstone."""

from __future__ import annotations

from collections.abc import Iterable

from syndication.contract import Entry
from syndication.entries import snapshots
from syndication.entries.models import EntryRecord


def entry_of(row: EntryRecord) -> Entry:
    """Return the frozen value of a row."""
    entry = snapshots.read(row.value)
    if row.withdrawn:
        return snapshots.tombstone(entry, reason=row.reason, at=row.updated)
    return entry


def entries_of(rows: Iterable[EntryRecord]) -> tuple[Entry, ...]:
    """Return the frozen values of rows, in their order."""
    return tuple(entry_of(row) for row in rows)
