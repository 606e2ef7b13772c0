"""Deliver: look what is owed, promise it, and have what is due sent, each attempt in a thread of its own.

Nothing is known only here. A process that is killed leaves what it had in hand to whoever looks next.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue

from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from syndication import registry
from syndication.delivery import claiming, looking, outcomes
from syndication.delivery.claiming import Busy, Claim
from syndication.delivery.looking import Lookout
from syndication.delivery.outcomes import Outcome
from syndication.delivery.sending import send
from syndication.errors import DeliveryError

log = logging.getLogger("syndication.delivery")

OUTAGE = 5.0
"""Seconds between two questions to a database that is down."""
MOST = 48
"""Attempts at a time."""
FEW = 8
"""Attempts that must be possible before more is claimed."""
TOGETHER = 0.05
"""Seconds in which what ends is written down together."""
HANGING = 15.0
"""Seconds after which an attempt is taken for failed whose transport does not come back."""
LOST = 16
"""Attempts that never came back, after which this process begins no more."""
KINDNESS = 19
"""How much web traffic goes first."""


class Deliverer:
    """Delivers in a thread beside whatever else the process does."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._ended: SimpleQueue[tuple[Claim, DeliveryError | None]] = SimpleQueue()
        self._begun: dict[object, tuple[float, Claim]] = {}
        self._unwritten: list[Outcome] = []
        self._busy = Busy()
        self._lost = 0
        self._lookout = Lookout()
        self._thread = threading.Thread(target=self._work, name="delivering", daemon=True)

    def begin(self) -> None:
        """Begin, if any plugin carries anything."""
        if registry.transports():
            self._thread.start()

    def stop(self) -> None:
        """Begin nothing more, and wait for what is in hand."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(HANGING)

    def step(self) -> int:
        """Look, claim, and write down what has ended meanwhile; return how many attempts are in hand or ended."""
        if self._lookout.is_due():
            self._look()
        self._write_down()
        begun = 0 if self._stopping.is_set() else self._begin_some()
        return begun + len(self._begun)

    def until(self, done: Callable[[], bool], seconds: float) -> bool:
        """Deliver here, in the caller's thread, until it is done; tell whether it was, and not the time over."""
        over = time.monotonic() + seconds
        while not (ended := done()) and time.monotonic() < over:
            self._look()
            self.step()
            self._collect(TOGETHER)
        self._write_down()
        return ended

    def _work(self) -> None:
        _give_way()
        while not self._stopping.is_set() or self._begun or self._unwritten:
            try:
                wait = TOGETHER if self.step() else looking.EVERY
            except DatabaseError as error:
                log.warning("event=not_delivering reason=%s", " ".join(str(error).split()))
                wait = OUTAGE
            close_old_connections()
            self._collect(wait)

    def _look(self) -> None:
        self._lookout.look()
        self._busy.besides.clear()

    def _begin_some(self) -> int:
        room = MOST - len(self._begun)
        if room < FEW or self._lost >= LOST:
            return 0
        claims = claiming.claim(room, self._busy, at=timezone.now())
        for claim in claims:
            self._begun[claim.record.pk] = (time.monotonic(), claim)
            threading.Thread(target=self._attempt, args=[claim], daemon=True).start()
        return len(claims)

    def _attempt(self, claim: Claim) -> None:
        self._ended.put((claim, send(claim)))

    def _collect(self, seconds: float) -> None:
        """Wait for ends, a moment longer for those that come together, and give up what hangs."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                self._end(*self._ended.get(timeout=left))
            except Empty:
                break
            until = min(until, time.monotonic() + TOGETHER)
        for begun, claim in list(self._begun.values()):
            if time.monotonic() - begun > HANGING:
                self._lost += 1
                self._end(claim, DeliveryError(_("It took too long.")))

    def _end(self, claim: Claim, error: DeliveryError | None) -> None:
        if self._begun.pop(claim.record.pk, None) is None:
            self._lost -= 1  # it was given up, and came back after all
            return
        self._busy.add(claim.record.destination, troubled=claim.troubled, number=-1)
        self._unwritten.append((claim, error))

    def _write_down(self) -> None:
        outcomes.settle(self._unwritten, timezone.now())
        self._unwritten = []


def _give_way() -> None:
    """Have Linux prefer whatever else is to be done; there a thread has a priority of its own."""
    try:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), KINDNESS)
    except OSError as error:
        log.info("event=not_giving_way reason=%s", error)
