"""Look from time to time for what is owed, what is new and what is over."""

from __future__ import annotations

import time
from collections import Counter

from django.utils import timezone

from syndication.delivery import outbox, pruning, standing

EVERY = 1.0
"""Seconds between two looks at what is owed."""
STANDING = 30.0
"""Seconds between two looks for feeds that are new."""
HOUR = 3600.0
TRIES = 3
"""Looks at which a topic could not be written anew, somebody else may have been writing it, before it is left alone."""
STUBBORN = 30.0
"""Seconds in which it then is."""


class Lookout:
    """Knows when it looked last, and which topics cannot be written anew."""

    def __init__(self) -> None:
        self._looked = self._stood = self._pruned = -HOUR
        self._tries: Counter[str] = Counter()
        self._stubborn: dict[str, float] = {}

    def is_due(self) -> bool:
        """Tell whether it is time to look."""
        return time.monotonic() - self._looked >= EVERY

    def look(self) -> None:
        """Promise what is owed."""
        at, now = timezone.now(), time.monotonic()
        self._looked = now
        if now - self._stood >= STANDING:
            self._stood = now
            standing.stand(at)
        self._stubborn = {name: until for name, until in self._stubborn.items() if until > now}
        rows = outbox.owed(at, besides=self._stubborn)
        written = outbox.renew(rows, at)
        for row in written:
            outbox.promise(row, at)
        self._left({row.address for row in rows} - {row.address for row in written}, now)
        if now - self._pruned >= HOUR:
            self._pruned = now
            pruning.prune(at)

    def _left(self, addresses: set[str], now: float) -> None:
        """Note what could not be written anew."""
        self._tries = Counter({address: self._tries[address] + 1 for address in addresses})
        for address, tries in self._tries.items():
            if tries >= TRIES:
                self._stubborn[address] = now + STUBBORN
