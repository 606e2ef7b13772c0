"""While a body's members are being elected: who is concerned, what is kept back, and what is said instead.

Compared with *now* when read, in the statements that read anyway: as long as there is no pause, nothing is asked more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache

import orjson
from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.utils.timezone import get_default_timezone

from syndication.contract import Entry, Participant, Step
from syndication.contract import Pause as Said
from syndication.entries import snapshots
from syndication.entries.models import Change, EntryFacet, EntryRecord, Pause, Paused
from syndication.rows import prepared

KIND = "member"
SPOKEN = ("speech", "video")
"""Kinds of what one person said."""
CONTACT = "me"
"""The relation of links by which somebody is reached."""
LOCK = 0x70617573
"""Number of PostgreSQL's advisory lock: shared by who records profiles, asked for by who plans a pause."""
OVER = "until "
"""How the state of a membership begins that has ended; its day follows."""


def annotated(
    rows: QuerySet[EntryRecord], *, at: datetime, spoken: bool = False
) -> QuerySet[EntryRecord]:
    """Have each row of a member say what holds of that one at a moment; ``spoken``: what members said says it too."""
    concerned = Q(thing=OuterRef("thing"))
    if spoken:
        concerned |= Q(_said_by(OuterRef(OuterRef("pk"))))
    held = Paused.objects.filter(concerned, pause__since__lte=at, pause__until__gt=at)
    first = held.order_by("-pause__hidden", "pause__since", "pause").values("pause__value")[:1]
    return rows.annotate(pause=Subquery(first))


def open_to(members: Collection[str], *, at: datetime) -> Q:
    """Keep of what is found by members what is not kept back at a moment: all, or what was not there before."""
    recorded = Change.objects.filter(
        entry=OuterRef(OuterRef("pk")), kind=Change.Kind.NEW, at__gte=OuterRef("pause__since")
    )
    new = (
        Q(pause__since__lte=OuterRef("published"))
        | Q(pause__since__lt=OuterRef("visible_from"))
        | Exists(recorded)
    )
    pauses = Paused.objects.filter(Q(pause__hidden=True) | new, pause__since__lte=at)
    kept = Q()
    for member in members:
        own = Q(Exists(pauses.filter(thing=member, pause__until__gt=at)))
        if len(members) > 1:  # of several, the one who said it
            term = f"{KIND}:{member}"
            own &= Q(Exists(EntryFacet.objects.filter(entry=OuterRef("pk"), term=term)))
        kept |= own
    return ~kept


def next_edge(members: Iterable[str], spoken: Iterable[str], *, after: datetime) -> datetime | None:
    """Return when a pause next begins or ends for one of the members, or for one who said one of the things."""
    said = EntryFacet.objects.filter(
        entry__thing__in=list(spoken), term=Concat(Value(f"{KIND}:"), OuterRef("thing"))
    )
    concerned = Paused.objects.filter(Q(thing__in=list(members)) | Q(Exists(said)))
    edges = [
        concerned.filter(**{f"pause__{edge}__gt": after})
        .order_by(f"pause__{edge}")
        .values_list(f"pause__{edge}", flat=True)
        .first()
        for edge in ("since", "until")
    ]
    return min((edge for edge in edges if edge), default=None)


def told(entry: Entry, value: str | None, language: str) -> Entry:
    """Return an entry as it is told while there is a pause, whose ``value`` is given where there is one."""
    spoken = entry.kind in SPOKEN and len(entry.participants) == 1
    if not value or entry.withdrawn or not (spoken or entry.kind == KIND):
        return entry
    pause = _read(value, language)
    if spoken:
        notices = (entry.notice, pause.words)
        return replace(entry, pause=pause, notice=" ".join(filter(None, notices)))
    return _profile(entry, pause)


def written(titles: Mapping[str, str], words: Mapping[str, str], *, hidden: bool) -> str:
    """Return what a pause says as text; the same says the same."""
    said = {"hidden": hidden, "titles": dict(titles), "words": dict(words)}
    return orjson.dumps(said, option=orjson.OPT_SORT_KEYS).decode()


def concerned_by(pause: Pause) -> set[str]:
    """Return the public ids of all who have a seat in the body of a pause, before or in it."""
    found = set()
    rows = EntryRecord.objects.filter(kind=KIND).order_by("thing", "pk")
    for thing, value, updated in rows.values_list("thing", "value", "updated").iterator(500):
        if thing not in found and pause.body in value:
            entry = snapshots.read(value, updated=updated)
            if has_seat(entry.steps, pause):
                found.add(thing)
    return found


def enrol(entries: Iterable[Entry], *, at: datetime) -> set[str]:
    """Have the pauses to come concern whoever has a seat by these profiles, and nobody else of them.

    Return the public ids of those for whom that is new.
    """
    profiles = {entry.thing: entry for entry in entries if entry.kind == KIND}
    if profiles:
        _in_turn(_SHARED)
    pauses = list(Pause.objects.filter(until__gt=at)) if profiles else []
    if not pauses:
        return set()
    wanted = {
        (pause.pk, thing)
        for thing, entry in profiles.items()
        for pause in pauses
        if has_seat(entry.steps, pause)
    }
    kept = Paused.objects.filter(thing__in=profiles, pause__in=pauses)
    known = {(row.pause_id, row.thing): row.pk for row in kept}
    Paused.objects.filter(pk__in=[known[one] for one in known.keys() - wanted]).delete()
    added = sorted(wanted - known.keys())
    Paused.objects.bulk_create(Paused(pause_id=pause, thing=thing) for pause, thing in added)
    return {thing for _pause, thing in wanted ^ known.keys()}


def has_seat(steps: Iterable[Step], pause: Pause) -> bool:
    """Tell whether one of somebody's memberships is in the body, from the day before the pause to its last day."""
    zone = get_default_timezone()
    first = pause.since.astimezone(zone).date() - timedelta(days=1)
    last = pause.until.astimezone(zone).date()
    return any(step.body == pause.body and _overlaps(step, first, last) for step in steps)


def terms_of(members: Collection[str]) -> set[str]:
    """Return the terms of what stands on members: their streams, and each thing that they said."""
    if not members:
        return set()
    named = {f"{kind}:{thing}" for thing in members for kind in (KIND, "thing")}
    said = EntryRecord.objects.filter(
        kind__in=SPOKEN, facets__term__in=[f"{KIND}:{thing}" for thing in members]
    )
    return named.union(
        f"thing:{thing}" for thing in said.values_list("thing", flat=True).iterator()
    )


def alone() -> None:
    """Have profiles and pauses not be recorded at once: each would miss the other's."""
    _in_turn(_ALONE)


def _in_turn(lock: str) -> None:
    if connection.vendor == "postgresql":  # SQLite has one writer
        with prepared() as cursor:
            cursor.execute(lock, [LOCK])


def _said_by(entry: OuterRef) -> Exists:
    term = Concat(Value(f"{KIND}:"), OuterRef("thing"))
    return Exists(EntryFacet.objects.filter(entry=entry, term=term))


def _profile(entry: Entry, pause: Said) -> Entry:
    """Return a profile that calls nobody a member, in no words of its own, and says nothing of what came since."""
    shown = replace(
        entry,
        pause=pause,
        summary=pause.title,
        notice=pause.words,
        participants=tuple(_person(person, pause) for person in entry.participants),
        passages=(),
        steps=tuple(step for step in entry.steps if step.state.startswith(OVER)),
        links=tuple(link for link in entry.links if link.rel != CONTACT),
        facets=(),
    )
    return replace(shown, steps=(), links=(), enclosures=()) if pause.hidden else shown


def _person(person: Participant, pause: Said) -> Participant:
    image = "" if pause.hidden else person.image
    return replace(person, role="", group="", area="", image=image)


def _overlaps(step: Step, first: date, last: date) -> bool:
    """Tell whether a membership holds on one of the days; a bare year or month covers the whole of it."""
    end = step.state.removeprefix(OVER) if step.state.startswith(OVER) else ""
    begun = not step.date or step.date <= last.isoformat()[: len(step.date)]
    return begun and (not end or end >= first.isoformat()[: len(end)])


@lru_cache(256)
def _read(value: str, language: str) -> Said:
    said = orjson.loads(value)
    return Said(_in(said["titles"], language), _in(said["words"], language), said["hidden"])


def _in(texts: Mapping[str, str], language: str) -> str:
    codes: Sequence[str] = (language, language.partition("-")[0], settings.LANGUAGE_CODE)
    return next((texts[code] for code in codes if texts.get(code)), next(iter(texts.values()), ""))


_ALONE = "SELECT pg_advisory_xact_lock(%s)"
_SHARED = "SELECT pg_advisory_xact_lock_shared(%s)"
