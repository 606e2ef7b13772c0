"""What leaves the record with a public reason, and comes back."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import DatabaseError, transaction
from django.utils import timezone

from syndication import pipeline
from syndication.actions import holding, rights
from syndication.audit import chain
from syndication.entries import fulltext, killing, states
from syndication.entries.killing import Kill
from syndication.entries.models import Change, EntryRecord
from syndication.entries.reading import readable
from syndication.entries.recording import terms_of_rows
from syndication.errors import SyndicationError
from syndication.publications import coherence, notices, purging, staleness
from syndication.publications.memory import memory
from syndication.text import clean

log = logging.getLogger("syndication.kills")


def withdraw(
    thing: str,
    *,
    reason: str,
    language: str = "",
    revision: int | None = None,
    at: datetime | None = None,
) -> int:
    """Withdraw a thing, in one language or in all; a tombstone with the public reason stays.

    Return how many entries; raise UnknownEntryError where there is none.
    """
    reason, at = _reason(reason), at or timezone.now()
    with transaction.atomic():
        held = holding.hold(thing, language, revision=revision)
        turned = [row for row in held if not row.withdrawn]
        if turned:
            rights.ask("withdraw")
        for row in turned:
            kill(thing, language=row.language, reason=reason, at=at)
        _turn(turned, Change.Kind.WITHDRAWN, reason=reason, at=at)
        _show(turned)
        if turned:
            chain.note("withdraw", at=at, thing=thing, language=language, reason=reason)
    return len(turned)


def kill(thing: str, *, reason: str, language: str = "", at: datetime | None = None) -> int:
    """Have nothing show a thing from now on, without asking the database; return how many answers showed it.

    ``withdraw`` does this first. Alone it is for when the database is down; ``settle`` then makes withdrawals of it.
    """
    line = Kill(thing, language, _reason(reason), at or timezone.now())
    killing.append(line)
    showed = memory().kill(thing)
    _pass_on(line, showed)
    return len(showed)


def settle() -> int:
    """Have stores, record and kill-list agree; return how many entries that withdrew.

    To be called at every start: after a crash it is the record that knows what is stale, after a time without the
    database, or the restore of an older one, it is the kill-list that knows what is gone.
    """
    coherence.agree_on_kills()
    coherence.catch_up()
    staleness.reconcile()
    gone = killing.listed()
    for thing in {thing for thing, _language in gone}:
        memory().clear_of(thing)
    standing = EntryRecord.objects.filter(thing__in={thing for thing, _ in gone}, withdrawn=False)
    notices.prune()
    purging.review()
    return sum(
        withdraw(thing, reason=known.reason, language=language, at=known.at)
        for thing, language in standing.values_list("thing", "language")
        if (known := killing.killed(thing, language))
    )


def repair() -> int:
    """Bring stores on other machines what they are owed since they failed; return at how many addresses."""
    return memory().repair()


def restore(
    thing: str, *, language: str = "", revision: int | None = None, at: datetime | None = None
) -> int:
    """Bring a withdrawn thing back as it was last recorded. Return how many entries."""
    at = at or timezone.now()
    with transaction.atomic():
        held = holding.hold(thing, language, revision=revision)
        turned = [row for row in held if row.withdrawn]
        if turned:
            rights.ask("restore")
        _turn(turned, Change.Kind.RESTORED, reason="", at=at)
        _revive(thing, at=at)
        _show(turned)
        if turned:
            chain.note("restore", at=at, thing=thing, language=language)
    return len(turned)


def _pass_on(line: Kill, showed: list[str]) -> None:
    """Have other hosts and the CDN know, as far as that is possible now; ``settle`` tells the hosts what it was not."""
    try:
        notices.tell([], [line])
        purging.order(showed, first=True)
    except DatabaseError as error:
        log.warning(
            "event=told_nobody thing=%s reason=%s", line.thing, " ".join(str(error).split())
        )
        purging.at_once(showed)


def _reason(given: str) -> str:
    reason = clean(given).strip()
    if not reason:
        raise SyndicationError("A withdrawal needs a public reason.")
    return reason


def _turn(turned: Iterable[EntryRecord], kind: Change.Kind, *, reason: str, at: datetime) -> None:
    for row in turned:
        row.withdrawn, row.reason, row.updated = kind == Change.Kind.WITHDRAWN, reason, at
        row.revision += 1
        row.save(update_fields=["withdrawn", "reason", "updated", "revision"])
        row.changes.create(
            kind=kind, revision=row.revision, content_hash=row.content_hash, at=at, note=reason
        )


def _show(turned: Sequence[EntryRecord]) -> None:
    """Have the search find what rows say now, and what is published say it, too."""
    entries = [(row.pk, entry) for row, entry in readable(turned)]
    fulltext.write([(key, fulltext.words_of(entry)) for key, entry in entries], replacing=True)
    before = terms_of_rows(turned)
    states.write(turned)
    pipeline.mark(before | terms_of_rows(turned))


def _revive(thing: str, *, at: datetime) -> None:
    """Take off the kill-list what is not withdrawn."""
    rows = list(holding.rows(thing, ""))
    if any(killing.killed(thing, row.language) for row in rows if not row.withdrawn):
        notices.tell([], [killing.lift(thing, at=at)])
        for row in rows:
            if row.withdrawn:
                kill(thing, language=row.language, reason=row.reason, at=row.updated)
