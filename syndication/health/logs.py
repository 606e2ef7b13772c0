"""Count what a web server answered by itself, from a log that holds no reader: each line once, however often read.

A line is ``MINUTE SITE STATUS KIND THEME FORM`` (deploy/nginx.conf). With the numbers goes into the record up to where
the file was read. A file that took its place is another one; what was left of the one before is looked for beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from syndication.health import counts
from syndication.health.models import EmbedLog
from syndication.health.seeing import KINDS, THEMES, Form, Seen, outcome_of
from syndication.health.sites import site

PIECE = 4 * 1024 * 1024
"""Bytes that are counted at once, in one transaction."""
LONGEST = 4096
"""Bytes of a line; a longer one is none of ours."""

_LINE = re.compile(
    r"(?P<minute>\d{4}-\d\d-\d\dT\d\d:\d\d(?:[+-]\d\d:\d\d|Z)) (?P<site>\S+)"
    r" (?P<status>\d{3}) (?P<kind>\S+) (?P<theme>\S+) (?P<form>\S+)",
    re.ASCII,
)


@dataclass
class Result:
    """What reading came to: lines counted, lines that are none of ours, and whether some may have been missed."""

    counted: int = 0
    strange: int = 0
    missed: bool = False


def read(path: Path) -> Result:
    """Count every whole line that was not counted before."""
    path, result = path.resolve(), Result()
    while _read_on(path, result):
        pass
    return result


def _read_on(path: Path, result: Result) -> bool:
    """Count the next piece; tell whether there may be more. Whoever else reads the same log waits."""
    with transaction.atomic():
        EmbedLog.objects.get_or_create(path=str(path))
        mark = EmbedLog.objects.select_for_update().get(path=str(path))
        files = _files(path)
        found = _begun(mark, files)
        if found is None:
            result.missed |= mark.place > 0
            found, mark.place = path, 0
        lines, place = _piece(found, mark.place)
        later = files[files.index(found) + 1 :]
        if not lines and later and later[0].stat().st_size:  # the one before is read to its end
            found, place = later[0], 0
        mark.head, mark.place = _head(found), place
        numbers = _numbers(lines, result)
        if numbers:
            counts.add(numbers)
        mark.save()
    return bool(lines) or found in later


def _files(path: Path) -> list[Path]:
    """Return the log with what was turned over from it, oldest first."""
    older = [other for other in path.parent.glob(f"{path.name}?*") if other.is_file()]
    return [*sorted(older, key=lambda other: other.stat().st_mtime), path]


def _begun(mark: EmbedLog, files: list[Path]) -> Path | None:
    """Return where the file is that is read up to the mark: in its place, turned over, or copied; None for nowhere."""
    if not mark.head:
        return files[-1]
    return next(
        (
            file
            for file in reversed(files)
            if _head(file) == mark.head and file.stat().st_size >= mark.place
        ),
        None,
    )


def _head(path: Path) -> str:
    """Return the digest of a file's first line, which no later file has; nothing as long as it is not whole."""
    with path.open("rb") as file:
        first = file.readline(LONGEST)
    return sha256(first).hexdigest() if first.endswith(b"\n") else ""


def _piece(path: Path, place: int) -> tuple[list[bytes], int]:
    """Return the whole lines that come next, and the place after them."""
    with path.open("rb") as file:
        file.seek(place)
        piece = file.read(PIECE)
    whole = piece.rfind(b"\n") + 1
    return piece[:whole].splitlines(), place + whole


def _numbers(lines: list[bytes], result: Result) -> Counter[tuple[date, Seen]]:
    today = timezone.localdate()
    since = today - timedelta(days=settings.EMBED_HEALTH_DAYS)
    numbers: Counter[tuple[date, Seen]] = Counter()
    for line in lines:
        found = _seen(line)
        if found is None or found[0] > today + timedelta(days=1):
            result.strange += 1
            continue
        result.counted += 1
        if found[0] > since:
            numbers[found] += 1
    return numbers


def _seen(line: bytes) -> tuple[date, Seen] | None:
    found = _LINE.fullmatch(line[:LONGEST].decode("latin-1"))
    if not found or found["kind"] not in KINDS or found["form"] not in Form.values:
        return None
    try:
        minute = datetime.fromisoformat(found["minute"])
    except ValueError:
        return None
    theme = found["theme"] if found["theme"] in THEMES else ""
    outcome = outcome_of(int(found["status"]))
    seen = Seen(site(found["site"]), found["kind"], theme, found["form"], outcome)
    return timezone.localdate(minute), seen
