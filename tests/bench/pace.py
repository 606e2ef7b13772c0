"""How fast this machine is at the moment: goals in time are those of one that adds twenty million numbers in a second.

A virtual machine may be twice as slow as that, or be so for a minute; what is measured then is told as that one would
take it. What a machine that is as fast or faster takes is told as it is.
"""

from __future__ import annotations

import time
from collections.abc import Callable

ADDITIONS = 400_000
REFERENCE = 20_000_000
"""Additions a second."""


def timed(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the milliseconds that work takes, on a slower machine at the reference's pace; clocks tell seconds."""
    before = slowness(clock)
    began = clock()
    work()
    taken = clock() - began
    return taken * 1000 / max(1, (before + slowness(clock)) / 2)


def slowness(clock: Callable[[], float] = time.perf_counter) -> float:
    """Return how many times as long as there something takes here now."""
    began = clock()
    total = 0
    for number in range(ADDITIONS):
        total += number
    return (clock() - began) * REFERENCE / ADDITIONS
