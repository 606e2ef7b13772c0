"""How long an MP4 file lasts, read from its header alone (ISO/IEC 14496-12, boxes moov and mvhd)."""

from __future__ import annotations

import struct
from pathlib import Path
from struct import unpack
from typing import BinaryIO

ENDINGS = (".mp4", ".m4v", ".m4a", ".mov")
_MOST_BOXES = 4096
"""Boxes looked at: a file of none but tiny ones is no recording."""


class MediaError(Exception):
    """A file that is no MP4 file, or is cut off before it says how long it lasts."""


def is_one(name: str) -> bool:
    """Tell by its name whether a file should be one."""
    return name.lower().endswith(ENDINGS)


def duration(path: Path) -> float | None:
    """Return the seconds a file lasts, None where its header leaves that open (a file written live)."""
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            _whole(file, size)
            _, end = _find(file, b"moov", size)
            place, _ = _find(file, b"mvhd", end)
            file.seek(place)
            return _seconds(file.read(32))
    except (struct.error, OSError, ValueError, OverflowError) as error:
        raise MediaError from error


def _whole(file: BinaryIO, size: int) -> None:
    """Refuse a file of which the last box goes on behind its end: nothing is read there, as of a copy cut off."""
    place = 0
    for _ in range(_MOST_BOXES):
        if place == size:
            break
        file.seek(place)
        length, _kind = unpack(">I4s", file.read(8))
        if length == 1:
            (length,) = unpack(">Q", file.read(8))
        place = place + length if length else size
        if length in range(1, 8):
            raise MediaError
    file.seek(0)


def _find(file: BinaryIO, wanted: bytes, end: int) -> tuple[int, int]:
    """Return where the content of a box begins and ends, and leave the file at its beginning."""
    for _ in range(_MOST_BOXES):
        start = file.tell()
        size, kind = unpack(">I4s", file.read(8))
        header = 8
        if size == 1:
            (size,) = unpack(">Q", file.read(8))
            header = 16
        until = end if size == 0 else start + size
        if kind == wanted:
            return start + header, min(until, end)
        if (size and size < header) or until >= end:
            break
        file.seek(until)
    raise MediaError


def _seconds(box: bytes) -> float | None:
    """Return what a movie header says: version 1 has longer numbers than version 0."""
    if box[0] == 1:
        scale, length = unpack(">IQ", box[20:32])
        unknown = 2**64 - 1
    else:
        scale, length = unpack(">II", box[12:20])
        unknown = 2**32 - 1
    if not scale or length in (0, unknown):
        return None
    return round(length / scale, 3)
