"""One division."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from plugins.widgets.renderers.thing import ThingWidget
from syndication.contract import Entry, Selection, Tally
from syndication.pictures import hemicycle
from syndication.vocabulary import direction, option_name


class DivisionWidget(ThingWidget):
    """One division: each vote as a dot of the hemicycle, the totals, and a table by group. No choice has a colour."""

    kind = "division"
    format = "division-widget"
    height = 656

    def about(self, entry: Entry, selection: Selection) -> Mapping[str, Any]:
        """Add the picture, the totals in the order the house declares them, and the groups by name."""
        totals = [tally for tally in entry.tallies if not tally.group]
        options = list(dict.fromkeys(tally.option for tally in entry.tallies))
        return {
            "picture": hemicycle(totals, direction(selection.language)),
            "totals": [(tally.option, option_name(tally.option), tally.count) for tally in totals],
            "options": [(option, option_name(option)) for option in options],
            "groups": by_group(entry.tallies, options),
        }


def by_group(tallies: Iterable[Tally], options: Sequence[str]) -> list[tuple[str, list[int]]]:
    """Return each group with one count an option, none missing, in the order of names."""
    found: dict[str, dict[str, int]] = {}
    for tally in tallies:
        if tally.group:
            found.setdefault(tally.group, {})[tally.option] = tally.count
    return [
        (group, [counts.get(option, 0) for option in options])
        for group, counts in sorted(found.items())
    ]
