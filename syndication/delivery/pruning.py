"""Give up what nobody can be told any more, and forget what is long over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from syndication.delivery.models import DeliveryRecord, Subscription

KEPT = timedelta(days=14)
"""How long what is over can be looked at."""
LONGEST = timedelta(days=3)
"""How long a delivery waits for a destination that is given one rest after the other."""
State = DeliveryRecord.State


def prune(at: datetime) -> None:
    """Give up and forget."""
    DeliveryRecord.objects.filter(state=State.WAITING, created__lt=at - LONGEST).update(
        state=State.FAILED, finished=at, reason=_("Its destination did not answer for days.")
    )
    DeliveryRecord.objects.filter(finished__lt=at - KEPT).delete()
    Subscription.objects.filter(Q(ended__lt=at - KEPT) | Q(until__lt=at - KEPT)).delete()
