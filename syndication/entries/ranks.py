"""Sort keys: seconds, then the place in the debate."""

from __future__ import annotations

from datetime import datetime

from syndication.contract import Entry

POSITIONS = 100_000
"""Places that one second has."""


def key(moment: datetime) -> int:
    """Return the first sort key of a moment's second."""
    return int(moment.timestamp()) * POSITIONS


def rank_of(entry: Entry) -> int:
    """Return the sort key of an entry."""
    return key(entry.published) + min(entry.position, POSITIONS - 1)
