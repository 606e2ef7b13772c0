"""Append to the log and prove that nobody changed it: every line holds the hash of the one before (SHA-256).

Somebody who can write to the database can still cut lines off the end, or write all of it anew. Who notes the
newest hash elsewhere from time to time, and asks for it when verifying, finds out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import orjson
from django.db import connection, transaction

from syndication.audit.models import AuditLine
from syndication.rows import create, prepared

SYSTEM = "system"
BATCH = 1000
LOCK = 0x61756469
"""Number of PostgreSQL's advisory lock: lines are appended one after the other. SQLite has one writer anyway."""

_actor: ContextVar[str] = ContextVar("actor", default=SYSTEM)
_gathered: ContextVar[list[AuditLine] | None] = ContextVar("gathered", default=None)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying found: lines read, hash of the newest, and the first line that is wrong, with the reason."""

    lines: int
    head: str
    fault: str = ""


@contextmanager
def acting(name: str) -> Iterator[None]:
    """Have everything inside be done by somebody: a user's name, or a command's."""
    token = _actor.set(name[:200])
    try:
        yield
    finally:
        _actor.reset(token)


@contextmanager
def gathering() -> Iterator[None]:
    """Append what is done inside at the end, in one go: lines are appended by one process at a time.

    To be used inside the transaction that does it, around everything that locks rows: who appends a line and then
    waits for a row could wait for somebody who waits to append. After an exception nothing is appended.
    """
    lines: list[AuditLine] = []
    token = _gathered.set(lines)
    try:
        yield
    finally:
        _gathered.reset(token)
    for line in lines:
        _keep(line)


def actor() -> str:
    """Return who acts here."""
    return _actor.get()


def note(verb: str, *, at: datetime, thing: str = "", language: str = "", **detail: Any) -> None:
    """Write down an action, in the caller's transaction."""
    line = AuditLine(
        at=at,
        actor=_actor.get(),
        verb=verb,
        thing=thing,
        language=language,
        detail=orjson.dumps(detail, option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z).decode(),
    )
    _keep(line)


def verify(head: str = "") -> Verdict:
    """Read the whole log; ``head`` is a hash noted earlier, which some line must have."""
    previous, number, last, seen = "", 0, 0, not head
    while page := list(AuditLine.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        for line in page:
            if line.previous != previous:
                return Verdict(number, previous, f"line {line.pk} does not follow the one before")
            if line.digest != _digest(line):
                return Verdict(number, previous, f"line {line.pk} was changed")
            previous, last, number = line.digest, line.pk, number + 1
            seen = seen or line.digest == head
    return Verdict(number, previous, "" if seen else "no line has the hash that was noted")


def _keep(line: AuditLine) -> None:
    waiting = _gathered.get()
    if waiting is None:
        _append(line)
    else:
        waiting.append(line)


def _append(line: AuditLine) -> None:
    with transaction.atomic(savepoint=False):
        if connection.vendor == "postgresql":
            with prepared() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        line.previous = _head()
        line.digest = _digest(line)
        create(AuditLine, [line])


def _head() -> str:
    with prepared() as cursor:
        cursor.execute(_HEAD)
        found = cursor.fetchone()
    return found[0] if found else ""


def _digest(line: AuditLine) -> str:
    said = [line.previous, line.at.timestamp(), line.actor, line.verb, line.thing, line.language]
    return sha256(orjson.dumps([*said, line.detail])).hexdigest()


_HEAD = f"SELECT digest FROM {AuditLine._meta.db_table} ORDER BY id DESC LIMIT 1"  # noqa: S608 (the name of our own table)
