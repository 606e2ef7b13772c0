"""Protocols of committees: a meeting, what was on its agenda, and every turn of speaking."""

# The letters of Hebrew are no look-alikes here.
# ruff: noqa: RUF001

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cms.importers import moments, plaintext
from cms.importers.formats.knesset import bodies, hebrew
from cms.importers.formats.knesset.bodies import HEBREW, KNESSET
from cms.importers.formats.knesset.opening import Opening, is_chair, split, without_chair
from cms.importers.formats.knesset.paper import Line
from cms.importers.records import (
    Organization,
    Paragraph,
    Section,
    Sitting,
    Skipped,
    Speech,
)

_GROUP = re.compile(r"(.+?)\s*\(([^()]+)\)")
_OFFICE = re.compile(r"(.+?)\s+[-–—]\s+(.+)")
_BILL = re.compile(r"\(([פמכ]/\d+(?:/\d+)?)\)")
_CLOSED = re.compile(r"הישיבה ננעלה בשעה:?\s*(\d{1,2}:\d{2})")
_NEW_CHAIR = re.compile(r'\(ה?יו"ר .*\)')
_VOTING = re.compile(r"הצבעה|(בעד|נגד|נמנעים|נמנעו)\s*[-–—:].*")


@dataclass
class _Turn:
    """A speech while its lines are being gathered."""

    label: Line
    section: str
    lines: list[str] = field(default_factory=list)


def read(
    stem: str, lines: list[Line]
) -> Iterator[Organization | Sitting | Section | Speech | Skipped]:
    """The records of one protocol; ``stem`` is the name it is known by."""
    opening, spoken = split(lines)
    key = f"protocol-{plaintext.line(stem)}"
    body = _body(opening)
    yield KNESSET
    if body is not KNESSET:
        yield body
    yield _sitting(key, body, opening, spoken)
    turns: list[_Turn] = []
    yield from _sections(key, opening, spoken, turns)
    for number, turn in enumerate(turns, 1):
        yield _speech(f"{key}.u{number}", turn, (key, number), opening)
    yield Skipped("opening", key, "what stands before the first speaker (agenda, those present)")


def _body(opening: Opening) -> Organization:
    """Where no committee is named it is the plenum that met."""
    return bodies.committee(opening.committee) if opening.committee else KNESSET


def _sitting(key: str, body: Organization, opening: Opening, spoken: list[Line]) -> Sitting:
    name = body.names[HEBREW]
    number = opening.number
    closed = next(filter(None, (_CLOSED.search(line.text) for line in spoken)), None)
    return Sitting(
        id=key,
        body=body.id,
        date=opening.date,
        titles={HEBREW: f"{name} – פרוטוקול מס' {number}" if number else name},
        language=HEBREW,
        number=number,
        session=opening.session,
        term=opening.term,
        start=opening.start,
        end=moments.clock(closed[1] if closed else "", "the hour of closing"),
    )


def _sections(
    key: str, opening: Opening, spoken: list[Line], turns: list[_Turn]
) -> Iterator[Section]:
    """A section for the agenda and one for each heading later on; fills the turns on its way."""
    title = opening.heading or "; ".join(opening.agenda)
    section = _section(key, 1, title)
    yield section
    for line in spoken:
        if line.kind == "heading" or line.text in opening.agenda:
            if line.text != title:
                title = line.text
                section = _section(key, section.position + 1, title)
                yield section
        elif line.kind == "label":
            turns.append(_Turn(line, section.id))
        else:
            turns[-1].lines.append(line.text)


def _section(key: str, position: int, title: str) -> Section:
    return Section(
        id=f"{key}.s{position}",
        sitting=key,
        titles={HEBREW: title} if title else {},
        position=position,
        bills=tuple(dict.fromkeys(_BILL.findall(title))),
    )


def _speech(key: str, turn: _Turn, place: tuple[str, int], opening: Opening) -> Speech:
    name, office, group = _speaker(turn.label.text)
    is_guest = turn.label.is_guest or name in opening.guests
    part = "chair" if is_chair(turn.label.text) else "guest" if is_guest else "regular"
    return Speech(
        id=key,
        sitting=place[0],
        position=place[1],
        language=HEBREW,
        paragraphs=tuple(
            Paragraph(text, f"{key}.p{n}", _kind(text)) for n, text in enumerate(turn.lines, 1)
        ),
        section=turn.section,
        speaker_name=name,
        role=office or opening.guests.get(name, ""),
        part=part,
        group_name=group,
    )


def _speaker(label: str) -> tuple[str, str, str]:
    """Name, office and faction of a label: "היו"ר name", "name (faction)", "name - office"."""
    name, office = without_chair(label)
    group = ""
    if match := _GROUP.fullmatch(name):
        name, group = match[1], match[2]
    if match := _OFFICE.fullmatch(name):
        name, office = match[1], match[2]
    return (name or label, office, group)


def _kind(text: str) -> str:
    plain = hebrew.straight(text)
    if _CLOSED.search(plain):
        return "time"
    if _NEW_CHAIR.fullmatch(plain) or _VOTING.fullmatch(plain):
        return "procedural"
    return "text"
