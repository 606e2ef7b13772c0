"""One writer an address: everybody else goes on with what is there, or waits where there is nothing."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from struct import Struct
from threading import Lock

from django.conf import settings

from syndication.publications.generations import SLOTS, slot_of

PATIENCE = 10.0
"""Seconds to wait for another writer of the same address."""
PAUSE = 0.005
_FLOCK = Struct("@hhqqi")
"""Linux's struct flock: kind, from where, start, length, process."""


class Locks:
    """A byte of a shared file an address, so that a killed process leaves no lock behind; and a lock a thread."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        self._threads = [Lock() for _ in range(SLOTS)]

    def __del__(self, close: Callable[[int], None] = os.close) -> None:
        close(self._file)

    @contextmanager
    def alone(self, address: str, *, wait: bool) -> Iterator[bool]:
        """Yield whether nobody else is writing the address; with ``wait`` try for a while."""
        slot = slot_of(address)
        own = self._taken(slot, wait=wait)
        try:
            yield own
        finally:
            if own:
                fcntl.lockf(self._file, fcntl.LOCK_UN, 1, slot)
                self._threads[slot].release()

    def busy(self, address: str) -> bool:
        """Tell whether somebody is writing the address, without keeping anybody from it."""
        slot = slot_of(address)
        if self._threads[slot].locked():
            return True
        asked = _FLOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, slot, 1, 0)
        kind: int = _FLOCK.unpack(fcntl.fcntl(self._file, fcntl.F_GETLK, asked))[0]
        return kind != fcntl.F_UNLCK

    def _taken(self, slot: int, *, wait: bool) -> bool:
        until = time.monotonic() + PATIENCE if wait else 0
        while not self._tried(slot):
            if time.monotonic() >= until:
                return False
            time.sleep(PAUSE)
        return True

    def _tried(self, slot: int) -> bool:
        if not self._threads[slot].acquire(blocking=False):
            return False
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, slot)
        except OSError:
            self._threads[slot].release()
            return False
        return True


def own_locks() -> Locks:
    """Return the locks of what this server publishes."""
    return opened(Path(settings.PUBLISHED_ROOT))


@cache
def opened(root: Path) -> Locks:
    """Return the locks of what is published under a folder."""
    return Locks(root / "locks")
