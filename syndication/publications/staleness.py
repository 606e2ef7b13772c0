"""Mark what a change touches, in the change's own transaction, and never lose a mark to a crash."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from syndication.entries import references
from syndication.entries.recording import terms_of_rows
from syndication.publications import notices, purging
from syndication.publications.memory import memory
from syndication.publications.models import Publication, PublicationKey
from syndication.rows import among, prepared

EVERYTHING = "*"
"""The term of what stands on everything."""
CHUNK = 500
THING = "thing:"
RECORDING = 0x7265636F
"""Number of PostgreSQL's advisory lock: shared by who records, asked for by who publishes anew."""


def touch(terms: Iterable[str]) -> list[str]:
    """Mark stale every publication standing on one of the terms, or showing what repeats a thing among them.

    Return their addresses.
    """
    named = {*terms, EVERYTHING}
    if connection.vendor == "postgresql":
        with prepared() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [RECORDING])
    things = [term.removeprefix(THING) for term in named if term.startswith(THING)]
    named |= terms_of_rows(references.repeating(things))
    return _mark(_STANDING, sorted(named))


def standing_on(terms: Iterable[str]) -> Counter[str]:
    """Return how many publications of each format stand on one of the terms."""
    found: Counter[str] = Counter()
    known = sorted(terms)
    for start in range(0, len(known), CHUNK):
        keys = PublicationKey.objects.filter(term__in=known[start : start + CHUNK])
        rows = Publication.objects.filter(pk__in=keys.values("publication"))
        found.update(rows.values_list("format", flat=True))
    return found


def retitle(texts: Iterable[str]) -> list[str]:
    """Mark stale every publication of the queries, whose stream has another title now; return their addresses."""
    return _mark(_ASKING, list(texts))


def reconcile() -> int:
    """Tell the stores what the record knows to be stale, should a crash or a full disk have come between.

    Return how many those are.
    """
    marks = memory().marks()
    stale = list(Publication.objects.filter(stale=True).values_list("address", flat=True))
    if memory().doubt(stale):
        memory().unmark(marks)
    return len(stale)


def _mark(found: str, keys: Sequence[str]) -> list[str]:
    """Mark rows, and their answers twice: before the commit, in case the process ends with it, and after."""
    one_of, values = among(keys)
    with prepared() as cursor:
        cursor.execute(_MARK[connection.vendor].format(found.format(one_of)), values)
        addresses = [address for (address,) in cursor.fetchall()]
    if addresses:
        memory().doubt(addresses)
        notices.tell(addresses)
        purging.order(addresses)
        transaction.on_commit(lambda: memory().doubt(addresses))
    return addresses


_STANDING = f"SELECT publication_id FROM {PublicationKey._meta.db_table} WHERE term {{}}"  # noqa: S608 (the name of our own table)
_ASKING = f"SELECT id FROM {Publication._meta.db_table} WHERE query {{}}"  # noqa: S608 (the name of our own table)
_MARK = {
    vendor: f"UPDATE {Publication._meta.db_table} SET stale = true WHERE NOT stale AND id {found} RETURNING address"  # noqa: S608 (the name of our own table)
    for vendor, found in {"sqlite": "IN ({0})", "postgresql": "= ANY (ARRAY ({0}))"}.items()
}
"""Found by their keys one by one: with old statistics PostgreSQL would join, and read every row."""
