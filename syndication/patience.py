"""How long a request waits for the record, and that not everybody waits for a database that does not answer."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

READER = 2.0
"""Seconds that a reader waits for one statement."""
WRITER = 30.0
"""The same for whoever changes something."""
PAUSE = 1.0
"""Seconds after a failure in which readers are told at once; then the next one tries again."""

_limit: ContextVar[float | None] = ContextVar("limit", default=None)
"""None outside a web request: an import may take its time."""


@contextmanager
def waiting(seconds: float) -> Iterator[None]:
    """Wait no longer than so many seconds for each statement inside."""
    before = _limit.set(seconds)
    try:
        yield
    finally:
        _limit.reset(before)


def limit() -> float | None:
    """Return how long to wait here."""
    return _limit.get()


class Outage:
    """What this process knows about the database: that it has just not answered."""

    def __init__(self) -> None:
        self._until = 0.0

    def begin(self) -> None:
        """Note that it did not answer."""
        self._until = time.monotonic() + PAUSE

    def lasts(self) -> bool:
        """Tell whether a reader need not try."""
        return limit() == READER and time.monotonic() < self._until


outage = Outage()
