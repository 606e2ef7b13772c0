"""What an entry is made of: small frozen values, which the contract hands on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A typed pointer from an entry or a selection to something near it (RFC 8288 relation names)."""

    rel: str
    url: str
    title: str = ""
    media_type: str = ""
    language: str = ""
    thing: str = ""  # public id of what it leads to: it is gone for whoever may not read that


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A media file attached to an entry (RSS enclosure, JSON Feed attachment). ``length`` in bytes."""

    url: str
    media_type: str
    length: int
    duration: float | None = None  # seconds
    captions: tuple[Link, ...] = ()  # WebVTT, one a language
    poster: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A property that entries are selected by: ``Facet("member", "7k3m2qx9ab")``."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who takes part in an entry, with role and group *on that day*."""

    id: str  # public id of the member, empty where the record does not identify the speaker
    name: str
    role: str = ""
    group: str = ""
    area: str = ""
    part: str = ""  # speaker, chair, sponsor, ...
    url: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of an entry's text. ``kind``: text, note, time, reaction, procedural, heading."""

    text: str
    id: str = ""
    kind: str = "text"
    thing: str = ""  # public id of what it repeats: it is gone for whoever may not read that


@dataclass(frozen=True, slots=True)
class Step:
    """A dated step in something that takes time: a stage of a bill, an item of an agenda."""

    title: str
    date: str = ""  # ISO 8601, empty when not yet known
    state: str = ""  # done, current, planned, agreed, rejected, enacted, ...
    body: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """What holds while the body somebody belongs to has no members: an election's title and its disclaimer."""

    title: str
    words: str
    hidden: bool = (
        False  # nothing but these words is shown; else what there was stays, without anything new
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """One line of a division's result: an option, for one group or (group empty) for the whole house."""

    option: str
    count: int
    group: str = ""
