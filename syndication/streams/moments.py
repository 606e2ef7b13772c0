"""What takes place begins and ends by itself, planned days pass: as of when a selection tells, until when it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from syndication.contract import Entry
from syndication.vocabulary import end_of


def as_of(entries: Iterable[Entry], at: datetime) -> datetime | None:
    """Return the last moment when one of these, or a planned day, began or was over: between two nothing differs."""
    return max((moment for moment in _moments(entries) if moment <= at), default=None)


def until(entries: Iterable[Entry], at: datetime) -> datetime | None:
    """Return the next moment at which one of these begins or is over, or a day on which something was planned."""
    return min((moment for moment in _moments(entries) if moment > at), default=None)


def _moments(entries: Iterable[Entry]) -> Iterator[datetime]:
    for entry in entries:
        if entry.until:
            yield from (entry.published, entry.until)
        planned = (end_of(step.date) for step in entry.steps if step.state == "planned")
        yield from filter(None, planned)
