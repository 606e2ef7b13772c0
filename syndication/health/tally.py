"""What a process saw since it last wrote it down: numbers in memory, which a thread of its own adds to the record."""

from __future__ import annotations

import atexit
import logging
import time
from datetime import date
from threading import Lock, Thread

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from syndication.health.seeing import Seen
from syndication.health.sites import OTHERS
from syndication.patience import READER, WRITER, waiting

log = logging.getLogger("syndication.health")

EVERY = 30.0
"""Seconds; a process that is killed loses what it saw since."""
MOST = 4096
"""Different things that are kept apart until they are written; those of further sites are counted together."""

Numbers = dict[tuple[date, Seen], int]


Cell = list[int]
"""How often something was seen, and how much of that is gathered."""


class Tally:
    """Counts; writing, and waiting for a database, is left to its thread.

    What comes again and again is given a cell, to be raised without asking anybody; by one thread only.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._now: dict[Seen, int] = {}
        self._cells: dict[Seen, Cell] = {}
        self._waiting: Numbers = {}
        self._writing = Lock()
        self._writer: Thread | None = None

    def count(self, seen: Seen) -> None:
        """Count one answer."""
        with self._lock:
            number = self._now.get(seen)
            if number is None:
                self._count(seen, 1)
            else:
                self._now[seen] = number + 1

    def cell(self, seen: Seen) -> Cell | None:
        """Return what to raise in the first place each time that it is seen; nothing where there are too many."""
        found = self._cells.get(seen)
        if found is None and len(self._cells) < MOST:
            with self._lock:
                found = self._cells[seen] = [0, 0]
        return found

    def new_cells(self, seen: Seen) -> Cell:
        """Gather the cells, let go of them, for nobody has them any more, and begin with a new one."""
        with self._lock:
            self._empty()
            self._cells = {seen: [0, 0]}
            return self._cells[seen]

    def write(self, patience: float = WRITER) -> bool:
        """Add what was seen to the record; keep it where that cannot be done now, and tell that by False."""
        from syndication.health import (
            counts,
        )  # (needs loaded apps, which a server that starts has not)

        with self._writing:
            self._gather(timezone.localdate())
            if not self._waiting:
                return True
            try:
                with waiting(patience):
                    counts.add(self._waiting)
            except DatabaseError as error:
                log.warning("event=not_counted reason=%s", " ".join(str(error).split()))
                return False
            self._waiting = {}
            return True

    def _count(self, seen: Seen, number: int) -> None:
        """Add to what was seen now; see to it that somebody writes."""
        known = self._now.get(seen)
        if known is None:
            if self._writer is None or not self._writer.is_alive():
                self._have_written()
            if len(self._now) >= MOST:
                seen = seen._replace(site=OTHERS)
            known = self._now.get(seen, 0)
        self._now[seen] = known + number

    def _empty(self) -> None:
        """Count what is in the cells; whoever raises one meanwhile is counted the next time."""
        for seen, cell in self._cells.items():
            number = cell[0] - cell[1]
            if number:
                cell[1] += number
                self._count(seen, number)

    def _have_written(self) -> None:
        """Start the thread; a process that was forked has none yet, whatever its parent had."""
        self._writer = Thread(target=self._write_on, name="health", daemon=True)
        self._writer.start()
        atexit.register(self.write, READER)

    def _gather(self, today: date) -> None:
        """Lay what was seen to what waits already; a database that is down for long fills no memory."""
        with self._lock:
            self._empty()
            new, self._now = self._now, {}
        for seen, number in new.items():
            key = today, seen
            if key not in self._waiting and len(self._waiting) >= MOST:
                key = today, seen._replace(site=OTHERS)
            self._waiting[key] = self._waiting.get(key, 0) + number

    def _write_on(self) -> None:
        while True:
            time.sleep(EVERY)
            self.write()
            close_old_connections()


tally = Tally()
"""This process's."""
