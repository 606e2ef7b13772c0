"""Write again in the background what a change touched, where that was too much to be done at once."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from syndication.publications import publishing
from syndication.publications.models import Publication

SLICE = 200
"""Publications a task: a third of a second, so that a worker soon comes to other tasks, or to its end."""


@task()
def rebuild(after: int = 0) -> int:
    """Write again what is still stale beyond a row, a slice of it; return how many. Readers may be faster."""
    stale = Publication.objects.filter(stale=True, pk__gt=after)
    rows = list(stale.order_by("pk")[:SLICE])
    publishing.rewrite(rows, at=timezone.now())
    if len(rows) == SLICE:
        rebuild.enqueue(rows[-1].pk)
    return len(rows)
