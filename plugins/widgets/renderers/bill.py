"""One bill."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from plugins.widgets.renderers.thing import ThingWidget, listed
from plugins.widgets.renderers.words import apart
from syndication.contract import Entry, Facet, Part, Selection, Step
from syndication.pictures import track
from syndication.vocabulary import ENDS, date_words, direction, end_of, state_name


class BillWidget(ThingWidget):
    """One bill: where it stands, the way it took as a picture and in words, the votes on it, and who brought it in."""

    kind = "bill"
    format = "bill-widget"
    height = 320
    worded = True

    def parts(self, selection: Selection) -> Iterable[Part]:
        """Ask for the votes on it."""
        for entry in selection.entries[:1]:
            yield Part("votes", (Facet("kind", "division"), Facet("bill", entry.thing)), limit=5)

    def about(self, entry: Entry, selection: Selection) -> Mapping[str, Any]:
        """Add its steps and what comes of it next."""
        return {
            "track": track(entry.steps, direction(selection.language)),
            "steps": [_row(step) for step in entry.steps],
            "next": _next(entry.steps, selection.as_of),
            "end": _end(entry.steps),
            "votes": listed(selection.part("votes"), selection.language),
        }


def _next(steps: Sequence[Step], as_of: datetime | None) -> dict[str, Any] | None:
    """Return the first planned step whose day is not over; where all are, the last of them, which is late."""
    planned = [step for step in steps if step.state == "planned"]
    ahead = [step for step in planned if not _is_over(step, as_of)]
    step = next(iter((*ahead[:1], *planned[-1:])), None)
    return {**_row(step), "late": not ahead} if step else None


def _is_over(step: Step, as_of: datetime | None) -> bool:
    end = end_of(step.date)
    return end is not None and as_of is not None and end <= as_of


def _row(step: Step) -> dict[str, Any]:
    """Return a step with its title, date and state in words."""
    return {
        "step": step,
        "title": apart(step.title),
        "date": date_words(step.date),
        "state": state_name(step.state),
    }


def _end(steps: Sequence[Step]) -> dict[str, Any] | None:
    """Return the step that ended the bill's way, None where it is still on it."""
    return _row(steps[-1]) if steps and steps[-1].state in ENDS else None
