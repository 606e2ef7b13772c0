"""What an entry is found by that was corrected or withdrawn: in the order of these changes, not of its own date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from syndication.entries.models import EntryFacet, EntryRecord
from syndication.entries.ranks import key
from syndication.rows import insert
from syndication.vocabulary import CHANGES

FACET = "state"


def changed(row: EntryRecord) -> datetime | None:
    """Return when what is said of an entry happened, its withdrawal before its correction; None where nothing did."""
    return row.updated if row.withdrawn else row.corrected


def rank(row: EntryRecord) -> int:
    """Return the sort key of an entry among changes."""
    at = changed(row)
    return key(at) if at else 0


def terms_of(row: EntryRecord) -> tuple[str, ...]:
    """Return the terms by which an entry is found as what became of it."""
    if changed(row) is None:
        return ()
    own = "withdrawn" if row.withdrawn else "corrected"
    return (f"{FACET}:changed", f"{FACET}:{own}")


def lines_of(row: EntryRecord) -> Iterator[tuple[int, str, int]]:
    """Yield the same as lines of the table of facets."""
    return ((row.pk, term, rank(row)) for term in terms_of(row))


def write(rows: Sequence[EntryRecord]) -> None:
    """Have entries be found as what became of them now, and no longer as what it was before."""
    names = [f"{FACET}:{state}" for state in CHANGES]
    EntryFacet.objects.filter(entry__in=[row.pk for row in rows], term__in=names).delete()
    insert_lines(line for row in rows for line in lines_of(row))


def insert_lines(lines: Iterable[tuple[int, str, int]]) -> None:
    """Write lines of the table of facets: entry, term and sort key."""
    insert(EntryFacet._meta.db_table, ("entry_id", "term", "rank"), list(lines))
