"""When something is tried again, decided from numbers alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

SCHEDULE = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 10 * 3600)
)
"""Between one attempt and the next; after the last there is none (Standard Webhooks has the same)."""
JITTER = 0.2
"""By which part of it a wait is shorter or longer, so that what failed together is not tried together."""
LONGEST = timedelta(hours=24)
"""What a host may ask for at most."""
PATIENCE = 5
"""Failures one after the other before a host is given a rest."""
RESTS = tuple(timedelta(seconds=seconds) for seconds in (30, 60, 5 * 60, 15 * 60, 3600))


def wait(attempts: int, *, asked: float | None = None, chance: float = 0.5) -> timedelta | None:
    """Return how long to wait after so many attempts, None after the last one.

    ``asked``: seconds the host asks for (Retry-After), which make it longer; ``chance``: a random number from 0 to 1.
    """
    if attempts > len(SCHEDULE):
        return None
    usual = SCHEDULE[max(attempts, 1) - 1] * (1 + JITTER * (2 * chance - 1))
    return min(max(usual, timedelta(seconds=asked or 0)), LONGEST)


def rest(failures: int, rests: Sequence[timedelta] = RESTS) -> timedelta | None:
    """Return how long a host is given a rest after so many failures one after the other, None while it is not."""
    if failures < PATIENCE:
        return None
    return rests[min(failures - PATIENCE, len(rests) - 1)]
