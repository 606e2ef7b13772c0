"""A selection as RSS 2.0, with the content, dc and atom modules that readers understand.

An item is written once (``fragment``) however many feeds carry it; a feed is its head, the fragments, its foot.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from email.utils import format_datetime

from plugins.rss.conf import RssSettings
from syndication import feeds
from syndication.contract import Artefact, Enclosure, Entry, Selection
from syndication.text import xml

NAMESPACES = (
    'xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


class RssRenderer:
    """RSS 2.0 (rssboard.org/rss-specification)."""

    format = "rss"
    media_type = "application/rss+xml; charset=utf-8"
    filename = "feed.rss"

    def __init__(self, settings: RssSettings) -> None:
        self._settings = settings

    def render(self, selection: Selection) -> Artefact:
        """Return the feed."""
        return self.assemble(selection, map(self.fragment, selection.entries))

    def fragment(self, entry: Entry) -> str:
        """Return one item."""
        return f"<item>{''.join(self._item(entry))}</item>"

    def assemble(self, selection: Selection, fragments: Iterable[str]) -> Artefact:
        """Return a feed of fragments already written."""
        head = "".join(self._channel(selection))
        body = (
            f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" {NAMESPACES}><channel>'
            f"{head}\n{chr(10).join(fragments)}\n</channel></rss>\n"
        )
        return Artefact(self.format, self.media_type, body.encode())

    def _channel(self, selection: Selection) -> Iterator[str]:
        yield f"<title>{xml(feeds.title_of_feed(selection))}</title>"
        yield f"<link>{xml(selection.url)}</link>"
        yield f"<description>{feeds.words(feeds.about_feed(selection))}</description>"
        yield f"<language>{xml(selection.language)}</language>"
        for link in selection.links:
            if link.rel != "alternate":
                kind = f' type="{xml(link.media_type)}"' if link.media_type else ""
                yield f'<atom:link rel="{xml(link.rel)}" href="{xml(link.url)}"{kind}/>'
        if selection.updated:
            yield f"<lastBuildDate>{format_datetime(selection.updated)}</lastBuildDate>"
        yield f"<ttl>{self._settings.ttl}</ttl>"

    def _item(self, entry: Entry) -> Iterator[str]:
        yield f"<title>{xml(feeds.title_of(entry))}</title><link>{xml(entry.url)}</link>"
        yield f'<guid isPermaLink="false">{xml(entry.id)}</guid>'
        yield f"<pubDate>{format_datetime(entry.published)}</pubDate>"
        yield f"<dc:language>{xml(entry.language)}</dc:language>"
        for person in feeds.authors_of(entry):
            yield f"<dc:creator>{xml(person.name)}</dc:creator>"
        yield f"<description>{feeds.words(feeds.description_of(entry))}</description>"
        if self._settings.full_text and (content := feeds.html_of(entry)):
            yield f"<content:encoded>{xml(content)}</content:encoded>"
        for enclosure in entry.enclosures[:1]:
            yield self._enclosure(enclosure)
        if entry.source:
            yield f"<category>{xml(entry.source)}</category>"

    @staticmethod
    def _enclosure(enclosure: Enclosure) -> str:
        return (
            f'<enclosure url="{xml(enclosure.url)}" length="{enclosure.length}"'
            f' type="{xml(enclosure.media_type)}"/>'
        )
