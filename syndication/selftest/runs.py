"""Runs of the self-test as they are kept: one at a time, the last few of them, and of each the first findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from syndication.errors import SyndicationError
from syndication.selftest.findings import Finding
from syndication.selftest.models import FeedCheck

KEPT = 10
"""Runs that can be looked at."""
MOST = 200
"""Findings that are kept of a run; what is wrong so often has few causes."""
SILENT = timedelta(minutes=10)
"""After this time without a word a run is over, whatever ended it."""

State = FeedCheck.State


def begin(expected: int, *, at: datetime) -> FeedCheck:
    """Return a new run; raise SyndicationError while another one is at work."""
    running = FeedCheck.objects.filter(state=State.RUNNING)
    running.filter(seen__lt=at - SILENT).update(state=State.BROKEN)
    try:
        with transaction.atomic():
            run = FeedCheck.objects.create(begun=at, seen=at, expected=expected)
    except IntegrityError as error:
        raise SyndicationError(_("The feeds are being checked already.")) from error
    oldest = FeedCheck.objects.values_list("pk", flat=True)[KEPT:]
    FeedCheck.objects.filter(pk__in=list(oldest)).delete()
    return run


def note(run: FeedCheck, findings: Sequence[Finding], *, at: datetime) -> None:
    """Keep what was found, and that somebody is at work."""
    run.found += len(findings)
    room = max(0, MOST - len(run.findings))
    run.findings += [_value(finding) for finding in findings[:room]]
    run.seen = at
    run.save()


def end(run: FeedCheck, state: str, *, at: datetime) -> None:
    """Say that nobody is at work any more."""
    run.state, run.seen = state, at
    run.save()


def findings(run: FeedCheck) -> list[Finding]:
    """Return the findings that are kept of a run."""
    return [_finding(*value) for value in run.findings]


def last() -> FeedCheck | None:
    """Return the run that began last."""
    return FeedCheck.objects.first()


def is_at_work(run: FeedCheck, *, at: datetime) -> bool:
    """Tell whether somebody is at it."""
    return run.state == State.RUNNING and run.seen >= at - SILENT


def _value(finding: Finding) -> list[object]:
    what, feed, item, given = astuple(finding)
    return [what, feed, item, [list(pair) for pair in given]]


def _finding(what: str, feed: str, item: str, given: list[list[str]]) -> Finding:
    return Finding(what, feed, item, tuple((name, value) for name, value in given))
