"""A selection as Atom, with the tombstones of RFC 6721, each beside an entry that says the same to other readers.

An entry is written once (``fragment``) however many feeds carry it; a feed is its head, the fragments, its foot.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from plugins.atom.conf import AtomSettings
from syndication import feeds
from syndication.contract import Artefact, Enclosure, Entry, Link, Selection, Shown
from syndication.readback import atom
from syndication.text import attribute, clean, element
from syndication.vocabulary import kind_of_one

NAMESPACES = 'xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"'
POINTING = frozenset({"up", "via", "related", "describes", "license"})
"""Relations of an entry that Atom's readers may know (IANA's registry of link relations)."""


class AtomRenderer:
    """Atom (RFC 4287)."""

    media_type = "application/atom+xml; charset=utf-8"
    archived = True

    def __init__(self, settings: AtomSettings, length: feeds.Length = "full") -> None:
        self.format = feeds.named("atom", length)
        self.filename = f"{feeds.named('feed', length)}.atom"
        self._length = feeds.carried(length, full_text=settings.full_text)

    def render(self, selection: Selection) -> Artefact:
        """Return the feed."""
        return self.assemble(selection, map(self.fragment, selection.entries))

    def fragment(self, entry: Entry) -> str:
        """Return one entry; what was withdrawn is deleted, and says so to readers who know no tombstones."""
        stone = _tombstone(entry) if entry.withdrawn else ""
        said = "".join(self._entry(entry))
        return clean(f'{stone}<entry xml:lang="{attribute(entry.language)}">{said}</entry>')

    def assemble(self, selection: Selection, fragments: Iterable[str]) -> Artefact:
        """Return a feed of fragments already written."""
        head = clean("".join(self._feed(selection)))
        body = (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            f'<feed {NAMESPACES} xml:lang="{attribute(selection.language)}">'
            f"{head}\n{chr(10).join(fragments)}\n</feed>\n"
        )
        return Artefact(self.format, self.media_type, body.encode())

    def holds(self, entry: Entry) -> bool:
        """Every entry is an item."""
        return True

    def read(self, body: bytes) -> Sequence[Shown]:
        """Return what a feed shows."""
        return atom.read(body)

    def _feed(self, selection: Selection) -> Iterator[str]:
        yield f"<id>{element(feeds.id_of_feed(selection, self.format))}</id>"
        yield f"<title>{element(feeds.title_of_feed(selection))}</title>"
        yield f"<subtitle>{element(feeds.about_feed(selection))}</subtitle>"
        yield f"<updated>{feeds.moment(feeds.updated(selection))}</updated>"
        yield f"<author><name>{element(feeds.publisher(selection))}</name></author>"
        yield _link(Link("alternate", selection.url, "", "text/html", selection.language))
        for link in feeds.in_other_languages(selection, self.filename):
            yield _link(Link("alternate", link.url, link.title, self._kind, link.language))
        for link in selection.links:
            if link.rel != "alternate" and link.rel not in feeds.ARCHIVES:
                yield _link(link)
        for link in feeds.archives(selection, self.filename):
            yield _link(replace(link, media_type=self._kind))
        if feeds.is_archive(selection):
            yield f'<fh:archive xmlns:fh="{feeds.HISTORY}"/>'

    def _entry(self, entry: Entry) -> Iterator[str]:
        yield f"<id>{element(entry.id)}</id>"
        yield f"<title>{element(feeds.title_of(entry))}</title>"
        yield _link(Link("alternate", entry.url, "", "text/html", entry.language))
        yield f"<published>{feeds.moment(entry.published)}</published>"
        yield f"<updated>{feeds.moment(entry.updated)}</updated>"
        for person in feeds.authors_of(entry):
            uri = f"<uri>{element(person.url)}</uri>" if person.url else ""
            yield f"<author><name>{element(person.name)}</name>{uri}</author>"
        yield f'<category term="{attribute(entry.kind)}" label="{attribute(kind_of_one(entry.kind))}"/>'
        if entry.source:
            yield f'<category term="{attribute(entry.source)}"/>'
        if words := feeds.description_of(entry, self._length):
            yield f"<summary>{element(words)}</summary>"
        if content := feeds.html_of(entry, self._length):
            yield f'<content type="html">{feeds.cdata(content)}</content>'
        for enclosure in entry.enclosures:
            yield _enclosure(enclosure)
        for link in entry.links:
            if link.rel in POINTING and link.url:
                yield _link(link)

    @property
    def _kind(self) -> str:
        return self.media_type.partition(";")[0]


def _tombstone(entry: Entry) -> str:
    """Return what says that an entry is deleted, when and why (RFC 6721, section 3)."""
    return (
        f'<at:deleted-entry ref="{attribute(entry.id)}" when="{feeds.moment(entry.updated)}"'
        f' xml:lang="{attribute(entry.language)}"><at:comment>{element(entry.notice)}</at:comment></at:deleted-entry>'
    )


def _link(link: Link) -> str:
    given = {
        "rel": link.rel,
        "href": link.url,
        "type": link.media_type.partition(";")[0],
        "hreflang": link.language,
        "title": link.title,
    }
    said = (f' {name}="{attribute(value)}"' for name, value in given.items() if value)
    return f"<link{''.join(said)}/>"


def _enclosure(enclosure: Enclosure) -> str:
    length = f' length="{enclosure.length}"' if enclosure.length else ""
    return (
        f'<link rel="enclosure" href="{attribute(enclosure.url)}" type="{attribute(enclosure.media_type)}"'
        f"{length}/>"
    )
