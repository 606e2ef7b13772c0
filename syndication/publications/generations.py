"""What workers on one machine agree through: a shared page of numbers that change when an answer does.

Each address has a slot; whoever writes an answer puts another number there, whoever keeps one in memory looks whether
the number is still the one it was read under. A look costs nothing to speak of and needs no lock and no server.

Where a store cannot be told what no longer holds, because its disk is full, a mark here tells it instead. The page is
written whole when it is made: a process that writes into a hole of a file on a full disk is killed.
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
MARKS = SLOTS + 2
"""Where the marks begin, one a slot."""
SIZE = (MARKS + SLOTS) * 8
"""Bytes."""

Marks = dict[int, int]
"""Numbers by slot."""


class Generations:
    """The shared page, a file that every worker maps."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:  # what is there stays
            file.write(bytes(max(0, SIZE - file.tell())))
        with path.open("r+b") as file:
            self._numbers = memoryview(mmap.mmap(file.fileno(), SIZE)).cast("Q")

    def of(self, slot: int) -> int:
        """Return the number in a slot."""
        return self._numbers[slot]

    def bump(self, slot: int) -> None:
        """Put a number there that was not there before."""
        self._numbers[slot] = max(time.time_ns(), self._numbers[slot] + 1)

    def doubt(self, slot: int) -> None:
        """Mark what is kept in a slot as to be written again, whatever the stores say."""
        self.bump(MARKS + slot)

    def doubted(self, slot: int) -> bool:
        """Tell whether there is such a mark."""
        return bool(self._numbers[MARKS + slot])

    def marks(self) -> Marks:
        """Return the marks there are."""
        numbers = self._numbers[MARKS:].tolist()
        return {slot: number for slot, number in enumerate(numbers) if number}

    def unmark(self, marks: Marks) -> None:
        """Take marks away, but those that were put there again meanwhile."""
        for slot, number in marks.items():
            if self._numbers[MARKS + slot] == number:
                self._numbers[MARKS + slot] = 0
                self.bump(slot)


def slot_of(address: str) -> int:
    """Return the slot of an address; some share one, and are then read again once more than needed."""
    return crc32(address.encode()) % SLOTS
