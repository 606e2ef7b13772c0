"""Work that nobody waits for: Django tasks, and what their back end means for a change that causes some."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.apps import apps
from django.db import DatabaseError, transaction
from django_tasks import task_backends
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task


def later(task: Task[..., Any], *given: Any) -> None:
    """Have a task done if the caller's transaction is committed, and only then.

    In the record's own database it is a row of that transaction. A back end that does tasks at once would keep the
    caller waiting: there nothing is done, and readers find out.
    """
    backend = task.get_backend()
    if in_record(backend):
        task.enqueue(*given)
    elif not at_once(backend):
        transaction.on_commit(partial(task.enqueue, *given), robust=True)


def in_record(backend: BaseTaskBackend | None = None) -> bool:
    """Tell whether tasks are rows of the record's database."""
    if not apps.is_installed("django_tasks_db"):
        return False
    from django_tasks_db.backend import DatabaseBackend

    return isinstance(backend or _backend(), DatabaseBackend)


def at_once(backend: BaseTaskBackend) -> bool:
    """Tell whether tasks are done by whoever causes them (Django's back end and that of django-tasks are two)."""
    return type(backend).__module__.endswith(".backends.immediate")


def oldest() -> datetime | None:
    """Return since when a task has been ready for a worker, None where none is or it cannot be told."""
    if not in_record():
        return None
    from django_tasks_db.models import DBTaskResult

    try:
        return (
            DBTaskResult.objects.ready()
            .order_by("enqueued_at")
            .values_list("enqueued_at", flat=True)
            .first()
        )
    except DatabaseError:
        return None


def _backend() -> BaseTaskBackend:
    return task_backends["default"]
