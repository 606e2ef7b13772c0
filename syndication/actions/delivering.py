"""Who is told of changes: subscribed, unsubscribed, and tried once more where it was given up.

Strangers subscribe by themselves, and no more than their subscription is kept. What a person does leaves a line.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from syndication.actions import rights
from syndication.audit import chain
from syndication.delivery import redriving, subscribing
from syndication.publications.wishes import Wish


def subscribe(
    wish: Wish, *, scheme: str, address: str, secret: str = "", until: datetime | None = None
) -> None:
    """Have a feed be brought to an address by the transport of a scheme from its next change on, or renew that.

    ``secret`` is what the subscriber knows us by. Raise SyndicationError where the feed is none that is kept.
    """
    at = timezone.now()
    subscribing.follow(wish, scheme, address, secret=secret, until=until, at=at)


def unsubscribe(wish: Wish, *, scheme: str, address: str) -> bool:
    """Have a feed be brought to an address no more; tell whether it was."""
    return subscribing.leave(wish.address, scheme, address, at=timezone.now())


def redrive(deliveries: Iterable[UUID]) -> int:
    """Have deliveries that were given up be tried again from the beginning; return how many are."""
    with transaction.atomic():
        rights.ask("redrive")
        at = timezone.now()
        found = redriving.redrive(list(deliveries), at)
        if found:
            chain.note("redrive", at=at, deliveries=[str(key) for key in found])
    return len(found)
