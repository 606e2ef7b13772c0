"""RSS 2.0 read back (rssboard.org/rss-specification), podcasts among it.

Feed readers guess: they take titles that look like HTML for HTML. What was written is compared with what was meant, so
here nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from syndication.contract import Enclosure, Shown
from syndication.errors import InvalidFeedError
from syndication.readback import markup

MEDIA = "{http://search.yahoo.com/mrss/}"
NEEDED = ("title", "link", "description")
"""What a channel must have."""


def read(body: bytes) -> list[Shown]:
    """Return the items; a tombstone is one whose title says so. Raise InvalidFeedError."""
    root = markup.parsed(body, "rss")
    if root.get("version") != "2.0":
        raise InvalidFeedError("It does not say that it is RSS 2.0.", line=1)
    channel = markup.child(root, "channel")
    for name in NEEDED:
        markup.child(channel, name)
    if built := markup.text(channel, "lastBuildDate", needed=False):
        markup.mail_moment(built, markup.line(channel))
    return [_item(item) for item in markup.children(channel, "item")]


def _item(item: etree._Element) -> Shown:
    """Return an item; of title and description it needs one, and ours have titles."""
    guid = markup.child(item, "guid")
    markup.mail_moment(markup.text(item, "pubDate"), markup.line(item))
    if not guid.text:
        raise InvalidFeedError("An item has an empty guid.", line=markup.line(guid))
    return Shown(
        id=str(guid.text),
        title=markup.text(item, "title"),
        url=markup.text(item, "link"),
        enclosures=tuple(dict.fromkeys(_files(item))),
    )


def _files(item: etree._Element) -> Iterator[Enclosure]:
    for found in markup.children(item, "enclosure"):
        markup.said(found, "length")
        yield _file(found, "length")
    for found in item.iter(f"{MEDIA}content"):
        yield _file(found, "fileSize")


def _file(found: etree._Element, length: str) -> Enclosure:
    url, kind = markup.said(found, "url"), markup.said(found, "type")
    return Enclosure(url, kind, markup.count(found, length))
