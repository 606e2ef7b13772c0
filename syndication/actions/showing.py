"""Who sees a thing when: embargo, expiry, restriction, and their end. None of it is an event readers could see."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from syndication import pipeline
from syndication.actions import holding, rights
from syndication.audit import chain
from syndication.entries.models import EntryRecord
from syndication.entries.recording import terms_of_rows
from syndication.entries.visibility import PUBLIC
from syndication.errors import SyndicationError
from syndication.publications import notices
from syndication.publications.memory import memory


class Seen(NamedTuple):
    """What somebody decides on, and as which version it was seen."""

    thing: str
    language: str
    revision: int | None


def embargo(thing: str, *, until: datetime, language: str = "", revision: int | None = None) -> int:
    """Let nobody see a thing before a moment, which comes by itself. Return how many entries that changed."""
    seen = Seen(thing, language, revision)
    return _show("embargo", seen, visible_from=minute(until))


def expire(
    thing: str,
    *,
    after: datetime | None,
    language: str = "",
    revision: int | None = None,
    instead_of: Collection[datetime] | None = None,
) -> int:
    """Let nobody see a thing from a moment on, or None; return how many changed. ``instead_of`` spares other ends."""
    ending = holding.rows(thing, language).exclude(visible_until=None)
    if instead_of is not None and ending.exclude(visible_until__in=instead_of).exists():
        return 0
    seen = Seen(thing, language, revision)
    return _show("expire", seen, visible_until=after and minute(after))


def restrict(thing: str, *, audience: str, language: str = "", revision: int | None = None) -> int:
    """Let only an audience see a thing. Return how many entries that changed."""
    if not audience:
        raise SyndicationError("Name the audience; lift() opens a thing to the public.")
    return _show("restrict", Seen(thing, language, revision), audience=audience)


def lift(thing: str, *, language: str = "", revision: int | None = None) -> int:
    """End an embargo and a restriction now. Return how many entries that changed."""
    return _show("lift", Seen(thing, language, revision), visible_from=None, audience=PUBLIC)


def minute(moment: datetime) -> datetime:
    """Return the moment; what is kept by readers ends on every whole minute, so that no header betrays an embargo."""
    if moment.tzinfo is None:
        raise SyndicationError("Name the zone of the moment: 9 o'clock where?")
    if moment.second or moment.microsecond:
        raise SyndicationError("Embargoes and expiries fall on a whole minute.")
    return moment.astimezone(UTC)


def _show(verb: str, seen: Seen, **columns: Any) -> int:
    """Set who sees a thing when, in what is stored and, at the next reading, in every publication of it."""
    with transaction.atomic():
        held = holding.hold(seen.thing, seen.language, revision=seen.revision)
        changed = [
            row for row in held if any(getattr(row, name) != columns[name] for name in columns)
        ]
        if changed:
            rights.ask(verb)
            keys = [row.pk for row in changed]
            EntryRecord.objects.filter(pk__in=keys).update(**columns, decisions=F("decisions") + 1)
            if verb != "lift":
                _clear_of(seen.thing)
            pipeline.mark(terms_of_rows(changed))
            said = {name: value for name, value in columns.items() if value}
            chain.note(verb, at=timezone.now(), thing=seen.thing, language=seen.language, **said)
    return len(changed)


def _clear_of(thing: str) -> None:
    """Have no host show a thing any more, not even while the record is down; here again once it is hidden."""
    memory().clear_of(thing)
    notices.tell([], hidden=thing)
    transaction.on_commit(lambda: memory().clear_of(thing))
