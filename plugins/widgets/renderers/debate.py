"""One debate: what was said under one heading of a sitting, in its order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.text import Truncator

from plugins.widgets.renderers import addresses
from plugins.widgets.renderers.frame import Widget
from plugins.widgets.renderers.thing import standing
from plugins.widgets.renderers.words import apart, spoken
from syndication.contract import Entry, Facet, Part, Participant, Selection
from syndication.vocabulary import direction

TURNS = 100
"""Speeches that are shown; where one more follows, a link leads on to it."""
BEGINNING = 140
"""Characters of a speech that are shown before its address says the rest."""


class DebateWidget(Widget):
    """The order of speeches: who spoke, as what, and how they began."""

    kind = "debate"
    format = "debate-widget"
    height = 656
    sheet = "embed-kinds.css"

    def facets(self, thing: str) -> dict[str, str]:
        """Return what asks for the latest speech of a debate; a debate is no entry of its own."""
        return {"debate": thing, "kind": "speech"}

    def parts(self, selection: Selection) -> Iterable[Part]:
        """Ask for the speeches from the first on; the stream has the latest first."""
        for entry in selection.entries[:1]:
            own = tuple(facet for facet in entry.facets if facet.name == "debate")
            if own:
                facets = (Facet("kind", "speech"), *own)
                yield Part("turns", facets, limit=TURNS + 1, forward=True)

    def context(self, selection: Selection) -> Mapping[str, Any]:
        """Add the speeches; a withdrawn one keeps its place and says so."""
        page = super().context(selection)
        if not selection.entries:
            return page
        entry = selection.entries[0]
        turns = selection.part("turns") or selection.entries
        url = next(filter(None, map(_heading, turns)), "")
        sitting = replace(entry, url=url, thing=entry.part_of) if url else entry
        return {
            **page,
            "entry": entry,
            "url": sitting.url,
            "checked": addresses.checked(sitting),
            "spoken": spoken(entry, page["page_language"]),
            "text_dir": direction(entry.language),
            "turns": [_turn(turn, page["page_language"]) for turn in turns[:TURNS]],
            "following": next(iter(turns[TURNS:]), None),
        }


def _heading(turn: Entry) -> str:
    """Return the address of the heading that a speech stands under."""
    return next((link.url for link in turn.links if link.rel == "section"), "")


def _turn(turn: Entry, language: str) -> dict[str, Any]:
    speaker = turn.participants[0] if turn.participants else Participant("", "")
    return {
        "entry": turn,
        "notice": apart(turn.notice),
        "dir": direction(turn.language),
        "name": speaker.name,
        "chair": speaker.part == "chair",
        "standing": standing(speaker),
        "beginning": Truncator(turn.summary).chars(BEGINNING),
        "spoken": spoken(turn, language),
    }
