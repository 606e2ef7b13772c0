"""A debate: its sitting, its sections nested as deep as they are, and what was said in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from cms.importers.faults import fault
from cms.importers.formats.akomantoso.blocks import paragraphs
from cms.importers.formats.akomantoso.document import eid
from cms.importers.formats.akomantoso.elements import CONTINUING, HEADS, SECTIONS, SPEECHES
from cms.importers.formats.akomantoso.references import References
from cms.importers.formats.akomantoso.speakers import speaker_of
from cms.importers.formats.akomantoso.wording import moment, plain
from cms.importers.formats.akomantoso.work import Work
from cms.importers.records import Paragraph, Section, Speech

_STRUCTURE = SECTIONS | SPEECHES


def body_of(document: etree._Element) -> etree._Element:
    """The body, where every section and speech gets an id if the source gave it none."""
    body = document.find("debateBody")
    if body is None:
        raise fault("the debate has no debateBody", document)
    for names, word in ((SECTIONS, "section"), (SPEECHES, "speech")):
        for number, element in enumerate(body.iter(*names), 1):
            if not eid(element):
                element.set("eId", f"~{word}-{number}")  # no eId of the standard begins like this
    return body


def title_of(section: etree._Element) -> str:
    """Number and heading on one line, the subheading after a dash."""
    head = " ".join(filter(None, (plain(section.find("num")), plain(section.find("heading")))))
    return " — ".join(filter(None, (head, plain(section.find("subheading")))))


class Proceedings:
    """Walks the body and counts sections and speeches."""

    def __init__(self, work: Work, references: References) -> None:
        self._work = work
        self._references = references
        self._sections = 0
        self._speeches = 0

    def walk(self, parent: etree._Element, section: str) -> Iterator[Section | Speech]:
        """What a section holds. Text between speeches is the reporter's: a procedural speech."""
        speech: Speech | None = None
        between: list[etree._Element] = []
        for child in parent.iterchildren("*"):
            if child.tag in CONTINUING and speech and not between:
                speech = self._continued(speech, child)
            elif child.tag in HEADS and parent.tag in SECTIONS:
                continue
            elif not self._is_structure(child):
                between.append(child)
            else:
                yield from self._finished(speech, between, section)
                speech, between = None, []
                if child.tag in SPEECHES:
                    speech = self._speech(child, section)
                else:
                    inner = self._open(child, section) if child.tag in SECTIONS else None
                    if inner:
                        yield inner
                    yield from self.walk(child, inner.id if inner else section)
        yield from self._finished(speech, between, section)

    def _is_structure(self, element: etree._Element) -> bool:
        """A section or speech, or something around some, like a speechGroup."""
        return element.tag in _STRUCTURE or next(element.iter(*_STRUCTURE), None) is not None

    def _open(self, element: etree._Element, parent: str) -> Section:
        self._sections += 1
        title = title_of(element)
        return Section(
            f"{self._work.uri}#{eid(element)}",
            self._work.uri,
            {self._work.language: title} if title else {},
            self._sections,
            parent,
        )

    def _speech(self, element: etree._Element, section: str) -> Speech:
        who = speaker_of(element, self._references)
        same_line = (Paragraph(who.words),) if who.words else ()
        blocks = (child for child in element.iterchildren("*") if child.tag not in {"from", *HEADS})
        return replace(
            self._numbered(eid(element), section),
            paragraphs=(*same_line, *paragraphs(blocks, self._document, "text")),
            speaker=who.person,
            speaker_name=who.name,
            role=who.role,
            part=who.part,
            start=moment(element, "startTime"),
            end=moment(element, "endTime"),
        )

    def _finished(
        self, speech: Speech | None, between: list[etree._Element], section: str
    ) -> Iterator[Speech]:
        """The speech, and the text after it."""
        if speech:
            yield speech
        text = tuple(paragraphs(between, self._document, "procedural"))
        if text:
            first = next(filter(None, map(eid, between)), "") or f"~text-{self._speeches + 1}"
            yield replace(self._numbered(first, section), paragraphs=text, part="procedural")

    def _numbered(self, identity: str, section: str) -> Speech:
        """The next speech. A translation has an id of its own and names its original."""
        self._speeches += 1
        original = f"{self._work.uri}#{identity}"
        translated = self._work.translated
        return Speech(
            f"{self._document}#{identity}" if translated else original,
            self._work.uri,
            self._speeches,
            self._work.language,
            (),
            section=section,
            translation_of=original if translated else "",
        )

    @property
    def _document(self) -> str:
        return self._work.expression if self._work.translated else self._work.uri

    def _continued(self, speech: Speech, block: etree._Element) -> Speech:
        """With a reaction, or a list that was set outside the speech it is part of."""
        added = paragraphs([block], self._document, "text")
        return replace(speech, paragraphs=(*speech.paragraphs, *added))
