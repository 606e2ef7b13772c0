"""The whole vocabulary a plugin needs: frozen values and verbs, without Django, to be tested with plain objects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from syndication.values import Enclosure as Enclosure
from syndication.values import Facet as Facet
from syndication.values import Link as Link
from syndication.values import Participant as Participant
from syndication.values import Passage as Passage
from syndication.values import Pause as Pause
from syndication.values import Step as Step
from syndication.values import Tally as Tally


@dataclass(frozen=True, slots=True)
class Entry:
    """One published thing in one language: a speech, a bill, a division, a video, a member's profile.

    ``id`` is for ever and never reused; ``thing`` and ``language`` name the address; ``facets`` are what streams
    select by. A source sets neither ``corrected`` nor ``expires`` nor ``updated`` nor ``revision`` nor ``pause``. Dates
    are aware.
    """

    id: str
    thing: str  # public id of the record, the same in every language
    url: str
    title: str
    summary: str
    kind: str
    language: str
    published: datetime
    updated: datetime
    listed: bool = True  # False for profiles: only streams of their kind list them
    withdrawn: bool = False
    notice: str = ""  # the public note of a correction, or the reason of a withdrawal
    corrected: datetime | None = None  # when the correction was made that the notice tells of
    expires: datetime | None = None  # when it stops being public
    revision: int = 1  # counts its changes, its withdrawal among them
    pause: Pause | None = None  # of a member and of what one said, while there is an election
    until: datetime | None = None  # when it is over, of what takes place and began when it is dated
    original_language: str = ""  # of a translation
    source: str = ""  # who states it: "House of Deputies, sitting 118"
    participants: tuple[Participant, ...] = ()
    passages: tuple[Passage, ...] = ()
    steps: tuple[Step, ...] = ()
    tallies: tuple[Tally, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    links: tuple[Link, ...] = ()
    facets: tuple[Facet, ...] = ()
    part_of: str = ""  # public id of the sitting or debate whose order ``position`` counts
    position: int = 0


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What stands before and after an entry in its debate."""

    previous: Entry | None = None
    following: Entry | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What a renderer shows besides its selection: newest first; ``coming``: from today on, soonest first."""

    name: str
    facets: tuple[Facet, ...]
    limit: int = 5
    coming: bool = False
    forward: bool = False  # from the first on, in the order of the debate


@dataclass(frozen=True, slots=True)
class Embed:
    """A document of ours for other people's pages to frame. ``height`` and ``width`` in CSS pixels."""

    url: str
    title: str
    kind: str  # speech, member, bill, ..., latest
    height: int
    width: int = 600
    video: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """What a stream holds at one moment for one audience, newest first."""

    stream: str  # the canonical text of the query
    title: str
    url: str
    language: str
    entries: tuple[Entry, ...]
    updated: datetime | None = None
    description: str = ""
    publisher: str = ""
    subject: Entry | None = None  # the member, bill or body the stream is about
    links: tuple[Link, ...] = ()
    context: tuple[tuple[str, Neighbours], ...] = ()  # entry id to its neighbours, where asked for
    parts: tuple[tuple[str, tuple[Entry, ...]], ...] = ()  # name to entries, where a renderer asks
    options: tuple[tuple[str, str], ...] = ()  # (("t", "12.4,48"), ("theme", "dark"))
    slug: str = ""  # of a saved stream, which keeps its address when its query changes
    as_of: datetime | None = None  # the last moment at which something it holds began or was over

    def around(self, entry: Entry) -> Neighbours:
        """Return the neighbours of an entry, empty ones where they were not asked for."""
        return dict(self.context).get(entry.id, Neighbours())

    def part(self, name: str) -> tuple[Entry, ...]:
        """Return the entries of a part, none where nothing was found or asked for."""
        return dict(self.parts).get(name, ())

    def option(self, name: str) -> str:
        """Return what the address wishes, empty where it says nothing."""
        return dict(self.options).get(name, "")


@dataclass(frozen=True, slots=True)
class Artefact:
    """A selection written down in one format, ready to be served or sent. ``headers`` go out with it."""

    format: str
    media_type: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """What bytes show of an entry, read back; of what the format does not say, the default.

    ``enclosures`` without captions, poster and duration. What is no entry and only leads somewhere has an empty ``id``.
    """

    id: str
    title: str = ""
    url: str = ""
    updated: datetime | None = None
    enclosures: tuple[Enclosure, ...] | None = None
    withdrawn: bool | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """The promise to bring one artefact to one address; ``id`` is the same over all attempts."""

    artefact: Artefact
    address: str
    attempt: int
    id: str = ""
    topic: str = ""  # the absolute address at which the artefact is published
    secret: str = ""  # what the subscriber gave to know us by


class Source(Protocol):
    """content -> entry"""

    kind: str

    def entries(self, since: datetime | None = None) -> Iterable[Entry]:
        """Yield what is published, everything when ``since`` is None, in a stable order."""


class Renderer(Protocol):
    """selection -> artefact: pure, the same selection gives the same bytes; of ``limit`` entries if it says so."""

    format: str
    media_type: str
    filename: str  # the last part of a published address: "feed.rss"

    def render(self, selection: Selection) -> Artefact: ...


@runtime_checkable
class FeedRenderer(Renderer, Protocol):
    """A renderer that writes an entry once for all feeds; ``assemble`` is given a selection without any."""

    def fragment(self, entry: Entry) -> str: ...

    def assemble(self, selection: Selection, fragments: Iterable[str]) -> Artefact: ...


@runtime_checkable
class ComposedRenderer(Renderer, Protocol):
    """A renderer that shows more than one selection: it finds what ``parts`` names in ``selection.parts``."""

    def parts(self, selection: Selection) -> Iterable[Part]: ...


@runtime_checkable
class ReadableRenderer(Renderer, Protocol):
    """A renderer that can read back what it wrote, for the self-test of feeds, by other means than it writes with."""

    def holds(self, entry: Entry) -> bool:
        """Tell whether the format has a form for an entry; where it has none, the entry is left out."""

    def read(self, body: bytes) -> Sequence[Shown]:
        """Return what the bytes show, in their order; raise InvalidFeedError where they are not valid."""


class Transport(Protocol):
    """delivery -> outside world: ``send`` returns once it is handed over, and raises DeliveryError otherwise."""

    scheme: str

    def send(self, delivery: Delivery) -> None: ...
