"""The stages of a bill: ``workflow`` says who decided what, ``lifecycle`` what happened when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from cms.importers.faults import fault
from cms.importers.formats.akomantoso import concepts
from cms.importers.formats.akomantoso.references import References
from cms.importers.formats.akomantoso.wording import attribute, day, pointer
from cms.importers.records import Stage

_GENERATION = "generation"


def stages(bill: etree._Element, language: str, references: References) -> Iterator[Stage]:
    """Steps in their order. An event that no step tells of is put in by its day."""
    reading = _Reading(language, references, _pages(bill))
    steps = [reading.step(step) for step in bill.iterfind("meta/workflow/step")]
    told = {(stage.code, stage.date) for stage in steps}
    events = [reading.event(event) for event in bill.iterfind("meta/lifecycle/eventRef")]
    more = [stage for stage in events if (stage.code, stage.date) not in told]
    yield from sorted([*steps, *more], key=lambda stage: stage.date or "9999") if more else steps


@dataclass(frozen=True, slots=True)
class _Reading:
    """How to read the stages of one document. ``pages``: where the vote on a stage is published."""

    language: str
    references: References
    pages: dict[str, str]

    def step(self, step: etree._Element) -> Stage:
        """Version 2 named the stage in @outcome; version 3 has @refersTo for it."""
        subject = self._subject(step)
        named = subject or pointer(step, "outcome")
        outcome = self.references.words(pointer(step, "outcome")) if subject else ()
        meant = concepts.outcome(*outcome)
        note = "" if meant or not outcome else outcome[-1]
        return self._stage(step, named, "by" if step.get("by") else "actor", (meant, note))

    def event(self, event: etree._Element) -> Stage:
        """An event without a name is at least of a type."""
        named = self._subject(event) or attribute(event, "type") or _GENERATION
        return self._stage(event, named, "source", ("", ""))

    def _stage(
        self, element: etree._Element, named: str, actor: str, outcome: tuple[str, str]
    ) -> Stage:
        shown = self.references.shown(named)
        body = self.references.organization(pointer(element, actor))
        return Stage(
            concepts.stage(*self.references.words(named)) or "other",
            {self.language: shown} if shown else {},
            day(element),
            body=body.id if body else "",
            body_name="" if body else self._unknown(pointer(element, actor)),
            outcome=outcome[0],
            note=outcome[1],
            url=self.pages.get(named, ""),
        )

    def _unknown(self, actor: str) -> str:
        """Who decided, where it is not an organization of the file: a role, or a bare name."""
        return self.references.shown(actor)

    def _subject(self, element: etree._Element) -> str:
        subject = pointer(element, "refersTo")
        if subject and self.references.find(subject) is None:
            raise fault(f"it refers to '#{subject}', which the file does not explain", element)
        return subject


def _pages(bill: etree._Element) -> dict[str, str]:
    votings = bill.iterfind("meta/analysis/parliamentary/voting")
    pages = {pointer(voting, "refersTo"): attribute(voting, "href") for voting in votings}
    return {subject: page for subject, page in pages.items() if page.startswith("http")}
