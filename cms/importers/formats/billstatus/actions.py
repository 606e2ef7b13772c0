"""Actions, as two chambers and the Library list them, become the stages of a bill."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from cms.importers.formats.billstatus import elements
from cms.importers.formats.billstatus.milestones import HOUSE, SENATE, Milestone, milestones
from cms.importers.records import Stage

_REPEATED = re.compile(
    r"^(Passed/agreed to in \w+|Failed of passage/not agreed to in \w+|To conference"
    r"|Resolving differences -- \w+ actions|Conference (report|committee) [\w ]+"
    r"|Roll call votes on [\w ]+|(House|Senate) amendment [\w ]+):\s*"
)
_BRACKETS = re.compile(r" ?\(([^()]*+)\)")
_RECORD = re.compile(r"\bCR ")  # pages of the Congressional Record
_AMENDED = re.compile(r"\b(with (an )?amendments?|as amended)\b|\(Amended\)", re.IGNORECASE)
_SOURCES = {"0": SENATE, "1": HOUSE, "2": HOUSE}


@dataclass(frozen=True, slots=True)
class Action:
    """One line of the list of actions; ``committees`` maps code to name."""

    date: str
    text: str
    code: str
    chamber: str
    committees: tuple[tuple[str, str], ...]


def actions(bill: etree._Element) -> list[Action]:
    """Return the actions, oldest first: the files list the newest first."""
    listed = elements.items(bill, "actions/item", "actions/actions/item")
    filled = [item for item in reversed(listed) if elements.text(item, "text", "actionDate")]
    return sorted((_action(item) for item in filled), key=lambda action: action.date)


def _action(item: etree._Element) -> Action:
    elements.required(item, "actionDate")
    source = elements.text(item, "sourceSystem/name").split(" ")[0]
    return Action(
        date=elements.day(item, "actionDate"),
        text=tidy(elements.text(item, "text")),
        code=elements.text(item, "actionCode"),
        chamber=source if source in (HOUSE, SENATE) else _chamber_of(item),
        committees=tuple(_committees(item)),
    )


def _chamber_of(item: etree._Element) -> str:
    return _SOURCES.get(elements.text(item, "sourceSystem/code"), "")


def _committees(item: etree._Element) -> Iterable[tuple[str, str]]:
    for found in elements.items(item, "committees/item", "committee"):
        if code := elements.text(found, "systemCode"):
            yield code, elements.text(found, "name")


def tidy(text: str) -> str:
    """Return an action's words without what the Library puts around them, so that doubles agree."""
    return _BRACKETS.sub(_without_pages, _REPEATED.sub("", text, count=1))


def _without_pages(bracketed: re.Match[str]) -> str:
    return "" if _RECORD.search(bracketed[1]) else bracketed[0]


def stages(found: list[Action], origin: str, introduced: str) -> tuple[Stage, ...]:
    """Return the bill's stages, oldest first; a step listed twice on one day is one stage."""
    steps: dict[tuple[str, ...], list[tuple[Milestone, Action]]] = {}
    for action in found:
        for step in milestones(action.code, action.text, action.chamber):
            if step.stage != "other_chamber" or step.chamber != origin:
                steps.setdefault(_key(step, action), []).append((step, action))
    made = [_stage(step) for step in steps.values()]
    if introduced and not any(stage.code == "introduction" for stage in made):
        title = {"en": f"Introduced in {origin}"}
        made.insert(0, Stage("introduction", title, date=introduced, body=origin))
    return tuple(made)


def _key(step: Milestone, action: Action) -> tuple[str, ...]:
    if step.stage == "assent":
        return ("assent",)  # signed one day, law the same or a later one: one assent
    return (step.stage, step.title, action.date)


def _stage(step: list[tuple[Milestone, Action]]) -> Stage:
    first, last = step[0], step[-1]
    milestone = max(step, key=lambda each: each[0].title.startswith("Became"))[0]
    in_committee = milestone.stage in ("committee", "report")
    committees = dict(pair for _, action in step for pair in action.committees if in_committee)
    return Stage(
        code=milestone.stage,
        titles={"en": milestone.title},
        date=first[1].date,
        end=last[1].date if last[1].date != first[1].date else "",
        body=next(iter(committees)) if len(committees) == 1 else milestone.chamber,
        body_name=", ".join(name for name in committees.values() if name),
        outcome=_outcome(milestone, last[1].text),
        note=" ".join(dict.fromkeys(_notes(step))),
    )


def _notes(step: list[tuple[Milestone, Action]]) -> list[str]:
    """Return the words of an assent in full, of any other step the last ones of the day."""
    texts = [action.text for _, action in step]
    return texts if step[0][0].stage == "assent" else texts[-1:]


def _outcome(milestone: Milestone, text: str) -> str:
    amended = milestone.stage in ("plenary", "report") and _AMENDED.search(text)
    return "amended" if amended and milestone.outcome != "rejected" else milestone.outcome
