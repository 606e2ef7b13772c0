"""An entry as stored text and back, and the hash that tells whether it changed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

import orjson

from syndication.contract import Enclosure, Entry, Facet, Link, Participant, Passage, Step, Tally
from syndication.errors import BrokenEntryError
from syndication.text import clean, holds_unclean

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OF_NOTHING = b',"thing":""}'
"""How JSON ends a passage or a link that names no thing; within a text the marks would be escaped."""
_OF_NO_LENGTH = b'"until":null,'
"""How JSON writes of an entry that it takes no time."""
_OF_NO_PAUSE = b'"pause":null,'
_OF_NO_REVISION = b'"revision":1,'
"""How JSON writes of an entry what the engine keeps beside it; within a text the marks would be escaped."""
_PARTS: Mapping[str, type[Any]] = {
    "participants": Participant,
    "passages": Passage,
    "steps": Step,
    "tallies": Tally,
    "links": Link,
    "facets": Facet,
}


def write(entry: Entry) -> bytes:
    """Return the entry as JSON without the dates the engine keeps beside it; same entry, same bytes.

    A moment is written in UTC: a source may tell it by the chamber's clock, the database tells it by that one. That a
    passage or a link names no thing, and an entry no end, is not written.
    """
    published = entry.published.astimezone(UTC)
    plain = replace(
        entry,
        published=published,
        updated=_EPOCH,
        corrected=None,
        expires=None,
        revision=1,
        pause=None,
    )
    if entry.until:
        plain = replace(plain, until=entry.until.astimezone(UTC))
    written = orjson.dumps(plain, option=orjson.OPT_UTC_Z).replace(_OF_NOTHING, b"}")
    for nothing in (_OF_NO_LENGTH, _OF_NO_PAUSE, _OF_NO_REVISION):
        written = written.replace(nothing, b"")
    return written


def kept(entry: Entry) -> tuple[Entry, bytes]:
    """Return the entry and its JSON, without characters that no database and no XML document holds."""
    with suppress(TypeError):  # a lone surrogate
        written = write(entry)
        if not holds_unclean(written):
            return entry, written
    entry = _cleaned(entry)
    return entry, write(entry)


def read(value: str | bytes, *, updated: datetime, revision: int = 1) -> Entry:
    """Return the entry that ``write`` stored; raise BrokenEntryError for what it cannot have written."""
    try:
        return _entry(orjson.loads(value), updated, revision)
    except (ValueError, TypeError, KeyError) as error:
        raise BrokenEntryError(f"What is stored is no entry: {error}") from error


def address(value: str | bytes) -> str:
    """Return only the address of what ``write`` stored, empty where it cannot be read."""
    with suppress(ValueError, TypeError, KeyError):
        return str(orjson.loads(value)["url"])
    return ""


def _entry(values: dict[str, Any], updated: datetime, revision: int) -> Entry:
    for name, part in _PARTS.items():
        values[name] = tuple(part(**item) for item in values[name])
    values["enclosures"] = tuple(_enclosure(item) for item in values["enclosures"])
    for name in ("published", "until"):
        if values.get(name):
            values[name] = datetime.fromisoformat(values[name])
    values["updated"] = updated
    values["revision"] = revision
    return Entry(**values)


def content_hash(written: bytes) -> str:
    """Return 32 hex digits over what ``write`` wrote."""
    return blake2b(written, digest_size=16).hexdigest()


def moved(before: str, after: str) -> bool:
    """Tell whether the address is all that differs between two snapshots; of a broken one, more does."""
    with suppress(ValueError, TypeError, KeyError):
        old, new = orjson.loads(before), orjson.loads(after)
        return bool(old["url"] != new["url"] and {**old, "url": new["url"]} == new)
    return False


def tombstone(entry: Entry, *, reason: str, at: datetime) -> Entry:
    """Return what is left of a withdrawn entry: its id, address, kind, date and the public reason."""
    return Entry(
        id=entry.id,
        thing=entry.thing,
        url=entry.url,
        title=entry.title,
        summary="",
        kind=entry.kind,
        language=entry.language,
        published=entry.published,
        updated=at,
        listed=entry.listed,
        withdrawn=True,
        expires=entry.expires,
        revision=entry.revision,
        notice=reason,
        source=entry.source,
        facets=entry.facets,
        part_of=entry.part_of,
        position=entry.position,
    )


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(map(_cleaned, value))
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: _cleaned(getattr(value, field.name)) for field in fields(value)}
        return replace(value, **parts)
    return value


def _enclosure(item: dict[str, Any]) -> Enclosure:
    return Enclosure(**{**item, "captions": tuple(Link(**link) for link in item["captions"])})
