"""What can be done to the record: one named action each, used by admin, importers, commands and API alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from syndication import pipeline
from syndication.audit import chain
from syndication.audit.chain import acting, gathering
from syndication.contract import Entry
from syndication.entries import fulltext, killing
from syndication.entries.killing import Kill
from syndication.entries.models import Change, EntryRecord
from syndication.entries.reading import entry_of
from syndication.entries.recording import BATCH, Outcome, terms_of
from syndication.entries.visibility import PUBLIC
from syndication.errors import SyndicationError, UnknownEntryError
from syndication.pipeline import deferring
from syndication.publications import staleness
from syndication.publications.memory import memory
from syndication.streams.models import Stream
from syndication.streams.query import ALL, StreamQuery
from syndication.text import clean

__all__ = [
    "Outcome",
    "acting",
    "correct",
    "deferring",
    "embargo",
    "expire",
    "gathering",
    "kill",
    "lift",
    "publish",
    "refresh",
    "restore",
    "restrict",
    "save_stream",
    "settle",
    "withdraw",
]  # fmt: skip


def publish(entries: Iterable[Entry], *, at: datetime | None = None) -> Outcome:
    """Publish entries: new ones appear, changed ones are corrected, equal ones make no event."""
    return _carry("publish", entries, at=at or timezone.now())


def correct(entries: Iterable[Entry], *, note: str, at: datetime | None = None) -> Outcome:
    """Publish a correction with its public note, which stays until another correction's replaces it."""
    note = clean(note).strip()
    if not note:
        raise SyndicationError("A correction needs a public note: say what was wrong.")
    return _carry("correct", entries, at=at or timezone.now(), note=note)


def refresh(entries: Iterable[Entry], *, at: datetime | None = None) -> Iterator[Outcome]:
    """Record entries anew and leave alone what is withdrawn; yield the outcome of each batch, a transaction."""
    rest = iter(entries)
    while batch := list(islice(rest, BATCH)):
        named = EntryRecord.objects.filter(entry_id__in=[entry.id for entry in batch])
        with transaction.atomic(), deferring():
            gone = set(named.filter(withdrawn=True).values_list("entry_id", flat=True))
            kept = [entry for entry in batch if entry.id not in gone]
            outcome = _carry("refresh", kept, at=at or timezone.now())
        yield outcome


def withdraw(thing: str, *, reason: str, language: str = "", at: datetime | None = None) -> int:
    """Withdraw a thing, in one language or in all; a tombstone with the public reason stays.

    Return how many entries; raise UnknownEntryError where there is none.
    """
    return _turn(thing, language, withdrawn=True, reason=_reason(reason), at=at or timezone.now())


def kill(thing: str, *, reason: str, language: str = "", at: datetime | None = None) -> int:
    """Have nothing show a thing from now on, without asking the database; return how many answers showed it.

    ``withdraw`` does this first. Alone it is for when the database is down; ``settle`` then makes withdrawals of it.
    """
    killing.append(Kill(thing, language, _reason(reason), at or timezone.now()))
    return memory().kill(thing)


def settle() -> int:
    """Have stores, record and kill-list agree; return how many entries that withdrew.

    To be called at every start: after a crash it is the record that knows what is stale, after a time without the
    database, or the restore of an older one, it is the kill-list that knows what is gone.
    """
    staleness.reconcile()
    gone = killing.listed()
    for thing in {thing for thing, _language in gone}:
        memory().clear_of(thing)
    standing = EntryRecord.objects.filter(thing__in={thing for thing, _ in gone}, withdrawn=False)
    return sum(
        withdraw(thing, reason=known.reason, language=language, at=known.at)
        for thing, language in standing.values_list("thing", "language")
        if (known := killing.killed(thing, language))
    )


def restore(thing: str, *, language: str = "", at: datetime | None = None) -> int:
    """Bring a withdrawn thing back as it was last recorded. Return how many entries."""
    return _turn(thing, language, withdrawn=False, reason="", at=at or timezone.now())


def embargo(thing: str, *, until: datetime, language: str = "") -> int:
    """Let nobody see a thing before a moment, which comes by itself. Return how many entries that changed."""
    return _show("embargo", thing, language, visible_from=_minute(until))


def expire(
    thing: str,
    *,
    after: datetime | None,
    language: str = "",
    instead_of: Collection[datetime] | None = None,
) -> int:
    """Let nobody see a thing from a moment on, or None; return how many changed. ``instead_of`` spares other ends."""
    ending = _rows(thing, language).exclude(visible_until=None)
    if instead_of is not None and ending.exclude(visible_until__in=instead_of).exists():
        return 0
    return _show("expire", thing, language, visible_until=after and _minute(after))


def restrict(thing: str, *, audience: str, language: str = "") -> int:
    """Let only an audience see a thing. Return how many entries that changed."""
    if not audience:
        raise SyndicationError("Name the audience; lift() opens a thing to the public.")
    return _show("restrict", thing, language, audience=audience)


def lift(thing: str, *, language: str = "") -> int:
    """End an embargo and a restriction now. Return how many entries that changed."""
    return _show("lift", thing, language, visible_from=None, audience=PUBLIC)


def save_stream(slug: str, *, titles: Mapping[str, str], query: StreamQuery) -> Stream:
    """Save a query under an everlasting address; saving again changes its titles and query."""
    if slug == ALL:
        raise SyndicationError("“all” is the address of everything: choose another.")
    title = titles.get(settings.LANGUAGE_CODE) or next(iter(titles.values()))
    defaults = {"title": title, "titles": dict(titles), "query": str(query)}
    with transaction.atomic():
        before = Stream.objects.filter(slug=slug).values_list("query", flat=True)
        staleness.retitle({*before, str(query)})
        return Stream.objects.update_or_create(slug=slug, defaults=defaults)[0]


def _reason(given: str) -> str:
    reason = clean(given).strip()
    if not reason:
        raise SyndicationError("A withdrawal needs a public reason.")
    return reason


def _rows(thing: str, language: str) -> QuerySet[EntryRecord]:
    rows = EntryRecord.objects.filter(thing=thing)
    return rows.filter(language=language) if language else rows


def _carry(verb: str, entries: Iterable[Entry], *, at: datetime, note: str = "") -> Outcome:
    with transaction.atomic():
        outcome = pipeline.carry(entries, at=at, note=note)
        if outcome.new or outcome.changed:
            said = {"note": note} if note else {}
            chain.note(verb, at=at, new=outcome.new, changed=outcome.changed, **said)
    return outcome


def _minute(moment: datetime) -> datetime:
    """Return the moment; what is kept by readers ends on every whole minute, so that no header betrays an embargo."""
    if moment.tzinfo is None:
        raise SyndicationError("Name the zone of the moment: 9 o'clock where?")
    if moment.second or moment.microsecond:
        raise SyndicationError("Embargoes and expiries fall on a whole minute.")
    return moment.astimezone(UTC)


def _show(verb: str, thing: str, language: str, **columns: Any) -> int:
    """Set who sees a thing when, in what is stored and, at the next reading, in every publication of it."""
    at = timezone.now()
    with transaction.atomic():
        rows = _locked(thing, language)
        changed = [
            row for row in rows if any(getattr(row, name) != columns[name] for name in columns)
        ]
        if changed:
            keys = [row.pk for row in changed]
            EntryRecord.objects.filter(pk__in=keys).update(**columns)
            pipeline.mark({term for row in changed for term in terms_of(entry_of(row))})
            said = {name: value for name, value in columns.items() if value}
            chain.note(verb, at=at, thing=thing, language=language, **said)
    return len(changed)


def _locked(thing: str, language: str) -> list[EntryRecord]:
    rows = list(_rows(thing, language).select_for_update().order_by("pk"))
    if not rows:
        raise UnknownEntryError("There is no such entry.")
    return rows


def _turn(thing: str, language: str, *, withdrawn: bool, reason: str, at: datetime) -> int:
    kind = Change.Kind.WITHDRAWN if withdrawn else Change.Kind.RESTORED
    with transaction.atomic():
        rows = _locked(thing, language)
        turned = [row for row in rows if row.withdrawn != withdrawn]
        for row in turned if withdrawn else ():
            kill(thing, language=row.language, reason=reason, at=at)
        for row in turned:
            row.withdrawn, row.reason, row.updated = withdrawn, reason, at
            row.revision += 1
            row.save(update_fields=["withdrawn", "reason", "updated", "revision"])
            row.changes.create(
                kind=kind,
                revision=row.revision,
                content_hash=row.content_hash,
                at=at,
                note=reason,
            )
        if not withdrawn:
            _revive(thing, at=at)
        fulltext.write(
            [(row.pk, fulltext.words_of(entry_of(row))) for row in turned], replacing=True
        )
        pipeline.mark({term for row in turned for term in terms_of(entry_of(row))})
        if turned:
            verb = "withdraw" if withdrawn else "restore"
            said = {"reason": reason} if reason else {}
            chain.note(verb, at=at, thing=thing, language=language, **said)
    return len(turned)


def _revive(thing: str, *, at: datetime) -> None:
    """Take off the kill-list what is not withdrawn."""
    rows = list(_rows(thing, ""))
    if any(killing.killed(thing, row.language) for row in rows if not row.withdrawn):
        killing.append(Kill(thing, "", "", at, lifted=True))
        for row in rows:
            if row.withdrawn:
                kill(thing, language=row.language, reason=row.reason, at=row.updated)
