"""What hosts tell each other through the database, in the transaction that gives the reason for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from syndication.entries import killing
from syndication.entries.killing import Kill
from syndication.publications.models import Notice
from syndication.publications.wires import wire
from syndication.rows import prepared

BATCH = 500
"""Addresses in one notice."""
KEPT = timedelta(days=1)
LEAST = 100
"""Notices that stay whatever their age, so that in quiet times, too, a host finds the last one it read."""


@dataclass(frozen=True, slots=True)
class Place:
    """Up to where a host has read.

    ``horizon``: every transaction with a smaller number had ended; ``token`` and ``last`` name the newest notice, and
    ``seen`` those read beyond the horizon, where more may still appear.
    """

    horizon: int
    last: int
    token: str
    seen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class News:
    """What there was to read, and up to where."""

    addresses: tuple[str, ...]
    things: tuple[str, ...]
    kills: tuple[Kill, ...]
    place: Place = field(repr=False)


def tell(addresses: Sequence[str], kills: Iterable[Kill] = (), *, hidden: str = "") -> None:
    """Once this is committed, have the other hosts look at addresses again, let go of a thing, and take over kills."""
    line = wire()
    if line is None:
        return
    parts = range(0, len(addresses), BATCH)
    rows = [["\n".join(addresses[at : at + BATCH]), "", "", ""] for at in parts]
    rows += [["", hidden, "", ""]] if hidden else []
    rows += [["", "", kill.id, killing.written_of(kill).decode()] for kill in kills]
    if rows:
        _write(rows)
        line.tell()


def begin() -> Place:
    """Return where a host begins that looks at everything now; it leaves a notice, to be found again."""
    found = _horizon()
    _write([["", "", "", ""]])
    newest = Notice.objects.latest("pk")
    return Place(found, newest.pk, str(newest.token))


def after(place: Place) -> News | None:
    """Return what was told since; None where that cannot be known: it was pruned, or this is another database."""
    if not Notice.objects.filter(pk=place.last, token=place.token).exists():
        return None
    horizon = _horizon()
    beyond = Notice.objects.filter(Q(transaction__gte=place.horizon) | Q(pk__gt=place.last))
    rows = list(beyond.order_by("pk"))
    known = set(place.seen)
    new = [row for row in rows if row.pk not in known]
    newest = {place.last: place.token} | {row.pk: str(row.token) for row in rows}
    last = max(newest)
    seen = tuple(row.pk for row in rows if row.transaction >= horizon)
    things = tuple(dict.fromkeys(row.thing for row in new if row.thing))
    return News(_addresses(new), things, _kills(new), Place(horizon, last, newest[last], seen))


def kills_but(known: Collection[str]) -> tuple[Kill, ...]:
    """Return the lines of the kill-list that the record has and this host has not."""
    return _kills(Notice.objects.filter(kill__in=kill_ids() - set(known)))


def kill_ids() -> set[str]:
    """Return the ids of the lines that the record has."""
    return set(Notice.objects.exclude(kill="").values_list("kill", flat=True))


def prune() -> None:
    """Drop notices that no host will ask for; one that was away for longer looks at everything."""
    if wire() is None:
        return
    spare = Notice.objects.filter(kill="")
    newest = spare.order_by("-pk").values_list("pk", flat=True)[LEAST : LEAST + 1]
    for pk in newest:
        spare.filter(pk__lte=pk, at__lt=timezone.now() - KEPT).delete()


def _horizon() -> int:
    """Return the number below which no transaction is under way."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


def _write(rows: Sequence[Sequence[Any]]) -> None:
    with prepared() as cursor:
        for row in rows:
            cursor.execute(_TELL, row)


def _addresses(rows: Iterable[Notice]) -> tuple[str, ...]:
    found = (address for row in rows for address in row.addresses.split("\n") if address)
    return tuple(dict.fromkeys(found))


def _kills(rows: Iterable[Notice]) -> tuple[Kill, ...]:
    read = (killing.read(row.line, f"notice:{row.pk}") for row in rows if row.kill)
    return tuple(kill for kill in read if kill)


_TELL = f"""
INSERT INTO {Notice._meta.db_table} (token, transaction, at, addresses, thing, kill, line)
VALUES (gen_random_uuid(), pg_current_xact_id()::text::bigint, clock_timestamp(), %s, %s, %s, %s)
ON CONFLICT DO NOTHING
"""  # noqa: S608 (the name of our own table)
