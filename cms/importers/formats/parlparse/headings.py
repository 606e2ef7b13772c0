"""Headings become nested sections: question time holds departments, major ones hold minor ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from cms.importers.formats.parlparse.gid import id_of
from cms.importers.formats.parlparse.wording import plain
from cms.importers.records import Section

ORAL, MAJOR, MINOR = range(3)
LEVELS = {"oral-heading": ORAL, "major-heading": MAJOR, "minor-heading": MINOR}
_QUESTION_NUMBERS = ("oral-qnum", "questionnumber")


@dataclass
class Headings:
    """The headings above the place in the file we have come to."""

    sitting: str
    language: str
    bills: tuple[str, ...]
    under_oral: frozenset[str]
    """Ids of the major headings that belong to oral questions."""
    open: list[tuple[int, Section]] = field(default_factory=list)
    count: int = 0

    @property
    def current(self) -> str:
        """The innermost section's id."""
        return self.open[-1][1].id if self.open else ""

    def titles(self) -> list[str]:
        """The words of the headings above, the widest first, without that of question time."""
        above = [section for level, section in self.open if level != ORAL and section.titles]
        return [section.titles[self.language] for section in above]

    def enter(self, heading: etree._Element) -> Section:
        """Close what the heading ends and open its section."""
        level = LEVELS[str(heading.tag)]
        identity = id_of(heading)
        stays = ORAL if level == MAJOR and identity not in self.under_oral else level
        while self.open and self.open[-1][0] >= stays:
            self.open.pop()
        self.count += 1
        title = plain(heading)
        titles = {self.language: title} if title else {}
        section = Section(identity, self.sitting, titles, self.count, self.current, self.bills)
        self.open.append((level, section))
        return section


def flatten(root: etree._Element) -> list[etree._Element]:
    """What the file holds, in order. Stormont wraps question time in a heading without id."""
    elements: list[etree._Element] = []
    for element in root.iterchildren("*"):
        inside = [child for child in element if child.tag in LEVELS or child.tag == "speech"]
        elements += (
            [_unwrap(element, inside), *inside]
            if element.tag == "oral-heading" and inside
            else [element]
        )
    return elements


def under_oral(elements: list[etree._Element]) -> Iterator[str]:
    """Majors of question time, whose end is not marked: while there are numbered questions."""
    major = ""
    for element in elements:
        if element.tag == "major-heading":
            major = id_of(element)
            if (parent := element.getparent()) is not None and parent.tag == "oral-heading":
                yield major
        elif major and any(element.get(name) for name in _QUESTION_NUMBERS):
            yield major


def _unwrap(wrapper: etree._Element, inside: list[etree._Element]) -> etree._Element:
    heading = etree.Element("oral-heading", id=wrapper.get("id") or f"{id_of(inside[0])}.oral")
    heading.text = (wrapper.text or "").strip() or "Oral Answers to Questions"
    return heading
