"""One current file as records: bodies and people, then the sitting and what was said in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from cms.importers.formats.parlparse import bodies, divisions, names
from cms.importers.formats.parlparse.committee import Committee, committee_of, members
from cms.importers.formats.parlparse.gid import Gid, id_of
from cms.importers.formats.parlparse.headings import LEVELS, Headings, flatten, under_oral
from cms.importers.formats.parlparse.paragraphs import paragraphs
from cms.importers.formats.parlparse.people import person_id, persons
from cms.importers.formats.parlparse.revisions import RECORDS
from cms.importers.formats.parlparse.wording import attribute, clock, day, moment
from cms.importers.records import Division, Record, Sitting, Skipped, Speech
from cms.importers.safexml import line_of

_WITHOUT_WORDS = frozenset({"bill", "committee", "gidredirect", "place-holder", "source", "stamp"})
"""Read elsewhere, or page and column breaks of the printed edition."""
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


@dataclass(frozen=True)
class Report:
    """A file's report, with what is known of its sitting."""

    root: etree._Element
    gid: Gid
    body: bodies.Body
    committee: Committee | None

    @classmethod
    def of(cls, root: etree._Element, gid: Gid) -> Report:
        committee = committee_of(root, gid)
        return cls(root, gid, committee.body if committee else bodies.chamber(gid), committee)

    def records(self) -> Iterator[Record]:
        """Everything, so that whatever is referred to comes first."""
        yield from bodies.organizations(*self._chambers())
        if self.committee:
            yield self.committee.organization
        yield from persons(self.root)
        if self.committee:
            yield from members(self.root, self.committee)
            yield self.committee.bill
        elements = flatten(self.root)
        yield self._sitting(elements)
        yield from self._proceedings(elements)

    def _chambers(self) -> list[bodies.Body]:
        """Who met; or the Commons, who appoint the committee, and where its bill began."""
        if not self.committee:
            return [self.body]
        return [
            bodies.Body(identity, "") for identity in (bodies.COMMONS, self.committee.bill.body)
        ]

    def _sitting(self, elements: list[etree._Element]) -> Sitting:
        year, month, date = self.gid.date.split("-")
        title = f"{self.body.name}, {int(date)} {_MONTHS[int(month) - 1]} {year}"
        return Sitting(
            self.gid.sitting,
            self.body.id,
            self.gid.date,
            {self.body.language: title},
            self.body.language,
            number=self.committee.number if self.committee else "",
            start=next(filter(None, map(clock, elements)), ""),
            url=next(filter(None, (_page(element) for element in elements)), ""),
        )

    def _proceedings(self, elements: list[etree._Element]) -> Iterator[Record]:
        headings = Headings(
            self.gid.sitting, self.body.language, self._bills(), frozenset(under_oral(elements))
        )
        position = 0
        for element in elements:
            if element.tag == "speech":
                position += 1
                yield self._speech(element, position, headings.current)
            elif element.tag in LEVELS:
                yield headings.enter(element)
            elif element.tag in divisions.TAGS:
                yield self._division(element, headings)
            elif element.tag not in _WITHOUT_WORDS:
                yield Skipped(
                    str(element.tag),
                    element.get("id", ""),
                    "not part of a debate",
                    line_of(element),
                )

    def _bills(self) -> tuple[str, ...]:
        return (self.committee.bill.id,) if self.committee else ()

    def _speech(self, element: etree._Element, position: int, section: str) -> Speech:
        printed = attribute(element, "speakername")
        speaker = person_id(element)
        spoken = bool(printed or speaker) and element.get("nospeaker", "").lower() != "true"
        who = names.speaker(printed)
        return Speech(
            id_of(element),
            self.gid.sitting,
            position,
            self.body.language,
            tuple(paragraphs(element, spoken=spoken)),
            section=section,
            speaker=speaker if spoken else "",
            speaker_name=printed if spoken else "",
            role=attribute(element, "speakeroffice") or who.office,
            part=self._part(element, printed, speaker) if spoken else "procedural",
            group_name=who.party,
            start=moment(element, self.gid.date),
            url=element.get("url", ""),
        )

    def _part(self, element: etree._Element, printed: str, speaker: str) -> str:
        chairs = self.committee.chairs if self.committee else frozenset()
        in_chair = names.is_chair(printed) or names.is_chair(attribute(element, "speakeroffice"))
        return "chair" if in_chair or speaker in chairs else "regular"

    def _division(self, element: etree._Element, headings: Headings) -> Division:
        cast = divisions.votes(element)
        counts = divisions.counts(element, cast)
        number = divisions.number_of(element)
        date = element.get("divdate", "").strip()
        return Division(
            id_of(element),
            self.body.id,
            day(date, element) if date else self.gid.date,
            {self.body.language: self._question(headings) or f"Division {number}"},
            counts,
            sitting=self.gid.sitting,
            section=headings.current,
            number=number,
            time=clock(element),
            # Elsewhere a majority may have to be larger, or of both communities.
            result=divisions.result(counts) if self.body.decides_by_majority else "",
            bill=self.committee.bill.id if self.committee else "",
            votes=cast,
            url=element.get("url", ""),
        )

    def _question(self, headings: Headings) -> str:
        """What was voted on, with the bill's title in the place of the committee's name."""
        titles = headings.titles()
        if self.committee:
            titles = [self.committee.bill.titles["en"], *titles[1:]]
        elif self.body.id == bodies.COMMONS:
            titles = titles[-1:]  # its minor headings do not always belong under the major one
        return " — ".join(titles)


def _page(element: etree._Element) -> str:
    """The page a record is on."""
    return element.get("url", "").partition("#")[0] if element.tag in RECORDS else ""
