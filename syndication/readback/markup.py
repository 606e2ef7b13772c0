"""XML read as strictly as a feed may be written: well-formed, without a document type, with what is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from lxml import etree

from syndication.errors import InvalidFeedError


def parsed(body: bytes, name: str) -> etree._Element:
    """Return the root, an element of that name; raise InvalidFeedError with the line where it is wrong."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root: Any = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise InvalidFeedError(str(error.msg or error), line=error.lineno or 0) from error
    if root.getroottree().docinfo.doctype:
        raise InvalidFeedError("It has a document type, which feed readers refuse.", line=1)
    if root.tag != name:
        raise InvalidFeedError(f"It begins with <{root.tag}>, not with <{name}>.", line=1)
    found: etree._Element = root
    return found


def children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the elements of a name that stand directly in another."""
    return parent.iterchildren(name)


def child(parent: etree._Element, name: str) -> etree._Element:
    """Return the one element of a name; raise InvalidFeedError where there is none or another."""
    found = list(children(parent, name))
    if len(found) != 1:
        times = "no" if not found else f"{len(found)} times"
        raise InvalidFeedError(
            f"<{_short(parent)}> has {times} <{_local(name)}>.", line=line(parent)
        )
    return found[0]


def text(parent: etree._Element, name: str, *, needed: bool = True) -> str:
    """Return the text of an element, empty where it is not needed and not there."""
    if not needed and parent.find(name) is None:
        return ""
    return "".join(map(str, child(parent, name).itertext()))


def said(element: etree._Element, name: str) -> str:
    """Return an attribute that an element must have."""
    if not (value := element.get(name)):
        raise InvalidFeedError(f"<{_short(element)}> has no {name}.", line=line(element))
    return str(value)


def count(element: etree._Element, name: str) -> int:
    """Return an attribute that is a number of bytes, 0 where nobody says it."""
    value = str(element.get(name) or "0")
    if not (value.isascii() and value.isdecimal()):
        sentence = f"{name}={value[:40]!r} of <{_short(element)}> is no number of bytes."
        raise InvalidFeedError(sentence, line=line(element))
    return int(value)


def moment(value: str, at: int = 0) -> datetime:
    """Return a moment as RFC 3339 has it; ``at`` is the line."""
    try:
        found = datetime.fromisoformat(value)
    except ValueError as error:
        raise InvalidFeedError(f"{value[:40]!r} is no date.", line=at) from error
    if found.tzinfo is None or "T" not in value:
        raise InvalidFeedError(f"{value[:40]!r} says no zone.", line=at)
    return found


def mail_moment(value: str, at: int = 0) -> datetime:
    """Return a moment as RFC 822 has it, with four digits of a year and the right day of the week."""
    try:
        found = parsedate_to_datetime(value)
    except ValueError as error:
        raise InvalidFeedError(f"{value[:40]!r} is no date.", line=at) from error
    if not value.startswith(format_datetime(found)[:25]):
        raise InvalidFeedError(f"{value[:40]!r} is no date.", line=at)
    return found


def line(element: Any) -> int:
    """Return the line on which an element stands."""
    return int(element.sourceline or 0)


def _short(element: etree._Element) -> str:
    return _local(str(element.tag))


def _local(name: str) -> str:
    return name.rpartition("}")[2]
