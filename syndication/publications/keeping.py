"""Rows and bytes of drafts, kept so that no change made meanwhile is missed."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import connection, transaction

from syndication.audit.models import AuditLine
from syndication.publications import notices, purging
from syndication.publications.answers import Answer, head_of
from syndication.publications.drafts import Draft
from syndication.publications.memory import memory
from syndication.publications.models import Publication, PublicationKey
from syndication.publications.staleness import RECORDING
from syndication.rows import UNHURRIED, prepared, read, update

log = logging.getLogger("syndication.publications")

KEEPING = 0x6B656570
"""Number of PostgreSQL's advisory lock of whoever keeps answers."""


def last_action() -> int | None:
    """Return the last line of the audit log; another one after drawing tells that something was done since.

    Not every action makes a line of the ledger, and of these one with a lower number may be committed later.
    """
    with prepared() as cursor:  # past the ORM: it is asked three times a change
        cursor.execute(_LAST)
        last: int | None = cursor.fetchone()[0]
    return last


def keep(drafts: Sequence[Draft], *, known: int | None, at: datetime) -> list[Answer]:
    """Keep drafts that were drawn when the audit log's last line was ``known``; return their answers, in order."""
    if not drafts:
        return []
    with transaction.atomic():
        rows = _rows(drafts, at=at)
        # What a crash of the database takes back was stale before, and is then: it is written again.
        again = all(row.stale and row.head for row in rows.values())
        _key({rows[draft.wish.address].pk: draft.keys for draft in drafts})
        settled = _settled(unhurried=again) and last_action() == known
        for draft in drafts:
            row = rows[draft.wish.address]
            row.boundary, row.stale = draft.boundary, not settled
            row.head = head_of(draft.bare(row))
        update(Publication, _CHANGING, rows.values())
    answers = [_answer(draft, rows[draft.wish.address], at=at) for draft in drafts]
    _store(answers)
    return answers


def forget(address: str) -> None:
    """Have an address never have been; where it never was, strangers' questions write nothing.

    As long as a store cannot forget it, the record knows that it is to be written again.
    """
    known = Publication.objects.filter(address=address)
    if not known.exists() and not memory().get(address):
        return
    removed = memory().remove([address])
    with transaction.atomic():
        if removed:
            known.delete()
        else:
            known.update(stale=True)
        notices.tell([address])
        purging.order([address])


def _rows(drafts: Sequence[Draft], *, at: datetime) -> dict[str, Publication]:
    """Return the rows of the addresses, locked. What replaces other bytes is new, even where all it shows is old."""
    addresses = [draft.wish.address for draft in drafts]
    rows = {row.address: row for row in read(Publication, "address", addresses, lock=True)}
    for draft in drafts:
        row = rows.get(draft.wish.address)
        if row is None:
            rows[draft.wish.address] = _created(draft, at=at)
        elif row.digest != draft.digest:
            row.digest, row.modified = draft.digest, at
    return rows


def _created(draft: Draft, *, at: datetime) -> Publication:
    row, _ = Publication.objects.get_or_create(
        address=draft.wish.address,
        defaults={
            **draft.wish.columns(),
            "digest": draft.digest,
            "modified": min(draft.drawn.updated or at, at),
        },
    )
    return row


def _key(wanted: Mapping[int, Iterable[str]]) -> None:
    """Have changes find the rows."""
    standing: dict[int, set[str]] = {key: set() for key in wanted}
    for kept in read(PublicationKey, "publication_id", wanted):
        standing[kept.publication_id].add(kept.term)
    moved = [key for key, terms in wanted.items() if standing[key] != terms]
    if not moved:
        return
    PublicationKey.objects.filter(publication__in=moved).delete()
    PublicationKey.objects.bulk_create(
        PublicationKey(publication_id=key, term=term)
        for key in moved
        for term in sorted(wanted[key])
    )


def _settled(*, unhurried: bool) -> bool:
    """Tell whether nothing is being recorded now that can have missed the rows: what is stale already is not marked.

    Whoever keeps waits for others who do, so that of two lockers none takes the other for somebody who records.
    """
    if connection.vendor != "postgresql":  # SQLite has one writer, and that is us
        return True
    with prepared() as cursor:
        cursor.execute(_LOCKS.format(UNHURRIED if unhurried else "''"), [KEEPING, RECORDING])
        return bool(cursor.fetchone()[0])


def _answer(draft: Draft, row: Publication, *, at: datetime) -> Answer:
    """Return the complete answer; one that did not change now may be kept already."""
    return draft.answer(row, memory().get(row.address) if row.modified < at else None)


def _store(answers: Sequence[Answer]) -> None:
    """Put answers into the stores."""
    try:
        memory().put(*answers)
        check(answers)
    except OSError as error:  # a full disk: they are served, and tried again by the next reader
        addresses = [answer.address for answer in answers if not answer.stale]
        Publication.objects.filter(address__in=addresses).update(stale=True)
        log.warning("event=not_kept addresses=%s reason=%s", " ".join(addresses), error)


def check(answers: Iterable[Answer]) -> None:
    """Doubt of what was put that which is no longer right: what was recorded since marked the one before it.

    Another host may have written it anew already, so that nothing is marked any more: its head then is another.
    """
    own = {answer.address: head_of(answer) for answer in answers if not answer.stale}
    rows = read(Publication, "address", own, names=("address", "head"), also=("NOT stale", ()))
    known = {row.address: row.head for row in rows}
    memory().doubt([address for address, head in own.items() if known.get(address) != head])


_LOCKS = """
WITH mine AS MATERIALIZED (SELECT pg_advisory_xact_lock(%s)) SELECT pg_try_advisory_xact_lock(%s), {} FROM mine
"""
_LAST = f"SELECT MAX(id) FROM {AuditLine._meta.db_table}"  # noqa: S608 (the name of our own table)
_CHANGING = ("digest", "head", "modified", "boundary", "stale")
