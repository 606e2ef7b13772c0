"""Beside the serving: hear what other hosts tell, and tell the CDN; one process a host, another when it ends."""

from __future__ import annotations

import fcntl
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from syndication.errors import SyndicationError
from syndication.patience import waiting
from syndication.publications import coherence, purging
from syndication.publications.wires import Wire, wire

log = logging.getLogger("syndication.hosts")

EVERY = 5.0
"""Seconds between two looks at the notices when nobody wakes this host."""
STATEMENT = 5.0
"""Seconds that a statement may take; a database that hangs must not be waited for when it is back."""
SOON, LATE = 0.25, 15.0
"""Seconds before the first new attempt, and between two at most."""
TICK = 0.05
"""Seconds between two looks at whether something was ordered of the CDN; a look costs nothing."""


def begin() -> None:
    """Begin what the settings ask for."""
    line = wire()
    if line is not None:
        _beside("listening", lambda: listen(line))
    if settings.PURGER:
        _beside("purging", purge)


def listen(line: Wire) -> None:
    """Catch up whenever another host says so; come back by itself when the line is cut, and say both once."""
    pause, well = SOON, True
    while True:
        try:
            with waiting(STATEMENT):
                for _time in _woken(line):
                    if not well:
                        log.warning("event=listening_again")
                    pause, well = SOON, True
        except (DatabaseError, OSError, SyndicationError) as error:
            if well:
                log.warning("event=not_listening reason=%s", " ".join(str(error).split()))
            well = False
        close_old_connections()
        time.sleep(pause)
        pause = min(pause * 2, LATE)


def _woken(line: Wire) -> Iterator[None]:
    """Catch up, also with a line that is cut; yield each time that it was listened to before."""
    coherence.agree_on_kills()
    coherence.catch_up()
    with line.listening() as wait:
        while True:
            close_old_connections()
            coherence.catch_up()
            yield
            wait(EVERY)


def purge() -> None:
    """Send what is ordered, at once; what failed, again and again."""
    while True:
        number = purging.ordered()
        try:
            with waiting(STATEMENT):
                pause = purging.send()
        except (DatabaseError, OSError, SyndicationError) as error:
            log.warning("event=not_purging reason=%s", " ".join(str(error).split()))
            pause = LATE
        close_old_connections()
        until = time.monotonic() + min(pause, LATE)
        while purging.ordered() == number and time.monotonic() < until:
            time.sleep(TICK)


def _beside(name: str, work: Callable[[], None]) -> None:
    Thread(target=_alone, args=[name, work], name=name, daemon=True).start()


def _alone(name: str, work: Callable[[], None]) -> None:
    """Do it as soon as no other process of this host does."""
    with _held(name):
        work()


@contextmanager
def _held(name: str) -> Iterator[None]:
    root = Path(settings.PUBLISHED_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    with (root / f".{name}").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
