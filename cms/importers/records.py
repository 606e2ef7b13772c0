"""What a source file says, as frozen records: the only words a format speaks to the store.

Ids and references are the *source's own* ids, unique within one format and parliament; the store turns them into rows.
Names follow Popolo (persons, organizations, memberships, votes) and Akoma Ntoso (debate sections, speeches, bills).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Texts = Mapping[str, str]
"""One text in several languages: BCP 47 code to text, the source's own language first."""

NO_TEXTS: Texts = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Identifier:
    """The id of the same thing in another system (Popolo ``identifiers``)."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Person:
    """A human being (Popolo Person). ``names`` holds the same name in other languages or scripts."""

    id: str
    name: str
    names: Texts = field(default_factory=dict)
    given_name: str = ""
    family_name: str = ""
    gender: str = ""  # "female", "male" or the source's own word
    birth_date: str = ""  # ISO 8601, may be a bare year
    death_date: str = ""
    biography: Texts = field(default_factory=dict)
    image: str = ""  # URL, or a path relative to the source file
    email: str = ""
    links: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True)
class Organization:
    """A chamber, government, group, party or committee (Popolo Organization)."""

    id: str
    classification: str  # one of CLASSIFICATIONS
    names: Texts
    abbreviation: str = ""
    parent: str = ""  # organization id
    seats: int | None = None
    start: str = ""
    end: str = ""
    identifiers: tuple[Identifier, ...] = ()


CLASSIFICATIONS = ("parliament", "chamber", "government", "group", "party", "committee", "other")


@dataclass(frozen=True, slots=True)
class Area:
    """A constituency (Popolo Area)."""

    id: str
    names: Texts
    identifiers: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True)
class Membership:
    """A person in an organization for a time (Popolo Membership).

    ``start`` and ``end`` are ISO 8601 and may be bare years or empty: empty end means "still", empty start "not known".
    """

    id: str
    person: str
    organization: str
    role: str = "member"  # member, chair, deputy chair, minister, head, or the source's own word
    labels: Texts = field(default_factory=dict)  # how the role is written, "Minister of Health"
    area: str = ""
    on_behalf_of: str = ""  # the group or party, organization id
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One meeting of a chamber or committee on one day."""

    id: str
    body: str  # organization id of the chamber or committee
    date: str  # ISO 8601 day
    titles: Texts
    language: str
    number: str = ""
    session: str = ""
    term: str = ""
    start: str = ""  # HH:MM local time
    end: str = ""
    url: str = ""  # where the source publishes it
    identifiers: tuple[Identifier, ...] = ()
    weight: int = 0  # 0 to 15: a less complete description never replaces a more complete one


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the debate or an item of the agenda (Akoma Ntoso debateSection). Comes after its sitting."""

    id: str
    sitting: str
    titles: Texts  # may be empty: some sources have sections without a head
    position: int  # order within the sitting, from 1
    parent: str = ""  # section id
    bills: tuple[str, ...] = ()  # bill ids or numbers debated here


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a speech. ``kind``: text, note, time, reaction (applause, interruption), procedural."""

    text: str
    id: str = ""
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Speech:
    """One turn of speaking, in one language. Comes after its section.

    A speaker the source does not identify keeps its printed name in ``speaker_name`` ("The Chair"), never dropped.
    ``language`` is that of the text; a translation names its original in ``translation_of``.
    """

    id: str
    sitting: str
    position: int  # order within the sitting, from 1
    language: str
    paragraphs: tuple[Paragraph, ...]
    section: str = ""
    speaker: str = ""  # person id
    speaker_name: str = ""
    role: str = ""  # office held when speaking, as printed: "Minister of Health"
    part: str = "regular"  # chair, regular, guest, procedural
    group: str = ""  # organization id of the group or party on that day, where the source says it
    group_name: str = ""
    start: str = ""  # ISO 8601 date-time, or HH:MM[:SS] local time
    end: str = ""
    translation_of: str = ""  # speech id
    url: str = ""
    bills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VoteCast:
    """One member's choice in a division. ``option``: yes, no, abstain, absent, paired."""

    person: str  # person id, may be empty where only a name is known
    option: str
    name: str = ""
    teller: bool = False


@dataclass(frozen=True, slots=True)
class Division:
    """A recorded vote of a house (Popolo VoteEvent)."""

    id: str
    body: str  # organization id
    date: str
    titles: Texts
    counts: Mapping[str, int]  # option -> number, as the source states it
    sitting: str = ""
    section: str = ""
    number: str = ""
    time: str = ""
    result: str = ""  # agreed, rejected, or empty where not stated
    bill: str = ""
    votes: tuple[VoteCast, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A step in a bill's life, in the order of the source.

    ``code`` is one of STAGE_CODES; ``outcome``: agreed, rejected, amended, withdrawn, planned, or empty.
    """

    code: str
    titles: Texts
    date: str = ""
    end: str = ""
    body: str = ""  # organization id
    body_name: str = ""
    outcome: str = ""
    note: str = ""  # what the source says of it, one sentence
    url: str = ""


STAGE_CODES = (
    "introduction", "first_reading", "second_reading", "committee", "report", "third_reading", "plenary",
    "other_chamber", "conference", "new_reading", "final_reading", "constitutional_review", "assent", "veto", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clause:
    """An article or clause of a bill's text."""

    number: str
    text: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Bill:
    """A law being made."""

    id: str
    number: str  # as people cite it: "HD-2026-14", "H.R. 2471"
    titles: Texts
    language: str
    kind: str = ""  # "bill", "private member's bill", "resolution", the source's own word
    body: str = ""  # organization id of the chamber of origin
    introduced: str = ""
    summaries: Texts = field(default_factory=dict)
    sponsors: tuple[VoteCast, ...] = ()  # person and name; option is "sponsor" or "cosponsor"
    topics: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    status: str = ""  # the source's own word for where it stands
    url: str = ""
    identifiers: tuple[Identifier, ...] = ()
    weight: int = 0  # as for a sitting: an older schema never replaces a newer one


@dataclass(frozen=True, slots=True)
class BillText:
    """One version of a bill's text in one language (an FRBR expression). May come without its Bill in the same file."""

    id: str
    bill: str
    language: str
    title: str
    date: str = ""
    label: str = ""  # "as introduced"
    clauses: tuple[Clause, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Caption:
    """A WebVTT file of a video in one language."""

    language: str
    url: str


@dataclass(frozen=True, slots=True)
class Timing:
    """Where a speech lies in a video: seconds from the video's start. ``sentences``: (start, end, text)."""

    speech: str  # speech id, may be empty
    start: float
    end: float
    person: str = ""
    person_name: str = ""
    sentences: tuple[tuple[float, float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Video:
    """A recording of one speech or of a sitting."""

    id: str
    titles: Texts
    url: str  # absolute, or relative to the source file
    language: str
    date: str = ""
    duration: float | None = None  # seconds
    poster: str = ""
    captions: tuple[Caption, ...] = ()
    sitting: str = ""
    timings: tuple[Timing, ...] = ()
    licence: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A paper: committee report, protocol, answer to a question."""

    id: str
    titles: Texts
    language: str
    url: str
    kind: str = ""
    date: str = ""
    bill: str = ""
    sitting: str = ""


@dataclass(frozen=True, slots=True)
class Redirect:
    """The source gave something a new id; the old address must go on working."""

    kind: str  # "speech", "division", "section"
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something the file holds that is left out on purpose, with the reason in words."""

    kind: str
    id: str
    reason: str
    line: int | None = field(default=None, compare=False)


Record = (
    Person | Organization | Area | Membership | Sitting | Section | Speech | Division | Bill | BillText
    | Video | Document | Redirect | Skipped
)  # fmt: skip
