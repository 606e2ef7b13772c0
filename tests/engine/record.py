"""Entries for the engine's tests, and how a test hides one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from django.db import transaction

from syndication import actions
from syndication.contract import Entry, Facet
from syndication.models import EntryRecord
from syndication.testing import entry_with
from syndication.testing.entries import SITE
from tests.published import nothing_published

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
MEMBER = "2kc6kwjw86qj"
SITTING = "9ab7k3m2qx4d"


def thing(number: int) -> str:
    """Return the public id of the nth thing."""
    return f"t{number:011}"


def speech(number: int = 1, **changes: Any) -> Entry:
    """Return the nth speech of a sitting, an hour after the one before."""
    own = {"thing": thing(number), "position": number, "title": f"Water supply {number}"}
    published = entry_with().published + number * HOUR
    return entry_with(**{**own, "published": published, **changes})


def speech_of(member: str, number: int = 1, **changes: Any) -> Entry:
    """Return the nth speech, by a member."""
    facets = (Facet("sitting", SITTING), Facet("member", member))
    return speech(number, facets=facets, **changes)


def profile(member: str = MEMBER, **changes: Any) -> Entry:
    """Return a member's profile."""
    address = f"{SITE}/{changes.get('language', 'en')}/members/amina-okafor-{member}/"
    own = {
        "thing": member,
        "kind": "member",
        "title": "Amina Okafor",
        "url": address,
        "listed": False,
    }
    return entry_with(**{**own, "part_of": "", "position": 0, "facets": (), **changes})


def publish(*entries: Entry) -> actions.Outcome:
    """Publish entries."""
    return actions.publish(entries)


def hide(entry: Entry, **columns: Any) -> None:
    """Set who sees an entry when; by default it is under embargo for an hour."""
    columns = columns or {"visible_from": NOW + HOUR}
    EntryRecord.objects.filter(entry_id=entry.id).update(**columns)


@contextmanager
def world(at: datetime = NOW) -> Iterator[time_machine.Traveller]:
    """A world of its own at a moment: what is written into it is gone afterwards."""
    with (
        nothing_published(),
        time_machine.travel(at, tick=False) as traveller,
        transaction.atomic(),
    ):
        yield traveller
        transaction.set_rollback(True)
