"""Take hold of what is due: for a while, so that what a dead worker held is taken up by another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from syndication.delivery import retry
from syndication.delivery.models import DeliveryRecord, Destination
from syndication.errors import SyndicationError
from syndication.publications import publishing
from syndication.publications.answers import Answer
from syndication.publications.models import Publication
from syndication.publications.wishes import Wish

LEASE = timedelta(seconds=20)
"""For how long something is held; longer than an attempt takes."""
AT_ONCE = 8
"""Attempts at a time at one destination; at one that failed last there is one."""
TROUBLED = 8
"""Attempts at a time at all destinations together that failed last: who hangs does not keep the others waiting."""
LOOK = 4
"""Rows looked at for each that can be taken."""
State = DeliveryRecord.State


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery in hand with what it is to bring; ``troubled``: its destination failed last."""

    record: DeliveryRecord
    answer: Answer
    troubled: bool


@dataclass(slots=True)
class Busy:
    """What a worker has in hand: attempts by destination, and how many at those that failed last.

    ``besides`` are topics of which nothing can be sent now, because they are being written anew.
    """

    destinations: Counter[str] = field(default_factory=Counter)
    troubled: int = 0
    besides: set[str] = field(default_factory=set)

    def add(self, destination: str, *, troubled: bool, number: int = 1) -> None:
        """Count an attempt, or with -1 its end. One at a destination that failed last is all it gets."""
        self.destinations[destination] += number * (AT_ONCE if troubled else 1)
        if not self.destinations[destination]:
            del self.destinations[destination]
        self.troubled += number * troubled

    def full(self) -> list[str]:
        """Return the destinations at which enough is going on."""
        return [name for name, number in self.destinations.items() if number >= AT_ONCE]


def claim(room: int, busy: Busy, *, at: datetime) -> list[Claim]:
    """Take up to ``room`` deliveries, the longest due first, and count them as in hand."""
    rows = list(_due(at, busy).select_related("subscription").order_by("due")[: room * LOOK])
    over = [row.pk for row in rows if not row.subscription.is_active(at)]
    DeliveryRecord.objects.filter(pk__in=over, state=State.WAITING).update(
        state=State.ENDED, finished=at
    )
    answers = _answers({row.subscription.topic for row in rows}, at)
    wanted = _sendable([row for row in rows if row.pk not in over], answers, busy)
    chosen = _chosen(wanted, answers, busy, room)
    mine: set[UUID] = set()
    try:
        mine = _taken(chosen, at)
    finally:
        for one in chosen:
            if one.record.pk not in mine:
                busy.add(one.record.destination, troubled=one.troubled, number=-1)
    return [one for one in chosen if one.record.pk in mine]


def _due(at: datetime, busy: Busy) -> QuerySet[DeliveryRecord]:
    free = Q(claimed=None) | Q(claimed__lte=at)
    due = DeliveryRecord.objects.filter(free, state=State.WAITING, due__lte=at)
    failing = Destination.objects.all()
    resting = failing if busy.troubled >= TROUBLED else failing.filter(paused__gt=at)
    due = due.exclude(destination__in=resting.values("name"))
    return due.exclude(destination__in=busy.full()).exclude(subscription__topic__in=busy.besides)


def _answers(topics: Collection[str], at: datetime) -> Mapping[str, Answer]:
    """Return what the public sees at topics now; nothing of one that cannot be written anew."""
    found = {}
    for row in Publication.objects.filter(address__in=topics):
        with suppress(SyndicationError):
            answer = publishing.fetch(Wish.of(row), at=at)
            if answer.holds(at.timestamp()):
                found[row.address] = answer
    return found


def _sendable(
    rows: Iterable[DeliveryRecord], answers: Mapping[str, Answer], busy: Busy
) -> list[DeliveryRecord]:
    """Keep what was promised as it is published now; the others wait until they are promised that."""
    found = []
    for row in rows:
        answer = answers.get(row.subscription.topic)
        if answer is not None and answer.digest == row.digest:
            found.append(row)
        else:
            busy.besides.add(row.subscription.topic)
    return found


def _chosen(
    rows: Sequence[DeliveryRecord], answers: Mapping[str, Answer], busy: Busy, room: int
) -> list[Claim]:
    """Choose what its destination has room for."""
    named = {row.destination for row in rows}
    failing = set(Destination.objects.filter(name__in=named).values_list("name", flat=True))
    chosen: list[Claim] = []
    for row in rows:
        troubled = row.destination in failing
        going_on = busy.destinations[row.destination]
        if len(chosen) == room or going_on >= (1 if troubled else AT_ONCE):
            continue
        if not (troubled and busy.troubled >= TROUBLED):
            busy.add(row.destination, troubled=troubled)
            chosen.append(Claim(row, answers[row.subscription.topic], troubled))
    return chosen


def _taken(chosen: Sequence[Claim], at: datetime) -> set[UUID]:
    """Hold what nobody else has taken meanwhile; return what that is."""
    with transaction.atomic():
        free = [one.record.pk for one in chosen if not one.troubled or _may_try(one.record, at)]
        mine = DeliveryRecord.objects.filter(
            Q(claimed=None) | Q(claimed__lte=at), pk__in=free, state=State.WAITING
        )
        as_chosen = {one.record.pk: one.record.digest for one in chosen}
        locked = mine.select_for_update(skip_locked=True).values_list("pk", "digest")
        held = {key for key, digest in locked if as_chosen[key] == digest}
        DeliveryRecord.objects.filter(pk__in=held).update(
            claimed=at + LEASE, attempts=F("attempts") + 1
        )
    for one in chosen:
        one.record.attempts += 1
    return held


def _may_try(record: DeliveryRecord, at: datetime) -> bool:
    """Tell whether a destination that failed may be tried; after a rest one worker does so, once."""
    failed = Destination.objects.filter(name=record.destination, failures__gte=retry.PATIENCE)
    if not failed.exists():
        return True
    return bool(failed.filter(paused__lte=at).update(paused=at + LEASE))
