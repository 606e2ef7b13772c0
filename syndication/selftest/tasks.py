"""The self-test in the background: a slice a task, so that a worker soon comes to other tasks."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from syndication import background
from syndication.errors import SyndicationError
from syndication.selftest import running, runs
from syndication.selftest.models import FeedCheck
from syndication.selftest.published import Choice

SLICE = 20.0
"""Seconds."""


def start() -> FeedCheck:
    """Begin a run that workers do; raise SyndicationError while one is at work, or where no worker does tasks."""
    if not background.in_record():
        raise SyndicationError(
            _("Tasks are not done in the background here: run manage.py feeds check.")
        )
    run = running.begin(Choice())
    background.later(carry_on, run.pk)
    return run


@task()
def carry_on(key: int) -> int:
    """Look at some more feeds of a run; return at how many."""
    run = FeedCheck.objects.filter(pk=key, state=runs.State.RUNNING).first()
    if run is None:
        return 0
    looked = sum(1 for _found in running.go_on(run, Choice(), seconds=SLICE))
    if run.state == runs.State.RUNNING:
        runs.note(run, (), at=timezone.now())
        carry_on.enqueue(key)
    return looked
