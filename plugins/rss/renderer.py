"""A selection as RSS 2.0, with the content, dc, atom and media modules that readers understand.

An item is written once (``fragment``) however many feeds carry it; a feed is its head, the fragments, its foot.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from plugins.rss.conf import RssSettings
from syndication import feeds
from syndication.contract import Artefact, Enclosure, Entry, Link, Selection, Shown
from syndication.readback import rss
from syndication.text import attribute, clean, element

NAMESPACES = (
    'xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/"'
)
POINTING = frozenset({"self", "hub", "license"})
"""Relations of a feed that its readers follow."""


class RssRenderer:
    """RSS 2.0 (rssboard.org/rss-specification)."""

    media_type = "application/rss+xml; charset=utf-8"
    archived = True

    def __init__(self, settings: RssSettings, length: feeds.Length = "full") -> None:
        self.format = feeds.named("rss", length)
        self.filename = f"{feeds.named('feed', length)}.rss"
        self._length = feeds.carried(length, full_text=settings.full_text)
        self._settings = settings

    def render(self, selection: Selection) -> Artefact:
        """Return the feed."""
        return self.assemble(selection, map(self.fragment, selection.entries))

    def fragment(self, entry: Entry) -> str:
        """Return one item."""
        return clean(f"<item>{''.join(self._item(entry))}</item>")

    def assemble(self, selection: Selection, fragments: Iterable[str]) -> Artefact:
        """Return a feed of fragments already written."""
        head = clean("".join(self._channel(selection)))
        body = (
            f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" {NAMESPACES}><channel>'
            f"{head}\n{chr(10).join(fragments)}\n</channel></rss>\n"
        )
        return Artefact(self.format, self.media_type, body.encode())

    def holds(self, entry: Entry) -> bool:
        """Every entry is an item."""
        return True

    def read(self, body: bytes) -> Sequence[Shown]:
        """Return what a feed shows."""
        return rss.read(body)

    def _channel(self, selection: Selection) -> Iterator[str]:
        yield f"<title>{element(feeds.title_of_feed(selection))}</title>"
        yield f"<link>{element(selection.url)}</link>"
        yield f"<description>{feeds.words(feeds.about_feed(selection))}</description>"
        yield f"<language>{element(selection.language)}</language>"
        for link in selection.links:
            if link.rel in POINTING:
                yield _link(link)
        for link in feeds.in_other_languages(selection, self.filename):
            yield _link(replace(link, media_type=self.media_type))
        for link in feeds.archives(selection, self.filename):
            yield _link(replace(link, media_type=self.media_type))
        if feeds.is_archive(selection):
            yield f'<fh:archive xmlns:fh="{feeds.HISTORY}"/>'
        if selection.updated:
            yield f"<lastBuildDate>{feeds.mail_moment(selection.updated)}</lastBuildDate>"
        yield f"<ttl>{self._settings.ttl}</ttl>"

    def _item(self, entry: Entry) -> Iterator[str]:
        yield f"<title>{element(feeds.title_of(entry))}</title><link>{element(entry.url)}</link>"
        yield f'<guid isPermaLink="false">{element(entry.id)}</guid>'
        yield f"<pubDate>{feeds.mail_moment(entry.published)}</pubDate>"
        yield f"<dc:language>{element(entry.language)}</dc:language>"
        for person in feeds.authors_of(entry):
            yield f"<dc:creator>{element(person.name)}</dc:creator>"
        if words := feeds.description_of(entry, self._length):
            yield f"<description>{feeds.words(words)}</description>"
        if content := feeds.html_of(entry, self._length):
            yield f"<content:encoded>{feeds.cdata(content)}</content:encoded>"
        for enclosure in entry.enclosures[:1]:
            yield _enclosure(enclosure)
        media = [_media(enclosure) for enclosure in entry.enclosures]
        yield f"<media:group>{''.join(media)}</media:group>" if len(media) > 1 else "".join(media)
        if entry.source:
            yield f"<category>{element(entry.source)}</category>"


def _link(link: Link) -> str:
    given = {
        "rel": link.rel,
        "href": link.url,
        "type": link.media_type.partition(";")[0],
        "hreflang": link.language if link.rel == "alternate" else "",
    }
    return f"<atom:link{_said(given)}/>"


def _enclosure(enclosure: Enclosure) -> str:
    return (
        f'<enclosure url="{attribute(enclosure.url)}" length="{enclosure.length}"'
        f' type="{attribute(enclosure.media_type)}"/>'
    )


def _media(enclosure: Enclosure) -> str:
    """Return a recording with its picture and captions (Media RSS 1.5.1)."""
    given = {
        "url": enclosure.url,
        "type": enclosure.media_type,
        "medium": enclosure.media_type.partition("/")[0],
        "fileSize": str(enclosure.length or ""),
        "duration": str(round(enclosure.duration or 0) or ""),
    }
    poster = f'<media:thumbnail url="{attribute(enclosure.poster)}"/>' if enclosure.poster else ""
    captions = (
        f"<media:subTitle{_said({'type': words.media_type, 'lang': words.language, 'href': words.url})}/>"
        for words in enclosure.captions
    )
    return f"<media:content{_said(given)}>{poster}{''.join(captions)}</media:content>"


def _said(given: dict[str, str]) -> str:
    return "".join(f' {name}="{attribute(value)}"' for name, value in given.items() if value)
