"""What is owed to whom, told by state alone: whoever was last told other bytes than are published is owed a delivery.

A change marks its publications in its own transaction (``publications.staleness``), an embargo and an expiry have their
moment in ``Publication.boundary``; nothing else needs to be written down for a delivery not to be forgotten.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from syndication.delivery.models import DeliveryRecord, Subscription
from syndication.publications import publishing
from syndication.publications.models import Publication

BATCH = 1000
"""Deliveries that one transaction promises."""
State = DeliveryRecord.State


def owed(at: datetime, *, besides: Collection[str] = ()) -> list[Publication]:
    """Return the publications, but for some, that are to be looked at: to be written anew, or not told to everybody."""
    active = Subscription.objects.active(at)
    untold = active.filter(topic=OuterRef("address")).exclude(told=OuterRef("digest"))
    followed = Publication.objects.filter(address__in=active.values("topic").distinct())
    waiting = Q(stale=True) | Q(boundary__lte=at) | Exists(untold)
    return list(followed.filter(waiting).exclude(address__in=besides).order_by("pk"))


def renew(rows: Sequence[Publication], at: datetime) -> list[Publication]:
    """Have publications written anew where they must be; return those that are now as they should be."""
    old = [row for row in rows if _is_old(row, at)]
    publishing.rewrite(old, at=at)
    named = [row.pk for row in rows]
    return [row for row in Publication.objects.filter(pk__in=named) if not _is_old(row, at)]


def promise(row: Publication, at: datetime) -> int:
    """Promise everybody who was told something else what is published now; return how many those are."""
    number = 0
    while found := _promise(row, at):
        number += found
    return number


def _promise(row: Publication, at: datetime) -> int:
    """Promise it to some. What was tried once keeps its body; what was not takes the newer one."""
    with transaction.atomic():
        untold = Subscription.objects.active(at).filter(topic=row.address).exclude(told=row.digest)
        locked = untold.select_for_update(skip_locked=True).order_by("pk")
        found = dict(locked.values_list("pk", "destination")[:BATCH])
        waiting = DeliveryRecord.objects.filter(subscription__in=found, state=State.WAITING)
        # Locked before they are told apart: none is claimed between one statement and the next.
        known = list(waiting.select_for_update().order_by("pk"))
        tried = [record.pk for record in known if record.attempts]
        waiting.filter(pk__in=tried).update(state=State.REPLACED, finished=at)
        untried = [record for record in known if not record.attempts]
        waiting.filter(pk__in=[record.pk for record in untried]).update(digest=row.digest)
        having = {record.subscription_id for record in untried}
        DeliveryRecord.objects.bulk_create(
            DeliveryRecord(
                subscription_id=key, destination=where, digest=row.digest, due=at, created=at
            )
            for key, where in found.items()
            if key not in having
        )
        Subscription.objects.filter(pk__in=found).update(told=row.digest)
    return len(found)


def _is_old(row: Publication, at: datetime) -> bool:
    return row.stale or (row.boundary is not None and row.boundary <= at)
