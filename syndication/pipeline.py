"""One way through: entries are recorded, what stands on them is marked, and after the commit written again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from syndication import background
from syndication.contract import Entry
from syndication.entries.recording import Outcome, record
from syndication.publications import publishing, staleness
from syndication.publications.models import Publication
from syndication.publications.rebuilding import rebuild
from syndication.rows import read

_deferred: ContextVar[bool] = ContextVar("deferred", default=False)

AT_ONCE = 200
"""Publications written again before the action returns: a third of a second. The others are in the background, or at
their next reading if that comes first."""


@contextmanager
def deferring() -> Iterator[None]:
    """Leave the writing of what is touched to its readers: for long work, which touches the same again and again."""
    token = _deferred.set(True)
    try:
        yield
    finally:
        _deferred.reset(token)


def carry(entries: Iterable[Entry], *, at: datetime, note: str = "") -> Outcome:
    """Record entries and mark the publications they touch, in the caller's transaction."""
    outcome = record(entries, at=at, note=note)
    if outcome.terms:
        mark(outcome.terms)
    return outcome


def mark(terms: Iterable[str]) -> None:
    """Mark what stands on terms, to be written again once all is committed."""
    touched = staleness.touch(terms)
    if touched and not _deferred.get():
        transaction.on_commit(lambda: _rewrite(touched[:AT_ONCE]), robust=True)
        if len(touched) > AT_ONCE:
            background.later(rebuild)


def _rewrite(addresses: list[str]) -> None:
    rows = read(Publication, "address", addresses, also=("stale", ()))
    publishing.rewrite(rows, at=timezone.now())
