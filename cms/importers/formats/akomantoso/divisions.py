"""Divisions: what ``analysis/parliamentary`` counts, with the names that stand in the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from cms.importers.faults import fault
from cms.importers.formats.akomantoso import concepts
from cms.importers.formats.akomantoso.debate import title_of
from cms.importers.formats.akomantoso.document import eid
from cms.importers.formats.akomantoso.elements import SECTIONS
from cms.importers.formats.akomantoso.references import References
from cms.importers.formats.akomantoso.votes import rolls
from cms.importers.formats.akomantoso.wording import attribute, pointer
from cms.importers.records import Division, Sitting, VoteCast


@dataclass(frozen=True, slots=True)
class _Found:
    """A division before it is known which sitting it is in."""

    identity: str
    place: etree._Element | None
    votes: tuple[VoteCast, ...]
    counts: dict[str, int]
    outcome: str = ""

    def record(self, sitting: Sitting) -> Division:
        around = _around(self.place)
        title = next(filter(None, map(title_of, around)), "")
        return Division(
            f"{sitting.id}#{self.identity}",
            sitting.body,
            sitting.date,
            {sitting.language: title} if title else sitting.titles,
            self.counts,
            sitting=sitting.id,
            section=f"{sitting.id}#{eid(around[0])}" if around else "",
            result=self.outcome if self.outcome in ("agreed", "rejected") else "",
            votes=self.votes,
        )


class Divisions:
    """The divisions of one debate."""

    def __init__(
        self, document: etree._Element, body: etree._Element, references: References
    ) -> None:
        self._references = references
        self._rolls = list(rolls(body, references))
        self._places = {eid(element): element for element in body.iter("*") if eid(element)}
        analysis = document.find("meta/analysis/parliamentary")
        self._votings = [] if analysis is None else analysis.findall("voting")
        self._recounts = [] if analysis is None else analysis.findall("recount")

    def of(self, sitting: Sitting) -> Iterator[Division]:
        """Those that were counted, then lists of names that no count belongs to."""
        for number, voting in enumerate(self._votings, 1):
            place = self._place(voting)
            votes = self._claim(place)
            outcome = concepts.outcome(*self._references.words(pointer(voting, "outcome")))
            identity = eid(voting) or f"~voting-{number}"
            counts = self._counts(voting) or _counted(votes)
            yield _Found(identity, place, votes, counts, outcome).record(sitting)
        while self._rolls:
            place = self._rolls[0].question
            votes = self._claim(place)
            yield _Found(f"{eid(place)}~votes", place, votes, _counted(votes)).record(sitting)

    def _place(self, voting: etree._Element) -> etree._Element | None:
        """Where in the text it happened: what the voting, or else its counts, point at."""
        pointers = [pointer(element, "href") for element in (voting, *voting.iterchildren("*"))]
        pointers.append(pointer(voting, "refersTo"))
        return next((self._places[found] for found in pointers if found in self._places), None)

    def _claim(self, place: etree._Element | None) -> tuple[VoteCast, ...]:
        """The lists of names in the nearest section around the place that has any."""
        for scope in [] if place is None else dict.fromkeys((place, *_around(place))):
            inside = [roll for roll in self._rolls if roll.is_in(scope)]
            if inside:
                self._rolls = [roll for roll in self._rolls if roll not in inside]
                return tuple(vote for roll in inside for vote in roll.votes)
        return ()

    def _counts(self, voting: etree._Element) -> dict[str, int]:
        """As stated, a recount of the same question correcting what was counted first."""
        subject = pointer(voting, "refersTo")
        again = [found for found in self._recounts if pointer(found, "refersTo") == subject]
        counts: dict[str, int] = {}
        for counting in (voting, *again):
            for count in counting.iterfind("count"):
                option = concepts.option(*self._references.words(pointer(count, "refersTo")))
                if option:
                    counts[option] = _number(count)
        return counts


def _around(place: etree._Element | None) -> list[etree._Element]:
    """The sections a place is in, the innermost first."""
    return (
        []
        if place is None
        else [e for e in (place, *place.iterancestors("*")) if e.tag in SECTIONS]
    )


def _number(count: etree._Element) -> int:
    written = attribute(count, "value")
    if not (written.isascii() and written.isdigit()):
        raise fault(f"the count is '{written}', which is not a number", count)
    return int(written)


def _counted(votes: tuple[VoteCast, ...]) -> dict[str, int]:
    return dict(Counter(vote.option for vote in votes))
