"""Tell a CDN what to let go of: ordered in the change's transaction, carried out beside it until it was done."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from syndication.errors import PurgeError
from syndication.publications.answers import FRESH, STALE_IF_ERROR, STALE_WHILE_REVALIDATE
from syndication.publications.generations import PURGES, Generations
from syndication.publications.models import Purge

log = logging.getLogger("syndication.purges")

BATCH = 100
"""Addresses told in one go."""
AGAIN = timedelta(seconds=2)
"""A withdrawal is told twice: what was on its way to the CDN at the first time is gone at the second."""
CLAIM = timedelta(seconds=30)
"""After so long somebody else may try what one process has begun."""
LONGEST = 60.0
"""Seconds between two attempts at most."""
OVER = timedelta(seconds=FRESH + STALE_WHILE_REVALIDATE + STALE_IF_ERROR)
"""What a CDN holds for so long it may no longer give to anybody anyway."""


class Purger(Protocol):
    """A CDN."""

    def purge(self, urls: Sequence[str]) -> None:
        """Return when nobody gets from it what was kept of addresses; raise PurgeError otherwise."""


def order(addresses: Iterable[str], *, first: bool = False) -> None:
    """Have addresses purged once the transaction is committed; ``first``: before all others, and once more after."""
    named = list(addresses)
    if not settings.PURGER or not named:
        return
    now = timezone.now()
    Purge.objects.bulk_create(
        Purge(addresses="\n".join(named[at : at + BATCH]), first=first, at=now, due=now + wait)
        for wait in ((timedelta(), AGAIN) if first else (timedelta(),))
        for at in range(0, len(named), BATCH)
    )
    transaction.on_commit(lambda: _page().bump(PURGES))


def ordered() -> int:
    """Return a number that is another one after each order on this host; asking costs nothing."""
    return _page().of(PURGES)


def send() -> float:
    """Purge what is due; return the seconds after which something else may be, or may be tried again."""
    while True:
        now = timezone.now()
        row = Purge.objects.filter(due__lte=now).order_by("-first", "pk").first()
        if row is None:
            return _until_the_next(now)
        if not Purge.objects.filter(pk=row.pk, due=row.due).update(due=now + CLAIM):
            continue
        try:
            purge(row.addresses.split("\n"))
        except PurgeError as error:
            return _put_off(row, error)
        row.delete()


def purge(addresses: Sequence[str]) -> None:
    """Purge now; raise PurgeError."""
    schemes = {
        parts.netloc: parts.scheme
        for parts in map(urlsplit, (settings.BASE_URL, settings.EMBED_URL))
    }
    purger: Purger = import_string(settings.PURGER)()
    purger.purge([f"{schemes.get(one.partition('/')[0], 'https')}://{one}" for one in addresses])


def at_once(addresses: Sequence[str]) -> None:
    """Purge without the database; what fails is said in the log."""
    if not settings.PURGER or not addresses:
        return
    try:
        purge(addresses)
    except PurgeError as error:
        log.warning("event=not_purged addresses=%s reason=%s", " ".join(addresses), error)


def review() -> None:
    """Give up what no CDN holds any more, and say what could not be done yet."""
    if not settings.PURGER:
        return
    given_up, _ = Purge.objects.filter(at__lt=timezone.now() - OVER).delete()
    if given_up:
        log.error("event=purges_given_up orders=%s", given_up)
    failing = Purge.objects.filter(tries__gt=0).order_by("pk").first()
    if failing:
        log.warning("event=purges_waiting orders=%s since=%s", Purge.objects.count(), failing.at)


def _put_off(row: Purge, error: PurgeError) -> float:
    wait = min(2.0**row.tries, LONGEST)
    due = timezone.now() + timedelta(seconds=wait)
    Purge.objects.filter(pk=row.pk).update(due=due, tries=row.tries + 1)
    log.warning("event=not_purged tries=%s reason=%s", row.tries + 1, error)
    return wait


def _until_the_next(now: datetime) -> float:
    due = Purge.objects.order_by("due").values_list("due", flat=True).first()
    return min(max((due - now).total_seconds(), 0.0), LONGEST) if due else LONGEST


def _page() -> Generations:
    return _opened(Path(settings.PUBLISHED_ROOT))


@cache
def _opened(root: Path) -> Generations:
    return Generations(root / "generations")
