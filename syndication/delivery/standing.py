"""Addresses that follow every feed by themselves: what a transport names as ``standing``."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_noop as _

from syndication import registry
from syndication.delivery.models import Subscription
from syndication.delivery.subscribing import destination
from syndication.publications.models import Publication

BATCH = 1000
"""Feeds that are taken up in one go; the others at the next."""


def stand(at: datetime) -> None:
    """Have the standing addresses follow the feeds that are published, and those that stand no more none."""
    for scheme, (_plugin, transport) in registry.transports().items():
        standing = getattr(transport, "standing", None)
        if standing is not None:
            own = Subscription.objects.filter(scheme=scheme, ended=None)
            own.exclude(address__in=standing).update(
                ended=at, reason=_("The settings name it no more.")
            )
            for address in standing:
                _follow(scheme, address, at)


def _follow(scheme: str, address: str, at: datetime) -> None:
    """Take up feeds; of each, the address is told at once that it is there."""
    known = Subscription.objects.filter(scheme=scheme, address=address)
    known.exclude(ended=None).update(ended=None, reason="", told="")
    following = known.filter(topic=OuterRef("address"))
    feeds = Publication.objects.filter(~Exists(following), format__in=_formats()).order_by("pk")
    where = destination(address)
    Subscription.objects.bulk_create(
        [
            Subscription(scheme=scheme, topic=topic, address=address, destination=where, created=at)
            for topic in feeds.values_list("address", flat=True)[:BATCH]
        ],
        ignore_conflicts=True,
    )


def _formats() -> Collection[str]:
    return [name for name, (_plugin, item) in registry.renderers().items() if item.filename]
