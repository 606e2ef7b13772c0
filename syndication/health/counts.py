"""Add numbers to the record, whoever else does at the same time, and forget them when their time has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from syndication.health.models import EmbedCount
from syndication.health.seeing import Seen
from syndication.health.sites import OTHERS, UNTOLD

SITES = 1000
"""Sites a day; the others are counted together, so that who makes names up fills no table."""
LOCK = 0x68656C74
"""Number of PostgreSQL's advisory lock: one adds after the other. SQLite has one writer anyway."""

_ADD = (
    "INSERT INTO syndication_embedcount (day, site, kind, theme, form, outcome, answers)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (day, site, kind, theme, form, outcome)"
    " DO UPDATE SET answers = syndication_embedcount.answers + excluded.answers"
)


def add(numbers: Mapping[tuple[date, Seen], int]) -> None:
    """Add numbers, all or none of them."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        rows = [(day, *seen, number) for (day, seen), number in _bounded(numbers).items()]
        with connection.cursor() as cursor:
            cursor.executemany(_ADD, sorted(rows))
        forget(settings.EMBED_HEALTH_DAYS, timezone.localdate())


def forget(days: int, today: date) -> int:
    """Delete what is older than so many days, this one included; return how many rows."""
    gone, _ = EmbedCount.objects.filter(day__lte=today - timedelta(days=days)).delete()
    return gone


def _bounded(numbers: Mapping[tuple[date, Seen], int]) -> Counter[tuple[date, Seen]]:
    """Return the numbers with those of the sites that a day has no room for laid together."""
    admitted = {day: _admitted(day, numbers) for day in {day for day, _seen in numbers}}
    found: Counter[tuple[date, Seen]] = Counter()
    for (day, seen), number in numbers.items():
        own = seen.site in admitted[day]
        found[day, seen if own else seen._replace(site=OTHERS)] += number
    return found


def _admitted(day: date, numbers: Mapping[tuple[date, Seen], int]) -> set[str]:
    """Return the sites that are counted apart on a day: those that are, then those that were seen most."""
    known = set(EmbedCount.objects.filter(day=day).values_list("site", flat=True).distinct())
    known |= {UNTOLD, OTHERS}
    new: Counter[str] = Counter()
    for (of, seen), number in numbers.items():
        if of == day and seen.site not in known:
            new[seen.site] += number
    room = max(0, SITES + 2 - len(known))
    return known | {name for name, _number in new.most_common(room)}
