"""What the widgets of one thing share: its title, its state, and nothing of it once it is withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from plugins.widgets.renderers import addresses
from plugins.widgets.renderers.frame import Widget
from plugins.widgets.renderers.words import (
    apart,
    language_name,
    page_language,
    speaker_of,
    spoken,
)
from syndication.contract import Entry, Participant, Pause, Selection
from syndication.origins import is_embeddable
from syndication.vocabulary import direction


class ThingWidget(Widget):
    """A subclass names its kind, and says in ``about`` what it shows of the thing and beside it.

    ``worded``: whether the record of it is in words, of which a translation is only that.
    """

    sheet = "embed-kinds.css"
    worded: ClassVar[bool] = False

    def context(self, selection: Selection) -> Mapping[str, Any]:
        """Add the thing; no entry leaves a card that says so, a withdrawn one its tombstone."""
        page = super().context(selection)
        if not selection.entries:
            return page
        entry = selection.entries[0]
        return {
            **page,
            "entry": entry,
            "notice": apart(entry.notice),
            "spoken": spoken(entry, page["page_language"]),
            "text_dir": direction(entry.language),
            "translated_from": language_name(entry.original_language) if self.worded else "",
            "checked": addresses.checked(entry, selection.options),
            **({} if entry.withdrawn else self.about(entry, selection)),
        }

    def about(self, entry: Entry, selection: Selection) -> Mapping[str, Any]:
        """Return what the template needs of a thing that is not withdrawn."""
        return {}


def listed(entries: Iterable[Entry], language: str, *, named: bool = True) -> list[dict[str, Any]]:
    """Return entries as the template of an item shows them; ``named``: with who spoke."""
    page = page_language(language)
    return [
        {
            "entry": entry,
            "notice": apart(entry.notice),
            "dir": direction(entry.language),
            "name": speaker_of(entry) if named else "",
            "spoken": spoken(entry, page),
        }
        for entry in entries
    ]


def portrait(person: Participant) -> str:
    """Return the address of a portrait on a host of ours; others are not shown."""
    return person.image if is_embeddable(person.image) else ""


def standing(person: Participant, pause: Pause | None = None) -> str:
    """Return role, area and group in one line; of somebody who was a member until an election, what that is called."""
    if pause:
        return pause.title
    return " · ".join(filter(None, (person.role, person.area, person.group)))
