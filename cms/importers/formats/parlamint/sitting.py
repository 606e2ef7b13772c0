"""One sitting: its meeting, its headings, and every utterance in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from cms.importers.formats.parlamint.elements import (
    TEI,
    clean,
    day,
    language_of,
    name_of,
    pointer,
    required_id,
    text_of,
    texts_of,
    words_of,
)
from cms.importers.reading import SourceError
from cms.importers.records import Paragraph, Record, Section, Sitting, Speech
from cms.importers.safexml import line_of

SITTING = f"{TEI}TEI"
CORPUS = f"{TEI}teiCorpus"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
U, SEG, DIV, NOTE, HEAD = (f"{TEI}{tag}" for tag in ("u", "seg", "div", "note", "head"))
REACTIONS = frozenset(f"{TEI}{tag}" for tag in ("kinesic", "vocal", "incident"))
PARTS = {"#chair": "chair", "#regular": "regular", "#guest": "guest"}
NOTES = {"time": "time", "comment": "note", "speaker": "speaker"}


@dataclass
class Place:
    """Where the reading stands: counters, the ids seen, and the last printed speaker line."""

    sitting: str
    language: str
    sections: int = 0
    speeches: int = 0
    speaker: str = ""
    seen: set[str] = field(default_factory=set)


def read(root: etree._Element) -> Iterator[Record]:
    """Yield the sitting, then its sections and speeches in order."""
    sitting_id = required_id(root)
    language = language_of(root, "")
    if not language:
        raise SourceError("the sitting has no xml:lang", line=line_of(root), element=sitting_id)
    body = root.find(f"{TEI}text/{TEI}body")
    if body is None:
        raise SourceError(
            "it has no text/body, so no debate", line=line_of(root), element=sitting_id
        )
    yield _sitting(root, sitting_id, language)
    place = Place(sitting_id, language)
    for element in body:
        yield from _walk(element, place, "")
    if not place.speeches:
        raise SourceError(
            "the debate holds no utterance (u)", line=line_of(body), element=sitting_id
        )


def _sitting(root: etree._Element, sitting_id: str, language: str) -> Sitting:
    header = root.find(f"{TEI}teiHeader")
    if header is None:
        raise SourceError("it has no teiHeader", line=line_of(root), element=sitting_id)
    meetings = list(header.iter(f"{TEI}meeting"))
    titles = header.findall(f".//{TEI}titleStmt/{TEI}title")
    subtitles = [title for title in titles if title.get("type") == "sub"]
    source = header.find(f".//{TEI}sourceDesc//{TEI}idno")
    return Sitting(
        id=sitting_id,
        body=_body(meetings, root),
        date=_date(header, meetings, root),
        titles=texts_of(subtitles or titles, language),
        language=language,
        number=_meeting(meetings, "parla.session", "n") or _meeting(meetings, "parla.meeting", "n"),
        session=_meeting(meetings, "parla.session", ""),
        term=_meeting(meetings, "parla.term", ""),
        url=text_of(source) if source is not None and text_of(source).startswith("http") else "",
    )


def _body(meetings: list[etree._Element], root: etree._Element) -> str:
    named = (pointer(meeting.get("corresp")) for meeting in meetings)
    found = next((body for body in named if body), "")
    if not found:
        raise SourceError(
            "no meeting says which chamber sat (meeting/@corresp)",
            line=line_of(root),
            element="titleStmt",
        )
    return found


def _date(header: etree._Element, meetings: list[etree._Element], root: etree._Element) -> str:
    setting = header.find(f".//{TEI}settingDesc//{TEI}date")
    if setting is not None and setting.get("when"):
        return day(setting.get("when", ""), setting)
    for meeting in meetings:
        if "#parla.sitting" in (meeting.get("ana") or "").split():
            return day(meeting.get("n", ""), meeting)
    raise SourceError(
        "neither settingDesc nor a meeting says on which day it was",
        line=line_of(root),
        element="teiHeader",
    )


def _meeting(meetings: list[etree._Element], kind: str, attribute: str) -> str:
    for meeting in meetings:
        if f"#{kind}" in (meeting.get("ana") or "").split():
            return clean(meeting.get(attribute, "")) if attribute else text_of(meeting)
    return ""


def _walk(element: etree._Element, place: Place, section: str) -> Iterator[Record]:
    if element.tag == U:
        yield _speech(element, place, section)
    elif element.tag == DIV:
        yield from _section(element, place, section)
    elif element.tag == NOTE and element.get("type") == "speaker":
        place.speaker = text_of(element).rstrip(":.")


def _section(div: etree._Element, place: Place, parent: str) -> Iterator[Record]:
    place.sections += 1
    own = f"{place.sitting}.div{place.sections}" if div.get(XML_ID) is None else _unique(div, place)
    yield Section(
        id=own,
        sitting=place.sitting,
        titles=_headings(div, place.language),
        position=place.sections,
        parent=parent,
        bills=tuple(pointer(item) for item in (div.get("corresp") or "").split()),
    )
    for element in div:
        yield from _walk(element, place, own)


def _headings(div: etree._Element, language: str) -> dict[str, str]:
    """Return the heading without the dash that some reports print before it."""
    titles = texts_of(div.findall(HEAD), language)
    return {code: title.lstrip("-–—• ") or title for code, title in titles.items()}


def _speech(u: etree._Element, place: Place, section: str) -> Speech:
    place.speeches += 1
    speech_id = _unique(u, place)
    printed, place.speaker = place.speaker, ""
    return Speech(
        id=speech_id,
        sitting=place.sitting,
        section=section,
        position=place.speeches,
        language=language_of(u, place.language),
        paragraphs=tuple(_paragraphs(u)),
        speaker=pointer(u.get("who")),
        speaker_name=printed,
        part=next(
            (PARTS[word] for word in (u.get("ana") or "").split() if word in PARTS), "regular"
        ),
        url=u.get("source", ""),
    )


def _paragraphs(u: etree._Element) -> Iterator[Paragraph]:
    for element in u:
        if element.tag == SEG:
            text = words_of(element)
            if text:
                yield Paragraph(text, element.get(XML_ID, ""))
        elif element.tag in REACTIONS:
            text = text_of(element)
            if text:
                yield Paragraph(text, kind="reaction")
        elif element.tag == NOTE and text_of(element):
            kind = NOTES.get(element.get("type", ""), "note")
            yield Paragraph(text_of(element), kind="note" if kind == "speaker" else kind)


def _unique(element: etree._Element, place: Place) -> str:
    found = required_id(element)
    if found in place.seen:
        raise SourceError(
            f"the xml:id {found!r} is used twice", line=line_of(element), element=name_of(element)
        )
    place.seen.add(found)
    return found
