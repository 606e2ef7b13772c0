"""One sitting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from plugins.widgets.renderers.thing import ThingWidget, listed
from syndication.contract import Entry, Facet, Part, Selection


class SittingWidget(ThingWidget):
    """One sitting: whether it is to come, under way or over, its agenda, and its votes."""

    kind = "sitting"
    format = "sitting-widget"
    height = 480

    def parts(self, selection: Selection) -> Iterable[Part]:
        """Ask for its votes."""
        for entry in selection.entries[:1]:
            own = Facet("sitting", entry.thing)
            yield Part("votes", (Facet("kind", "division"), own), limit=20)

    def about(self, entry: Entry, selection: Selection) -> Mapping[str, Any]:
        """Add how far it is, its agenda and its votes."""
        return {
            "phase": phase(entry, selection.as_of),
            "agenda": [(step.title, _within(entry, step.url)) for step in entry.steps],
            "votes": listed(selection.part("votes"), selection.language),
        }


def phase(entry: Entry, as_of: datetime | None) -> str:
    """Return "coming", "underway" or "over" of what takes place; nothing where the record does not say when it ends."""
    if entry.until is None:
        return ""
    if as_of is None or as_of < entry.published:
        return "coming"
    return "underway" if as_of < entry.until else "over"


def _within(entry: Entry, anchor: str) -> str:
    """Return the address of a heading on the sitting's page."""
    return f"{entry.url}{anchor}" if anchor.startswith("#") else entry.url
