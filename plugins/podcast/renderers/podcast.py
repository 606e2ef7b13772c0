"""A selection as a podcast: what of it was recorded, in RSS 2.0 with Apple's and the Podcasting 2.0 namespaces.

An episode is written once (``fragment``) however many podcasts carry it; entries without such a recording are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal
from uuid import UUID, uuid5

from django.conf import settings
from django.templatetags.static import static

from plugins.podcast.conf import PodcastSettings
from plugins.podcast.renderers.chapters import address_of, chapters_of
from syndication import feeds
from syndication.contract import Artefact, Enclosure, Entry, Participant, Selection, Shown
from syndication.readback import rss
from syndication.text import attribute, clean, element

NAMESPACES = (
    'xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:podcast="https://podcastindex.org/namespace/1.0"'
)
MEDIUM = {"audio": "podcast", "video": "video"}
GUIDS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The namespace in which a podcast's address becomes its id (Podcasting 2.0, ``guid``)."""
RECORDED = frozenset({"speech", "video"})
"""Kinds whose tombstones stand in podcasts: of what was withdrawn nobody knows any more whether it was recorded."""


class PodcastRenderer:
    """A podcast of sound or of pictures."""

    media_type = "application/rss+xml; charset=utf-8"

    def __init__(self, medium: Literal["audio", "video"], settings: PodcastSettings) -> None:
        self.format = f"podcast-{medium}"
        self.filename = f"{self.format}.rss"
        self._medium = medium
        self.limit = settings.limit
        self._settings = settings

    def render(self, selection: Selection) -> Artefact:
        """Return the podcast."""
        return self.assemble(selection, map(self.fragment, selection.entries))

    def fragment(self, entry: Entry) -> str:
        """Return one episode, or the notice that stands where it was; nothing of what was not recorded."""
        if not self.holds(entry):
            return ""
        recording = next(filter(self._is_ours, entry.enclosures), None)
        return clean(f"<item>{''.join(_episode(entry, recording))}</item>\n")

    def assemble(self, selection: Selection, fragments: Iterable[str]) -> Artefact:
        """Return a podcast of episodes already written."""
        head = clean("".join(self._channel(selection)))
        body = (
            f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" {NAMESPACES}><channel>'
            f"{head}\n{''.join(fragments)}</channel></rss>\n"
        )
        return Artefact(self.format, self.media_type, body.encode())

    def holds(self, entry: Entry) -> bool:
        """Tell whether it was recorded in this medium, or may have been before it was withdrawn."""
        recorded = any(map(self._is_ours, entry.enclosures))
        return recorded or (entry.withdrawn and entry.kind in RECORDED)

    def read(self, body: bytes) -> Sequence[Shown]:
        """Return what a podcast shows."""
        return rss.read(body)

    def _is_ours(self, enclosure: Enclosure) -> bool:
        return enclosure.media_type.startswith(f"{self._medium}/")

    def _channel(self, selection: Selection) -> Iterator[str]:
        own = feeds.link(selection, "self") or selection.url
        publisher = element(feeds.publisher(selection))
        image = self._settings.image or f"{settings.BASE_URL}{static('podcast/cover.png')}"
        yield f"<title>{element(feeds.title_of_feed(selection))}</title>"
        yield f"<link>{element(selection.url)}</link>"
        yield f"<description>{feeds.words(feeds.about_feed(selection))}</description>"
        yield f"<language>{element(selection.language)}</language>"
        yield f'<atom:link rel="self" href="{attribute(own)}" type="application/rss+xml"/>'
        if hub := feeds.link(selection, "hub"):
            yield f'<atom:link rel="hub" href="{attribute(hub)}"/>'
        if selection.updated:
            yield f"<lastBuildDate>{feeds.mail_moment(selection.updated)}</lastBuildDate>"
        yield f"<itunes:author>{publisher}</itunes:author>"
        if email := self._settings.owner_email:
            name = f"<itunes:name>{publisher}</itunes:name>"
            yield f"<itunes:owner>{name}<itunes:email>{element(email)}</itunes:email></itunes:owner>"
        yield f'<itunes:image href="{attribute(image)}"/>'
        yield f'<itunes:category text="{attribute(self._settings.category)}"/>'
        yield "<itunes:explicit>false</itunes:explicit><itunes:type>episodic</itunes:type>"
        yield f"<podcast:guid>{guid(own)}</podcast:guid>"
        yield f"<podcast:medium>{MEDIUM[self._medium]}</podcast:medium>"
        owner = f' owner="{attribute(email)}"' if email else ""
        yield f"<podcast:locked{owner}>yes</podcast:locked>"


def guid(address: str) -> UUID:
    """Return the id of a podcast: that of its address without scheme and without slashes at the end."""
    return uuid5(GUIDS, address.partition("://")[2].rstrip("/"))


def _episode(entry: Entry, recording: Enclosure | None) -> Iterator[str]:
    title = element(feeds.title_of(entry))
    yield f"<title>{title}</title><itunes:title>{title}</itunes:title><link>{element(entry.url)}</link>"
    yield f'<guid isPermaLink="false">{element(entry.id)}</guid>'
    yield f"<pubDate>{feeds.mail_moment(entry.published)}</pubDate>"
    yield f"<description>{feeds.words(feeds.description_of(entry))}</description>"
    if content := feeds.html_of(entry):
        yield f"<content:encoded>{feeds.cdata(content)}</content:encoded>"
    yield "<itunes:explicit>false</itunes:explicit><itunes:episodeType>full</itunes:episodeType>"
    if recording:
        yield from _recording(recording)
        if chapters_of(entry):
            url = attribute(address_of(entry, recording))
            yield f'<podcast:chapters url="{url}" type="application/json+chapters"/>'
    for person in entry.participants:
        if person.name:
            yield _person(person)


def _recording(recording: Enclosure) -> Iterator[str]:
    url, kind = attribute(recording.url), attribute(recording.media_type)
    yield f'<enclosure url="{url}" length="{recording.length}" type="{kind}"/>'
    if recording.duration:
        yield f"<itunes:duration>{round(recording.duration)}</itunes:duration>"
    for words in recording.captions:
        language = f' language="{attribute(words.language)}"' if words.language else ""
        kind = attribute(words.media_type or "text/vtt")
        yield f'<podcast:transcript url="{attribute(words.url)}" type="{kind}"{language} rel="captions"/>'


def _person(person: Participant) -> str:
    given = {"role": "guest", "href": person.url, "img": person.image}
    said = "".join(f' {name}="{attribute(value)}"' for name, value in given.items() if value)
    return f"<podcast:person{said}>{element(person.name)}</podcast:person>"
