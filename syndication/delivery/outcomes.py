"""Write down what became of attempts: done, to be tried again, given up; and how the destinations are."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from syndication.delivery import retry
from syndication.delivery.claiming import Claim
from syndication.delivery.models import DeliveryRecord, Destination, Subscription
from syndication.errors import DeliveryError

log = logging.getLogger("syndication.delivery")

LONGEST = 200
"""Characters kept of what was answered."""
State = DeliveryRecord.State
Outcome = tuple[Claim, DeliveryError | None]


def settle(outcomes: Sequence[Outcome], at: datetime) -> None:
    """Write outcomes down, all together."""
    if not outcomes:
        return
    with transaction.atomic():
        _done([claim for claim, error in outcomes if error is None], at)
        for claim, error in outcomes:
            if error is not None:
                _failed(claim, error, at)


def _done(claims: Iterable[Claim], at: datetime) -> None:
    claims = list(claims)
    sent = DeliveryRecord.objects.filter(pk__in=[claim.record.pk for claim in claims])
    sent.exclude(state=State.SENT).update(
        state=State.SENT, finished=at, claimed=None, reason="", detail=""
    )
    well = {claim.record.destination for claim in claims if claim.troubled}
    Destination.objects.filter(name__in=well).delete()


def _failed(claim: Claim, error: DeliveryError, at: datetime) -> None:
    """Have it tried again later, or give it up. What was replaced or ended meanwhile stays so."""
    record = claim.record
    if error.ends:
        Subscription.objects.filter(pk=record.subscription_id, ended=None).update(
            ended=at, reason=str(error)[:LONGEST]
        )
    later = None
    if not error.permanent:
        _trouble(record.destination, at)
        later = retry.wait(record.attempts, asked=error.after, chance=random.random())  # noqa: S311 (no secret)
    told = {"reason": str(error)[:LONGEST], "detail": error.detail[:LONGEST], "claimed": None}
    waiting = DeliveryRecord.objects.filter(pk=record.pk, state=State.WAITING)
    if later is None:
        waiting.update(state=State.FAILED, finished=at, **told)
    else:
        waiting.update(due=at + later, **told)
    log.info(
        "event=not_delivered id=%s destination=%s attempt=%s again=%s reason=%s",
        *(record.pk, record.destination, record.attempts, later, error),
    )


def _trouble(name: str, at: datetime) -> None:
    """Count a failure of a destination; after several it is given a rest."""
    row, _created = Destination.objects.get_or_create(name=name)
    Destination.objects.filter(pk=row.pk).update(failures=F("failures") + 1)
    rest = retry.rest(row.failures + 1)
    if rest is not None:
        Destination.objects.filter(pk=row.pk).update(paused=at + rest)
