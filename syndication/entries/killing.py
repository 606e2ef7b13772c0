"""The kill-list: what is gone at once, in a small file that needs no database and outlives its backups.

A withdrawal is written here first, synced to the disk, and only then anywhere else. Whatever reads or serves an entry
asks here too, so it stays gone after a restart, a flush of what is published, or the restore of an older database.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import orjson
from django.conf import settings
from django.utils.translation import gettext as _

from syndication.errors import KillListError

log = logging.getLogger("syndication.kills")

Name = tuple[str, str]
"""A thing's public id and a language, empty for all."""


@dataclass(frozen=True, slots=True)
class Kill:
    """A line of the list: what is gone since when, with the public reason; or, ``lifted``, what is back."""

    thing: str
    language: str
    reason: str
    at: datetime
    lifted: bool = False


def append(kill: Kill) -> None:
    """Write a line and return once the disk has it; raise KillListError otherwise."""
    path: Path = settings.KILL_LIST
    line = orjson.dumps(kill, option=orjson.OPT_UTC_Z)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(b"\n" + line + b"\n")  # a line torn by a crash ends here
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        log.error("event=kill_list_unwritable path=%s reason=%s", path, error)  # noqa: TRY400 (no use of a traceback)
        raise KillListError(
            _(
                "The list of what is gone cannot be written (%(reason)s), so nothing was changed:"
                " tell whoever runs the server at once."
            )
            % {"reason": error.strerror}
        ) from error


def listed() -> Mapping[Name, Kill]:
    """Return what is gone now."""
    path: Path = settings.KILL_LIST
    try:
        state = path.stat()
    except FileNotFoundError:
        return {}
    return _read(path, state.st_mtime_ns, state.st_size)


def killed(thing: str, language: str) -> Kill | None:
    """Return the line by which an entry is gone."""
    gone = listed()
    return gone.get((thing, "")) or gone.get((thing, language)) if gone else None


def names(shown: Iterable[str]) -> bool:
    """Tell whether one of the entries ("7k3m2qx9ab/fr") is gone."""
    return bool(listed()) and any(killed(*name.split("/", 1)) for name in shown)


@lru_cache(4)
def _read(path: Path, _changed: int, _size: int) -> Mapping[Name, Kill]:
    gone: dict[Name, Kill] = {}
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        kill = _parsed(line, f"{path}:{number}") if line else None
        if kill and kill.lifted:
            gone = {name: one for name, one in gone.items() if not _covers(kill, name)}
        elif kill:
            gone[kill.thing, kill.language] = kill
    return gone


def _covers(lift: Kill, name: Name) -> bool:
    thing, language = name
    return lift.thing == thing and lift.language in ("", language)


def _parsed(line: bytes, place: str) -> Kill | None:
    try:
        values = orjson.loads(line)
        return Kill(**{**values, "at": datetime.fromisoformat(values["at"])})
    except (ValueError, TypeError, KeyError):
        log.warning("event=kill_line_unreadable place=%s", place)
        return None
