"""The kill-list: what is gone at once, in a small file that needs no database and outlives its backups.

A withdrawal is written here first, synced to the disk, and only then anywhere else. Whatever reads or serves an entry
asks here too, so it stays gone after a restart, a flush of what is published, or the restore of an older database.

Lines mean the same in any order, because hosts give each other theirs: a lift names the lines that it takes back.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import orjson
from django.conf import settings
from django.utils.translation import gettext as _

from syndication.errors import KillListError

log = logging.getLogger("syndication.kills")

Name = tuple[str, str]
"""A thing's public id and a language, empty for all."""


@dataclass(frozen=True, slots=True)
class Kill:
    """A line of the list: what is gone since when, with the public reason; or, with ``lifts``, what is back.

    A lift takes back the lines it names, and none that its writer had not heard of.
    """

    thing: str
    language: str
    reason: str
    at: datetime
    lifts: tuple[str, ...] = ()
    id: str = field(default_factory=lambda: uuid4().hex)


class List(NamedTuple):
    """The whole list by the ids of its lines, and what is gone by it."""

    lines: Mapping[str, Kill]
    gone: Mapping[Name, Kill]


def append(*kills: Kill) -> None:
    """Write lines and return once the disk has them; raise KillListError otherwise."""
    path: Path = settings.KILL_LIST
    written = b"".join(b"\n" + written_of(kill) + b"\n" for kill in kills)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(written)  # a line torn by a crash ends here
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


def lift(thing: str, *, at: datetime) -> Kill:
    """Write the line that takes back all there are about a thing, and return it."""
    known = lines().values()
    before = {one for kill in known for one in kill.lifts}
    named = [kill.id for kill in known if kill.thing == thing and not kill.lifts]
    line = Kill(thing, "", "", at, lifts=tuple(one for one in named if one not in before))
    append(line)
    return line


def take(kills: Iterable[Kill]) -> set[str]:
    """Write down the lines of another host that are not there yet; return the things they are about."""
    new = [kill for kill in kills if kill.id not in lines()]
    if new:
        append(*new)
    return {kill.thing for kill in new}


def lines() -> Mapping[str, Kill]:
    """Return the whole list, what was lifted and the lifts among it."""
    return _list().lines


def listed() -> Mapping[Name, Kill]:
    """Return what is gone now."""
    return _list().gone


def killed(thing: str, language: str) -> Kill | None:
    """Return the line by which an entry is gone."""
    gone = listed()
    return gone.get((thing, "")) or gone.get((thing, language)) if gone else None


def names(shown: Iterable[str]) -> bool:
    """Tell whether one of the entries ("7k3m2qx9ab/fr") is gone."""
    return bool(listed()) and any(killed(*name.split("/", 1)) for name in shown)


def written_of(kill: Kill) -> bytes:
    """Return the line that ``read`` reads."""
    return orjson.dumps(kill, option=orjson.OPT_UTC_Z)


def read(line: bytes | str, place: str) -> Kill | None:
    """Return a line's value; None, and a line in the log, where it cannot be read."""
    try:
        values = orjson.loads(line)
        own = {"at": datetime.fromisoformat(values["at"]), "lifts": tuple(values.get("lifts", ()))}
        return Kill(**{"id": _named(line), **values, **own})
    except (ValueError, TypeError, KeyError):
        log.warning("event=kill_line_unreadable place=%s", place)
        return None


def _list() -> List:
    path: Path = settings.KILL_LIST
    try:
        state = path.stat()
    except FileNotFoundError:
        return List({}, {})
    return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(4)
def _read(path: Path, _changed: int, _size: int) -> List:
    found = [
        read(line, f"{path}:{number}")
        for number, line in enumerate(path.read_bytes().splitlines(), 1)
        if line
    ]
    known = {kill.id: kill for kill in found if kill}
    lifted = {one for kill in known.values() for one in kill.lifts}
    standing = [kill for kill in known.values() if not kill.lifts and kill.id not in lifted]
    return List(known, {(kill.thing, kill.language): kill for kill in standing})


def _named(line: bytes | str) -> str:
    """Return the id of a line that somebody wrote by hand, without one."""
    return blake2b(line if isinstance(line, bytes) else line.encode(), digest_size=16).hexdigest()
