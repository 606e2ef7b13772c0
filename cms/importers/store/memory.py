"""What one file said the last time it was imported: its own changes are told from what other files said since.

Kept in sixteen bytes a record: a hash of its id, with the kind in the last four bits, and the beginning of its digest.
"""

from __future__ import annotations

import struct
from collections.abc import Set
from hashlib import blake2b

KINDS = (
    "organization",
    "area",
    "member",
    "membership",
    "sitting",
    "section",
    "bill",
    "bill_text",
    "division",
    "speech",
    "video",
    "document",
)
"""Only ever added to at the end: the place of a kind is stored."""

_PLACES = {kind: place for place, kind in enumerate(KINDS)}
_KIND_BITS = 0xF


def key_of(kind: str, source_id: str) -> int:
    """Return the number a record is remembered by."""
    mark = blake2b(f"{kind}\n{source_id}".encode(), digest_size=8).digest()
    return int.from_bytes(mark) & ~_KIND_BITS | _PLACES[kind]


def kinds_of(keys: Set[int]) -> set[str]:
    """Return the kinds of record that keys stand for."""
    return {KINDS[key & _KIND_BITS] for key in keys}


def keys_in(packed: bytes) -> Set[int]:
    """Return the keys of what a file said."""
    return _unpacked(packed).keys()


class Memory:
    """One file's words: those of the last time, and those of now."""

    def __init__(self, packed: bytes = b"") -> None:
        self._before = _unpacked(packed)
        self._now: dict[int, int] = {}

    def repeats(self, kind: str, source_id: str, digest: str) -> bool:
        """Remember what the file says of a record; tell whether it said just this the last time."""
        key, said = key_of(kind, source_id), _beginning(digest)
        self._now[key] = said
        return self._before.get(key) == said

    def mention(self, kind: str, source_id: str) -> None:
        """Remember that the file speaks of something without describing it."""
        self._now.setdefault(key_of(kind, source_id), 0)

    def wrote(self, kind: str, source_id: str, digest: str) -> bool:
        """Tell whether what is stored are this file's own words of the last time."""
        return self._before.get(key_of(kind, source_id)) == _beginning(digest)

    @property
    def gone(self) -> Set[int]:
        """What the file no longer speaks of."""
        return self._before.keys() - self._now.keys()

    @property
    def replaced(self) -> bool:
        """Tell whether it is another file under the same name, or a mere remnant: less than half of it is left."""
        kept = len(self._before.keys() & self._now.keys())
        return 2 * kept < len(self._before)

    def packed(self) -> bytes:
        """Return what is to be kept until the next time."""
        numbers = [number for pair in sorted(self._now.items()) for number in pair]
        return struct.pack(f"<{len(numbers)}Q", *numbers)


def _beginning(digest: str) -> int:
    return int(digest[:16] or "0", 16)


def _unpacked(packed: bytes) -> dict[int, int]:
    numbers = struct.unpack(f"<{len(packed) // 8}Q", packed)
    return dict(zip(numbers[::2], numbers[1::2], strict=True))
