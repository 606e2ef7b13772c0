"""A run: feed by feed and link by link, in slices that can be gone on with, each step kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from django.utils import timezone

from syndication.selftest import published, runs
from syndication.selftest.asking import ExhaustedError, Stranger
from syndication.selftest.findings import Finding
from syndication.selftest.links import Links
from syndication.selftest.looking import look
from syndication.selftest.models import FeedCheck
from syndication.selftest.published import Choice, Feed

BYTES = 2_000_000_000
"""What one run fetches at most."""
ENOUGH = 1000
"""Findings after which a run ends: something is wrong with all of it."""


def begin(choice: Choice) -> FeedCheck:
    """Return a new run; raise SyndicationError while another one is at work, QueryError for a stream that is none."""
    return runs.begin(published.number(choice), at=timezone.now())


def go_on(
    run: FeedCheck,
    choice: Choice,
    *,
    others: bool = False,
    seconds: float = float("inf"),
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[list[Finding]]:
    """Look at what comes next, and yield the findings of each feed; at the end the run is done.

    After so many ``seconds`` it stops where it is, to be gone on with. Links are followed once a slice.
    """
    until, at_it = clock() + seconds, _Slice(run, others=others)
    try:
        for feed in published.feeds(choice, after=run.place):
            yield at_it.look(feed)
            if clock() > until:
                return
    except ExhaustedError:
        runs.end(run, runs.State.STOPPED, at=timezone.now())
    else:
        runs.end(run, runs.State.DONE, at=timezone.now())


class _Slice:
    """Some feeds of a run, one after the other, each kept as it was found."""

    def __init__(self, run: FeedCheck, *, others: bool) -> None:
        self._run, self._before = run, (run.links, run.others)
        self._stranger = Stranger(BYTES, run.size)
        self._links = Links(self._stranger, others=others)

    def look(self, feed: Feed) -> list[Finding]:
        """Return what is wrong with a feed and its links; raise ExhaustedError where that is enough for a run."""
        run, links, stranger = self._run, self._links, self._stranger
        if run.found >= ENOUGH:
            raise ExhaustedError(f"{run.found} things are wrong.")
        looked = look(feed, stranger)
        found = [*looked.findings, *links.follow(feed.url, looked.shown)]
        run.place, run.size, run.feeds = feed.place, stranger.size, run.feeds + 1
        run.links, run.others = self._before[0] + links.followed, self._before[1] + links.foreign
        runs.note(run, found, at=timezone.now())
        return found
