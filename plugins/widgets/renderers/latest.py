"""The latest of a stream."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plugins.widgets.renderers.addresses import LATEST
from plugins.widgets.renderers.frame import Widget
from plugins.widgets.renderers.thing import listed, portrait, standing
from plugins.widgets.renderers.words import apart
from syndication.contract import Entry, Selection
from syndication.vocabulary import direction


class LatestWidget(Widget):
    """The latest entries of a stream, newest first; of a member's, below the name."""

    kind = LATEST
    format = "latest-widget"
    sheet = "embed-member.css"

    def context(self, selection: Selection) -> Mapping[str, Any]:
        """Add each entry with its direction, language and speaker, and who or what the stream is about."""
        subject = selection.subject
        whole = bool(subject and subject.kind == "member" and not subject.withdrawn)
        return {
            **super().context(selection),
            "items": listed(selection.entries, selection.language, named=not whole),
            **(_about(subject) if subject else {}),
        }


def _about(subject: Entry) -> Mapping[str, Any]:
    person = next(iter(subject.participants), None) if subject.kind == "member" else None
    return {
        "person": person,
        "portrait": portrait(person) if person else "",
        "standing": standing(person, subject.pause) if person else "",
        "subject_dir": direction(subject.language),
        "notice": apart(subject.notice),
    }
