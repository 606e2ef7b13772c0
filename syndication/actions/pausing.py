"""An election is planned, changed and called off: for its time the members of a body are shown as having been some."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from syndication import pipeline, registry
from syndication.actions import holding, rights
from syndication.actions.showing import minute
from syndication.audit import chain
from syndication.entries import pauses
from syndication.entries.models import EntryRecord, Pause, Paused
from syndication.entries.recording import terms_of_rows
from syndication.errors import ConflictError, SyndicationError
from syndication.publications import staleness
from syndication.text import clean


@dataclass(frozen=True, slots=True)
class Election:
    """What a pause is to be: of whom, from when until when, what is said, and whether nothing else is shown."""

    body: str
    since: datetime
    until: datetime
    titles: Mapping[str, str]
    words: Mapping[str, str]
    hidden: bool = False


def plan_election(
    election: Election, *, pause: int | None = None, revision: int | None = None
) -> Pause:
    """Plan an election, or change one; planning the same again changes nothing. ``revision`` is what the caller saw."""
    rights.ask("pause")
    wanted = _checked(election)
    with transaction.atomic():
        holding.hold(wanted.body, "", revision=None)  # one planner a body
        pauses.alone()
        known = _held(pause, revision) if pause else _same(wanted)
        row = known or Pause(revision=0)
        before = vars(row).copy()
        for name, value in _columns(wanted).items():
            setattr(row, name, value)
        if known and all(before[name] == getattr(row, name) for name in _columns(wanted)):
            return known
        _check_apart(row)
        row.revision += 1
        row.save()
        _concern(row)
        _note("plan_election", row, titles=dict(wanted.titles), words=dict(wanted.words))
    return row


def call_off_election(pause: int, *, revision: int | None = None) -> bool:
    """Have an election planned not be; tell whether it was. What holds now ends at once."""
    rights.ask("pause")
    with transaction.atomic():
        if not Pause.objects.filter(pk=pause).exists():
            return False
        row = _held(pause, revision)
        _mark(_members(row))
        _note("call_off_election", row)
        row.delete()
    return True


@dataclass(frozen=True, slots=True)
class Reach:
    """What an election would change: how many members, and of the outputs that are kept how many of each plugin."""

    members: int
    outputs: tuple[tuple[str, int], ...]


def reach(election: Election, *, pause: int | None = None) -> Reach:
    """Return what an election would change, without planning it, or changing the one it is to take the place of."""
    row = Pause(pk=pause, **_columns(_checked(election)))
    _check_apart(row)
    members = pauses.concerned_by(row)
    standing = staleness.standing_on(pauses.terms_of(members))
    found: Counter[str] = Counter()
    for name, number in standing.items():
        plugin, _renderer = registry.renderer(name)
        found[str(plugin.verbose_name)] += number
    return Reach(len(members), tuple(sorted(found.items())))


def _checked(election: Election) -> Election:
    since, until = minute(election.since), minute(election.until)
    if since >= until:
        raise SyndicationError(_("An election period ends after it begins."))
    if until <= timezone.now():
        raise SyndicationError(_("This moment has gone by."))
    titles, words = _said(election.titles), _said(election.words)
    return Election(election.body, since, until, titles, words, election.hidden)


def _said(texts: Mapping[str, str]) -> dict[str, str]:
    """Return what is said, in every language of the interface."""
    said = {language: clean(text).strip() for language, text in texts.items()}
    missing = [str(name) for code, name in settings.INTERFACE_LANGUAGES if not said.get(code)]
    if missing:
        sentence = _("Write title and disclaimer in every language; missing: %(languages)s.")
        raise SyndicationError(sentence % {"languages": ", ".join(missing)})
    return {language: text for language, text in said.items() if text}


def _columns(election: Election) -> dict[str, Any]:
    return {
        "body": election.body,
        "since": election.since,
        "until": election.until,
        "hidden": election.hidden,
        "value": pauses.written(election.titles, election.words, hidden=election.hidden),
    }


def _same(election: Election) -> Pause | None:
    """Return what is planned in the same words already."""
    return Pause.objects.filter(**_columns(election)).first()


def _held(pause: int, revision: int | None) -> Pause:
    row = Pause.objects.select_for_update().filter(pk=pause).first()
    if row is None or revision not in (None, row.revision):
        raise ConflictError(
            _("Somebody changed this after you opened it: look at it again and decide anew.")
        )
    if row.until <= timezone.now():
        raise SyndicationError(_("This election is over; what was, stays as it was."))
    return row


def _check_apart(row: Pause) -> None:
    """Refuse two at once; one may begin when another ends."""
    others = Pause.objects.filter(body=row.body, since__lt=row.until, until__gt=row.since)
    if others.exclude(pk=row.pk).exists():
        raise SyndicationError(_("Another election period of this chamber falls into this time."))


def _concern(row: Pause) -> None:
    """Have a pause concern those who have a seat, and mark what shows them or whom it concerned before."""
    before, now = _members(row), pauses.concerned_by(row)
    Paused.objects.filter(pause=row, thing__in=before - now).delete()
    Paused.objects.bulk_create(Paused(pause=row, thing=thing) for thing in sorted(now - before))
    _mark(before | now)


def _members(row: Pause) -> set[str]:
    return set(row.members.values_list("thing", flat=True))


def _mark(members: set[str]) -> None:
    """Have everything that shows members be written again: itself, lists of them, and what they said."""
    profiles = list(EntryRecord.objects.filter(kind=pauses.KIND, thing__in=members).defer("value"))
    pipeline.mark(terms_of_rows(profiles) | pauses.terms_of(members))


def _note(verb: str, row: Pause, **said: Any) -> None:
    chain.note(
        verb,
        at=timezone.now(),
        thing=row.body,
        pause=row.pk,
        since=row.since,
        until=row.until,
        hidden=row.hidden,
        members=row.members.count(),
        **said,
    )
