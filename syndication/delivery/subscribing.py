"""Who follows what, from when to when."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction

from syndication.delivery.models import DeliveryRecord, Subscription
from syndication.errors import SyndicationError
from syndication.publications import publishing
from syndication.publications.models import Publication
from syndication.publications.wishes import Wish


def follow(  # noqa: PLR0913 (a subscription says as much)
    wish: Wish, scheme: str, address: str, *, secret: str, until: datetime | None, at: datetime
) -> Subscription:
    """Have a publication brought to an address from its next change on; asking again renews it.

    Raise SyndicationError where what is published there is not kept, so that nobody knows when it changes.
    """
    publishing.fetch(wish, at=at)
    with transaction.atomic():
        row = Publication.objects.filter(address=wish.address).first()
        if row is None:
            raise SyndicationError("Nobody knows when this feed changes: follow a saved stream.")
        wanted = Subscription.objects.select_for_update()
        found = wanted.filter(topic=row.address, address=address, scheme=scheme).first()
        if found is None:
            found = Subscription(topic=row.address, address=address, scheme=scheme, created=at)
        if found.pk is None or not found.is_active(at):
            found.told, found.created = row.digest, at
        found.destination = destination(address)
        found.secret, found.until = secret, until
        found.ended, found.reason = None, ""
        found.save()
    return found


def leave(topic: str, scheme: str, address: str, *, at: datetime) -> bool:
    """Have nothing more of a topic be brought to an address; tell whether something was."""
    with transaction.atomic():
        named = Subscription.objects.active(at).filter(topic=topic, address=address, scheme=scheme)
        keys = list(named.select_for_update().values_list("pk", flat=True))
        Subscription.objects.filter(pk__in=keys).update(ended=at)
        waiting = DeliveryRecord.objects.filter(
            subscription__in=keys, state=DeliveryRecord.State.WAITING
        )
        waiting.update(state=DeliveryRecord.State.ENDED, finished=at)
    return bool(keys)


def destination(address: str) -> str:
    """Return what fails or works together: scheme, host and port of an address; the domain of a mailbox."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"}:
        return address.rpartition("@")[2][:300]
    port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{parts.hostname or ''}:{port}"[:300]
