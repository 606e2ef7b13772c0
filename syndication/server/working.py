"""A worker: does the tasks of the record's database one after the other, takes up what a dead one left, and delivers.

Its id is the machine's name and a number that no other worker there has: a byte of a shared file, locked for as long as
the worker lives, however it ends. A task in the hands of an id that nobody holds is therefore left over.
"""

from __future__ import annotations

import fcntl
import logging
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from syndication import upkeep
from syndication.delivery.delivering import Deliverer
from syndication.health import counts

log = logging.getLogger("syndication.tasks")

ATTEMPTS = 3
"""How often a task is begun that ends its worker each time."""
KEPT = timedelta(days=7)
"""How long finished tasks can be looked at."""
HOUR = 3600.0
OUTAGE = 5.0
"""Seconds between two questions to a database that is down."""
MOST = 64
"""Workers a machine."""


def work(interval: float) -> None:
    """Work until told to stop (SIGTERM or SIGINT: the task in hand is finished), looking every ``interval`` seconds."""
    with _own_number() as (number, locks):
        own = f"{_machine()}-{number}"
        worker = _worker(own)
        worker.configure_signals()
        upkeep.begin()
        deliverer = Deliverer()
        deliverer.begin()
        tidied = -HOUR
        while worker.running:
            pause = interval
            try:
                if time.monotonic() - tidied >= HOUR:
                    take_up(own, locks)
                    _tidy()
                    tidied = time.monotonic()
                if DBTaskResult.objects.ready().exists():
                    worker.run()
            except DatabaseError as error:
                log.warning("event=not_working reason=%s", " ".join(str(error).split()))
                pause = OUTAGE
            close_old_connections()
            if worker.running:
                time.sleep(pause)
        deliverer.stop()


def take_up(own: str, locks: int) -> int:
    """Have the tasks done again that workers of this machine had in hand which are no more; return how many."""
    begun = DBTaskResult.objects.running().filter(worker_ids__isnull=False)
    left = [task for task in begun if _is_gone(task.worker_ids[-1], own, locks)]
    for task in left:
        spent = len(task.worker_ids) >= ATTEMPTS
        state = TaskResultStatus.FAILED if spent else TaskResultStatus.READY
        DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.RUNNING).update(
            status=state, finished_at=timezone.now() if spent else None
        )
        log.warning("event=taken_up task=%s state=%s", task.task_path, state)
    return len(left)


def _is_gone(holder: str, own: str, locks: int) -> bool:
    machine, _, number = holder.rpartition("-")
    if machine != _machine() or not number.isdecimal():
        return False
    if holder == own:
        return True
    if not _locked(locks, int(number)):
        return False
    fcntl.lockf(locks, fcntl.LOCK_UN, 1, int(number))
    return True


def _worker(own: str) -> Worker:
    return Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=own,
        excluded_queue_names=[],
    )


def _tidy() -> None:
    counts.forget(settings.EMBED_HEALTH_DAYS, timezone.localdate())
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT).delete()


def _machine() -> str:
    return socket.gethostname()[:48]


@contextmanager
def _own_number() -> Iterator[tuple[int, int]]:
    """Yield a number that no other worker of this machine has, and the file whose bytes are the numbers."""
    root = Path(settings.PUBLISHED_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    locks = os.open(root / "workers", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        yield next(number for number in range(MOST) if _locked(locks, number)), locks
    finally:
        os.close(locks)


def _locked(locks: int, number: int) -> bool:
    try:
        fcntl.lockf(locks, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, number)
    except OSError:
        return False
    return True
