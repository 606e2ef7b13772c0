"""Try once more what was given up."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from syndication.delivery.models import DeliveryRecord, Destination, Subscription

State = DeliveryRecord.State


def redrive(keys: Collection[UUID], at: datetime) -> list[UUID]:
    """Have deliveries wait again, and their destinations tried at once; in the caller's transaction. Return which.

    Those whose subscription has ended stay as they are, and so do those after which something newer was promised.
    An id keeps its body, so it counts as tried.
    """
    given_up = DeliveryRecord.objects.filter(pk__in=keys, state=State.FAILED).select_for_update()
    wanted = list(given_up.filter(subscription__in=Subscription.objects.active(at)))
    newest = dict(
        DeliveryRecord.objects.filter(subscription__in={row.subscription_id for row in wanted})
        .values("subscription")
        .values_list("subscription", Max("created"))
    )
    chosen = [row for row in wanted if row.created == newest[row.subscription_id]]
    DeliveryRecord.objects.filter(pk__in=[row.pk for row in chosen]).update(
        state=State.WAITING, attempts=1, due=at, claimed=None, finished=None
    )
    Destination.objects.filter(name__in={row.destination for row in chosen}).delete()
    return [row.pk for row in chosen]
