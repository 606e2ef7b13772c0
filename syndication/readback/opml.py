"""OPML 2.0 read back (opml.org/spec2.opml): a list of feeds, which are no entries and have no id."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from syndication.contract import Shown
from syndication.errors import InvalidFeedError
from syndication.readback import markup


def read(body: bytes) -> list[Shown]:
    """Return where the list leads to, feeds and their pages; raise InvalidFeedError."""
    root = markup.parsed(body, "opml")
    if root.get("version") != "2.0":
        raise InvalidFeedError("It does not say that it is OPML 2.0.", line=1)
    markup.child(root, "head")
    found = list(markup.child(root, "body").iter("outline"))
    if not found:
        raise InvalidFeedError("It lists nothing.", line=markup.line(root))
    return [shown for outline in found for shown in _outline(outline)]


def _outline(outline: etree._Element) -> Iterator[Shown]:
    title = str(outline.get("text", ""))
    if outline.get("text") is None:
        raise InvalidFeedError("An outline has no text.", line=markup.line(outline))
    if outline.get("type") == "rss":
        yield Shown(id="", title=title, url=markup.said(outline, "xmlUrl"))
        yield Shown(id="", title=title, url=str(outline.get("htmlUrl") or ""))
