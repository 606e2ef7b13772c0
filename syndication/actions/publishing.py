"""What enters the record: published, corrected, recorded anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.utils import timezone

from syndication import pipeline
from syndication.actions import holding, rights
from syndication.audit import chain
from syndication.contract import Entry
from syndication.entries import snapshots
from syndication.entries.models import EntryRecord
from syndication.entries.recording import BATCH, Outcome
from syndication.errors import SyndicationError
from syndication.pipeline import deferring
from syndication.text import clean


def publish(entries: Iterable[Entry], *, at: datetime | None = None) -> Outcome:
    """Publish entries: new ones appear, changed ones are corrected, equal ones make no event."""
    return _carry("publish", entries, at=at or timezone.now())


def correct(entries: Iterable[Entry], *, note: str, at: datetime | None = None) -> Outcome:
    """Publish a correction with its public note, which stays until another correction's replaces it."""
    return _carry("correct", entries, at=at or timezone.now(), note=_note(note))


def annotate(thing: str, *, note: str, language: str = "", revision: int | None = None) -> int:
    """Say in public what was corrected, of what stands as it is recorded. Return how many entries that changed."""
    note, at = _note(note), timezone.now()
    with transaction.atomic():
        rights.ask("correct")
        held = holding.hold(thing, language, revision=revision)
        standing = [
            snapshots.read(row.value, updated=row.updated) for row in held if not row.withdrawn
        ]
        outcome = pipeline.carry(standing, at=at, note=note)
        if outcome.changed:
            chain.note("correct", at=at, thing=thing, language=language, note=note)
    return outcome.changed


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


def _note(given: str) -> str:
    note = clean(given).strip()
    if not note:
        raise SyndicationError("A correction needs a public note: say what was wrong.")
    return note


def _carry(verb: str, entries: Iterable[Entry], *, at: datetime, note: str = "") -> Outcome:
    with transaction.atomic():
        outcome = pipeline.carry(entries, at=at, note=note)
        if outcome.new or outcome.changed:
            said = {"note": note} if note else {}
            chain.note(verb, at=at, new=outcome.new, changed=outcome.changed, **said)
    return outcome
