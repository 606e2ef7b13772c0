"""A selection as JSON Feed. An item is written once (``fragment``) however many feeds carry it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

import orjson

from plugins.jsonfeed.conf import JsonfeedSettings
from syndication import feeds
from syndication.contract import Artefact, Enclosure, Entry, Participant, Selection, Shown
from syndication.readback import jsonfeed
from syndication.text import clean, holds_unclean
from syndication.vocabulary import kind_of_one

VERSION = "https://jsonfeed.org/version/1.1"
ABOUT = "https://www.rfc-editor.org/rfc/rfc6721"
"""What the extension ``_tombstone`` says is what a tombstone says in Atom."""


class JsonfeedRenderer:
    """JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

    media_type = "application/feed+json; charset=utf-8"
    archived = True

    def __init__(self, settings: JsonfeedSettings, length: feeds.Length = "full") -> None:
        self.format = feeds.named("jsonfeed", length)
        self.filename = f"{feeds.named('feed', length)}.json"
        self._length = feeds.carried(length, full_text=settings.full_text)

    def render(self, selection: Selection) -> Artefact:
        """Return the feed."""
        return self.assemble(selection, map(self.fragment, selection.entries))

    def fragment(self, entry: Entry) -> str:
        """Return one item."""
        return _written(self._item(entry))

    def assemble(self, selection: Selection, fragments: Iterable[str]) -> Artefact:
        """Return a feed of fragments already written."""
        head = _written(self._feed(selection)).removesuffix("}")
        items = ",\n".join(fragments)
        body = f'{head},"items":[\n{items}\n]}}\n'
        return Artefact(self.format, self.media_type, body.encode())

    def holds(self, entry: Entry) -> bool:
        """Every entry is an item."""
        return True

    def read(self, body: bytes) -> Sequence[Shown]:
        """Return what a feed shows."""
        return jsonfeed.read(body)

    def _feed(self, selection: Selection) -> dict[str, Any]:
        hub = feeds.link(selection, "hub")
        older = feeds.link(selection, "prev-archive")
        return _filled(
            version=VERSION,
            title=feeds.title_of_feed(selection),
            home_page_url=selection.url,
            feed_url=feeds.link(selection, "self"),
            next_url=f"{older}{self.filename}" if older else "",
            description=feeds.about_feed(selection),
            language=selection.language,
            authors=[{"name": feeds.publisher(selection)}],
            hubs=[{"type": "WebSub", "url": hub}] if hub else [],
        )

    def _item(self, entry: Entry) -> dict[str, Any]:
        html, words = feeds.html_of(entry, self._length), feeds.description_of(entry, self._length)
        return _filled(
            id=entry.id,
            url=entry.url,
            title=feeds.title_of(entry),
            content_html=html,
            content_text="" if html else words or feeds.title_of(entry) or entry.id,
            summary=words,
            date_published=feeds.moment(entry.published),
            date_modified=feeds.moment(entry.updated),
            authors=[_author(person) for person in feeds.authors_of(entry)],
            tags=[tag for tag in (kind_of_one(entry.kind), entry.source) if tag],
            language=entry.language,
            attachments=[_attachment(enclosure) for enclosure in entry.enclosures],
            _tombstone=_tombstone(entry),
        )


def _tombstone(entry: Entry) -> dict[str, Any]:
    """Return since when an item is withdrawn and why, nothing for one that is not."""
    if not entry.withdrawn:
        return {}
    return {"about": ABOUT, "when": feeds.moment(entry.updated), "comment": entry.notice}


def _author(person: Participant) -> dict[str, Any]:
    return _filled(name=person.name, url=person.url, avatar=person.image)


def _attachment(enclosure: Enclosure) -> dict[str, Any]:
    return _filled(
        url=enclosure.url,
        mime_type=enclosure.media_type,
        size_in_bytes=enclosure.length,
        duration_in_seconds=round(enclosure.duration) if enclosure.duration else None,
    )


def _filled(**given: Any) -> dict[str, Any]:
    """Return what is said; what is not known is left out."""
    return {name: value for name, value in given.items() if value}


def _written(value: dict[str, Any]) -> str:
    with suppress(TypeError):  # a lone surrogate
        written = orjson.dumps(value)
        if not holds_unclean(written):
            return written.decode()
    return orjson.dumps(_clean(value)).decode()


def _clean(value: Any) -> Any:
    """Return a value whose texts hold nothing that no document may."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {name: _clean(item) for name, item in value.items()}
    return [_clean(item) for item in value] if isinstance(value, list) else value
