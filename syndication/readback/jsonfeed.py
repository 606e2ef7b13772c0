"""JSON Feed 1.1 read back (jsonfeed.org/version/1.1), by the JSON that comes with Python."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from syndication.contract import Enclosure, Shown
from syndication.errors import InvalidFeedError
from syndication.readback import markup

VERSION = "https://jsonfeed.org/version/1.1"


def read(body: bytes) -> list[Shown]:
    """Return the items; raise InvalidFeedError where a required member is missing or JSON is broken."""
    try:
        feed = json.loads(body.decode(), parse_constant=_no_number, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise InvalidFeedError(f"{error.msg}.", line=error.lineno) from error
    except UnicodeDecodeError as error:
        raise InvalidFeedError("It is not UTF-8.") from error
    if _member(feed, "version", str) != VERSION:
        raise InvalidFeedError("It does not say that it is JSON Feed 1.1.")
    _member(feed, "title", str)
    return [_item(item) for item in _member(feed, "items", list)]


def _item(item: Any) -> Shown:
    tombstone = item.get("_tombstone") if isinstance(item, dict) else None
    name = _member(item, "id", str)
    if not name or not (item.get("content_html") or item.get("content_text")):
        raise InvalidFeedError(f"The item {name!r} has no id or no content.")
    files = item.get("attachments", [])
    changed = item.get("date_modified") or (tombstone or {}).get("when")
    return Shown(
        id=name,
        title=item.get("title", ""),
        url=item.get("url", ""),
        updated=markup.moment(changed) if changed else None,
        enclosures=tuple(map(_file, files)),
        withdrawn=bool(tombstone),
    )


def _file(found: Any) -> Enclosure:
    url, kind = _member(found, "url", str), _member(found, "mime_type", str)
    return Enclosure(url, kind, found.get("size_in_bytes", 0))


def _member(value: Any, name: str, wanted: type[Any]) -> Any:
    """Return a member that must be there."""
    found = value.get(name) if isinstance(value, dict) else None
    if not isinstance(found, wanted):
        raise InvalidFeedError(f"A required member is missing or of the wrong type: {name}.")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise InvalidFeedError("A member stands twice in the same object.")
    return found


def _no_number(name: str) -> NoReturn:
    raise InvalidFeedError(f"{name} is no JSON.")
