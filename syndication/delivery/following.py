"""What may be asked about those who follow."""

from __future__ import annotations

from django.utils import timezone

from syndication.delivery.models import Subscription
from syndication.publications.wishes import Wish


def follows(wish: Wish, *, scheme: str, address: str) -> bool:
    """Tell whether a feed is brought to an address."""
    active = Subscription.objects.active(timezone.now())
    return active.filter(topic=wish.address, address=address, scheme=scheme).exists()


def followers(*, scheme: str, topic: Wish | None = None, destination: str = "") -> int:
    """Return how many addresses a scheme brings something to: of a topic, at a destination, or all."""
    found = Subscription.objects.active(timezone.now()).filter(scheme=scheme)
    found = found.filter(topic=topic.address) if topic else found
    return (found.filter(destination=destination) if destination else found).count()
