"""An editor in a hurry: an entry is corrected again and again, and the feeds that show it are written again."""

from __future__ import annotations

import select
import sys
import time

from syndication import actions
from syndication.contract import Facet
from tests.bench.publishing import ENTRIES, asked, speech, spoken

A_SECOND, FEEDS = 20, 50
"""Corrections a second, and the publications that each of them writes again."""


def begin() -> list[str]:
    """Publish a feed of twenty entries under fifty topics; return the paths."""
    topics = [Facet("topic", f"t{number}") for number in range(FEEDS)]
    actions.publish([speech(number, "Water supply", topics) for number in range(ENTRIES + 1)])
    for number in range(FEEDS):
        asked(number)
    return [f"/en/feeds/topic:t{number}/feed.rss" for number in range(FEEDS)]


def main() -> None:
    """Correct at that pace until somebody closes our input; print the corrections a second."""
    sys.stdout.write("\n")
    sys.stdout.flush()
    began = time.monotonic()
    done = 0
    while not _closed(until=began + done / A_SECOND):
        done += 1
        actions.publish([spoken(range(FEEDS), f"Corrected {done}")])
    sys.stdout.write(str(done / (time.monotonic() - began)))


def _closed(*, until: float) -> bool:
    wait = max(0.0, until - time.monotonic())
    return bool(select.select([sys.stdin], [], [], wait)[0])
