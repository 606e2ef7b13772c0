"""The ids of parlparse ("gids"): which body, which day and which revision an id belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

from lxml import etree

from cms.importers.faults import fault
from cms.importers.formats.parlparse.wording import day

# uk.org.publicwhip / debate / 2009-10-27 d . 141.2
_GID = re.compile(
    r"(?P<sitting>[^/\s]+/(?P<kind>[^\s]+?)/(?P<stem>[^/\s]*?)(?P<date>\d{4}-\d{2}-\d{2}))(?P<revision>[a-z]*)\.\S+"
)

WRITTEN = frozenset({"wrans", "lordswrans", "spwa", "wms", "lordswms"})
"""Kinds that nobody spoke: written questions, answers and statements."""


@dataclass(frozen=True, slots=True)
class Gid:
    """One id taken apart. ``sitting`` is the part that all revisions of a day share."""

    text: str
    sitting: str
    kind: str
    stem: str
    date: str


def gid_of(element: etree._Element, name: str = "id") -> Gid:
    """The element's id taken apart, or SourceError."""
    text = id_of(element, name)
    parts = _GID.fullmatch(text)
    if not parts:
        raise fault(
            f"the id '{text}' is not of the form uk.org.publicwhip/debate/2009-10-27a.1.0", element
        )
    date = day(parts["date"], element)
    return Gid(text, parts["sitting"], parts["kind"], parts["stem"], date)


def id_of(element: etree._Element, name: str = "id") -> str:
    """What the attribute says, or SourceError when it is missing."""
    text = normalize("NFC", element.get(name, "").strip())
    if not text:
        raise fault(f"it has no {name}", element)
    return text
