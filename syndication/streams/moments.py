"""What takes place begins and ends by itself: as of when a selection tells of it, and until when that holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from syndication.contract import Entry


def as_of(entries: Iterable[Entry], at: datetime) -> datetime | None:
    """Return the last moment at which one of these began or was over; between two such moments nothing differs."""
    return max((moment for moment in _moments(entries) if moment <= at), default=None)


def until(entries: Iterable[Entry], at: datetime) -> datetime | None:
    """Return the next moment at which one of these begins or is over."""
    return min((moment for moment in _moments(entries) if moment > at), default=None)


def _moments(entries: Iterable[Entry]) -> Iterator[datetime]:
    for entry in entries:
        if entry.until:
            yield from (entry.published, entry.until)
