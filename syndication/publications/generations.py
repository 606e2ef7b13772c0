"""What workers on one machine agree through: a shared page of numbers that change when an answer does.

Each address has a slot; whoever writes an answer puts another number there, whoever keeps one in memory looks whether
the number is still the one it was read under. A look costs nothing to speak of and needs no lock and no server.
"""

from __future__ import annotations

import mmap
import time
from pathlib import Path
from zlib import crc32

SLOTS = 1 << 16
KILLS = SLOTS
"""The slot that changes with the kill-list; it belongs to no address."""
PURGES = SLOTS + 1
"""The slot that changes when something is ordered of a CDN."""


class Generations:
    """The shared page, a file that every worker maps."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        size = (PURGES + 1) * 8
        with path.open("ab") as file:  # what is there stays; the rest of a new one is zero
            file.truncate(size)
        with path.open("r+b") as file:
            self._numbers = memoryview(mmap.mmap(file.fileno(), size)).cast("Q")

    def of(self, slot: int) -> int:
        """Return the number in a slot."""
        return self._numbers[slot]

    def bump(self, slot: int) -> None:
        """Put a number there that was not there before."""
        self._numbers[slot] = max(time.time_ns(), self._numbers[slot] + 1)


def slot_of(address: str) -> int:
    """Return the slot of an address; some share one, and are then read again once more than needed."""
    return crc32(address.encode()) % SLOTS
