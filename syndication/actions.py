"""What can be done to the record: one named action each, used by admin, importers, commands and API alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from syndication import pipeline
from syndication.contract import Entry
from syndication.entries.models import Change, EntryRecord
from syndication.entries.reading import entry_of
from syndication.entries.recording import Outcome, terms_of
from syndication.errors import SyndicationError, UnknownEntryError
from syndication.publications import store
from syndication.streams.models import Stream
from syndication.streams.query import StreamQuery

__all__ = ["Outcome", "correct", "publish", "restore", "save_stream", "withdraw"]


def publish(entries: Iterable[Entry], *, at: datetime | None = None) -> Outcome:
    """Publish entries: new ones appear, changed ones are corrected, equal ones make no event."""
    return pipeline.carry(entries, at=at or timezone.now())


def correct(entries: Iterable[Entry], *, note: str, at: datetime | None = None) -> Outcome:
    """Publish a correction with its public note."""
    if not note.strip():
        raise SyndicationError("A correction needs a public note: say what was wrong.")
    return pipeline.carry(entries, at=at or timezone.now(), note=note)


def withdraw(thing: str, *, reason: str, at: datetime | None = None) -> int:
    """Withdraw a thing in all its languages; a tombstone with the public reason stays. Return how many entries."""
    if not reason.strip():
        raise SyndicationError("A withdrawal needs a public reason.")
    return _turn(thing, withdrawn=True, reason=reason, at=at or timezone.now())


def restore(thing: str, *, at: datetime | None = None) -> int:
    """Bring a withdrawn thing back as it was last recorded. Return how many entries."""
    return _turn(thing, withdrawn=False, reason="", at=at or timezone.now())


def save_stream(slug: str, *, titles: Mapping[str, str], query: StreamQuery) -> Stream:
    """Save a query under an everlasting address; saving again changes its titles and query."""
    title = titles.get(settings.LANGUAGE_CODE) or next(iter(titles.values()))
    defaults = {"title": title, "titles": dict(titles), "query": str(query)}
    return Stream.objects.update_or_create(slug=slug, defaults=defaults)[0]


def _turn(thing: str, *, withdrawn: bool, reason: str, at: datetime) -> int:
    kind = Change.Kind.WITHDRAWN if withdrawn else Change.Kind.RESTORED
    with transaction.atomic():
        rows = list(EntryRecord.objects.select_for_update().filter(thing=thing))
        if not rows:
            raise UnknownEntryError(f"There is no entry {thing!r}.")
        turned = [row for row in rows if row.withdrawn != withdrawn]
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
        store.touch({term for row in turned for term in terms_of(entry_of(row))})
    return len(turned)
