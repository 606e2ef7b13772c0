"""Atom read back (RFC 4287), with the tombstones of RFC 6721."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lxml import etree

from syndication.contract import Enclosure, Shown
from syndication.errors import InvalidFeedError
from syndication.readback import markup

ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


def read(body: bytes) -> list[Shown]:
    """Return the entries in their order, those that a tombstone is for withdrawn; raise InvalidFeedError."""
    root = markup.parsed(body, f"{ATOM}feed")
    for name in ("id", "title", "updated"):
        markup.child(root, f"{ATOM}{name}")
    markup.moment(markup.text(root, f"{ATOM}updated"), markup.line(root))
    signed = root.find(f"{ATOM}author") is not None
    gone = {_deleted(stone) for stone in root.iterchildren(TOMBSTONE)}
    shown = [_entry(item, gone, signed=signed) for item in root.iterchildren(f"{ATOM}entry")]
    if silent := gone - {item.id for item in shown}:
        raise InvalidFeedError(
            f"An entry is deleted, which not all readers are told: {min(silent)}."
        )
    return shown


def _entry(item: etree._Element, gone: Collection[str], *, signed: bool) -> Shown:
    at = markup.line(item)
    if not signed and item.find(f"{ATOM}author") is None:
        raise InvalidFeedError("An entry has no author, nor has its feed.", line=at)
    if not (name := markup.text(item, f"{ATOM}id")):
        raise InvalidFeedError("An entry has an empty id.", line=at)
    return Shown(
        id=name,
        title=markup.text(item, f"{ATOM}title"),
        url=_page(item),
        updated=markup.moment(markup.text(item, f"{ATOM}updated"), at),
        enclosures=tuple(_files(item)),
        withdrawn=name in gone,
    )


def _deleted(stone: etree._Element) -> str:
    """Return which entry a tombstone is for (RFC 6721, section 3)."""
    markup.moment(markup.said(stone, "when"), markup.line(stone))
    return markup.said(stone, "ref")


def _page(item: etree._Element) -> str:
    return next((markup.said(link, "href") for link in _links(item, "alternate")), "")


def _files(item: etree._Element) -> Iterator[Enclosure]:
    for link in _links(item, "enclosure"):
        kind = str(link.get("type") or "")
        yield Enclosure(markup.said(link, "href"), kind, markup.count(link, "length"))


def _links(item: etree._Element, rel: str) -> Iterator[etree._Element]:
    """Yield links of a relation; one that says none is an alternate (RFC 4287, section 4.2.7.2)."""
    found = markup.children(item, f"{ATOM}link")
    return (link for link in found if link.get("rel", "alternate") == rel)
