"""What a record says, as 32 hex digits: how complete it is in the first one, a hash in the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

import orjson

from cms.importers.reading import SourceError

_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


def digest(record: Any, around: Sequence[str] = ()) -> str:
    """Return the digest of a record, and of what it names that is not known and what it takes from others.

    Once that is another, so is the digest, and the record is filled again. What no database can hold is refused.
    """
    try:
        text = orjson.dumps(record, default=dict)
    except TypeError:
        raise SourceError(
            "it holds half a character (a lone surrogate)", element=_place(record)
        ) from None
    if b"\\u0000" in text and _NUL.search(text):
        raise SourceError("it holds a NUL character", element=_place(record))
    if around:
        text += orjson.dumps(around)
    weight = getattr(record, "weight", 0)
    return f"{weight:x}{blake2b(text, digest_size=16).hexdigest()[:31]}"


def supersedes(found: str, known: str) -> bool:
    """Tell whether a digest stands for other words, from a description at least as complete."""
    return found != known and found[:1] >= known[:1]


def _place(record: Any) -> str:
    return f"{type(record).__name__.lower()} {record.id}".encode("ascii", "replace").decode()
