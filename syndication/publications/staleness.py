"""Mark what a change touches, in the change's own transaction, and never lose a mark to a crash."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import QuerySet

from syndication.publications import notices, purging
from syndication.publications.memory import memory
from syndication.publications.models import Publication, PublicationKey

EVERYTHING = "*"
"""The term of what stands on everything."""
RECORDING = 0x7265636F
"""Number of PostgreSQL's advisory lock: shared by who records, asked for by who publishes anew."""


def touch(terms: Iterable[str]) -> list[str]:
    """Mark stale every publication standing on one of the terms; return their addresses."""
    named = [*terms, EVERYTHING]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [RECORDING])
    fresh = Publication.objects.filter(stale=False)
    if not fresh.exists():
        return []
    marked = PublicationKey.objects.filter(term__in=named)
    return _mark(fresh.filter(pk__in=marked.values("publication")))


def retitle(texts: Iterable[str]) -> list[str]:
    """Mark stale every publication of the queries, whose stream has another title now; return their addresses."""
    return _mark(Publication.objects.filter(query__in=list(texts), stale=False))


def reconcile() -> int:
    """Tell the stores what the record knows to be stale, should a crash or a full disk have come between.

    Return how many those are.
    """
    marks = memory().marks()
    stale = list(Publication.objects.filter(stale=True).values_list("address", flat=True))
    if memory().doubt(stale):
        memory().unmark(marks)
    return len(stale)


def _mark(rows: QuerySet[Publication]) -> list[str]:
    """Mark rows, and their answers twice: before the commit, in case the process ends with it, and after."""
    found = dict(rows.values_list("pk", "address"))
    addresses = list(found.values())
    if found:
        Publication.objects.filter(pk__in=found).update(stale=True)
        memory().doubt(addresses)
        notices.tell(addresses)
        purging.order(addresses)
        transaction.on_commit(lambda: memory().doubt(addresses))
    return addresses
