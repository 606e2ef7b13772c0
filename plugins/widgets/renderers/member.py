"""One member."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from plugins.widgets.renderers.thing import ThingWidget, listed, portrait, standing
from syndication.contract import Entry, Facet, Part, Participant, Selection


class MemberWidget(ThingWidget):
    """One member: who, as what, the sittings to come, and what they said and brought in lately."""

    kind = "member"
    format = "member-widget"
    height = 656
    sheet = "embed-member.css"

    def parts(self, selection: Selection) -> Iterable[Part]:
        """Ask for what stands below the name; sittings are those of the bodies the member sits in."""
        for entry in selection.entries[:1]:
            own = Facet("member", entry.thing)
            yield Part("speeches", (Facet("kind", "speech"), own), limit=5)
            yield Part("bills", (Facet("kind", "bill"), own), limit=3)
            bodies = tuple(facet for facet in entry.facets if facet.name == "body")
            if bodies:
                yield Part("sittings", (Facet("kind", "sitting"), *bodies), limit=3, coming=True)

    def about(self, entry: Entry, selection: Selection) -> Mapping[str, Any]:
        """Add the person, and what they said and brought in."""
        person = entry.participants[0] if entry.participants else Participant("", entry.title)
        language = selection.language
        return {
            "portrait": portrait(person),
            "standing": standing(person, entry.pause),
            "sittings": listed(selection.part("sittings"), language),
            "speeches": listed(selection.part("speeches"), language, named=False),
            "bills": listed(selection.part("bills"), language),
        }
