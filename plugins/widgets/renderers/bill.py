"""One bill."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from plugins.widgets.renderers.thing import ThingWidget, listed
from plugins.widgets.renderers.words import apart
from syndication.contract import Entry, Facet, Part, Selection, Step
from syndication.pictures import track
from syndication.vocabulary import ENDS, date_words, direction, state_name


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
            "next": next((_row(step) for step in entry.steps if step.state == "planned"), None),
            "end": _end(entry.steps),
            "votes": listed(selection.part("votes"), selection.language),
        }


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
