"""Whose turn it is: while many read what is published, Django draws for a part of the time only."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import perf_counter

BUSY = 500
"""Answers a second that are many."""
REST = 1.5
"""Seconds that their readers then have the process for themselves, for each second that Django drew beside them."""
LONGEST = 0.25
"""Seconds that nobody who waits for Django waits longer for its turn."""


class Turns:
    """The turns of one process, taken on its loop. ``answered`` counts what it answered without Django."""

    def __init__(self, answered: Callable[[], int]) -> None:
        self._answered = answered
        self._free = 0.0

    @asynccontextmanager
    async def drawing(self) -> AsyncIterator[None]:
        """Wait for Django's turn, and have it for as long as the block takes."""
        wait = self._free - perf_counter()
        if wait > 0:
            await asyncio.sleep(min(wait, LONGEST))
        began, before = perf_counter(), self._answered()
        try:
            yield
        finally:
            now = perf_counter()
            if self._answered() - before > BUSY * (now - began):
                self._free = max(self._free, now) + min(now - began, LONGEST) * REST
