"""Catch up with the other hosts: what they told since this one last looked, or, when that is not known, everything."""

from __future__ import annotations

import fcntl
import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson
from django.conf import settings

from syndication.entries import killing
from syndication.entries.killing import Kill
from syndication.publications import comparing, notices, purging
from syndication.publications.memory import memory
from syndication.publications.notices import Place
from syndication.publications.wires import wire

log = logging.getLogger("syndication.hosts")

LONG = notices.KEPT.total_seconds() / 2
"""Seconds of absence after which a host looks at everything."""
BOOT = Path("/proc/sys/kernel/random/boot_id")
"""Changes with every start of the machine, after which the disk may have forgotten the last marks."""


def catch_up() -> None:
    """Do what other hosts told; nothing where this host stands alone."""
    if wire() is None:
        return
    with _alone():
        place = _read()
        news = notices.after(place) if place else None
        if news is None:
            _look_at_everything()
        else:
            _take(news.kills)
            for thing in news.things:
                memory().clear_of(thing)
            comparing.compare(news.addresses)
            _write(news.place)


def agree_on_kills() -> None:
    """Tell what is on this host's kill-list alone, and take over what is missing there."""
    if wire() is None:
        return
    with _alone():
        _take(notices.kills_but(killing.lines()))
        told = notices.kill_ids()
        notices.tell([], [kill for kill in killing.lines().values() if kill.id not in told])


def _look_at_everything() -> None:
    place = notices.begin()
    _take(notices.kills_but(killing.lines()))
    changed = comparing.compare_everything()
    _write(place)
    log.info("event=compared_everything changed=%s", changed)


def _take(kills: Iterable[Kill]) -> None:
    for thing in sorted(killing.take(kills)):
        purging.order(memory().kill(thing), first=True)


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process of this host read at a time."""
    with (_root() / "catching-up").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _read() -> Place | None:
    """Return up to where this host has read, None when it cannot rely on that."""
    try:
        values = orjson.loads((_root() / "place.json").read_bytes())
        if values.pop("boot") != _boot() or time.time() - values.pop("at") > LONG:
            return None
        return Place(**{**values, "seen": tuple(values["seen"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _write(place: Place) -> None:
    new = _root() / ".new-place"
    new.write_bytes(
        orjson.dumps({**orjson.loads(orjson.dumps(place)), "boot": _boot(), "at": time.time()})
    )
    new.replace(_root() / "place.json")


def _boot() -> str:
    return BOOT.read_text().strip() if BOOT.exists() else ""


def _root() -> Path:
    root = Path(settings.PUBLISHED_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    return root
