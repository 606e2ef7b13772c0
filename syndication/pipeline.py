"""One way through: entries are recorded, and what stands on them is marked, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from syndication.contract import Entry
from syndication.entries.recording import Outcome, record
from syndication.publications import staleness


def carry(entries: Iterable[Entry], *, at: datetime, note: str = "") -> Outcome:
    """Record entries and mark the publications they touch."""
    outcome = record(entries, at=at, note=note)
    if outcome.terms:
        staleness.touch(outcome.terms)
    return outcome
