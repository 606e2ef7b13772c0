"""Old revisions of a day: only their redirects count; what they still hold is left out.

parlparse writes ``latest="yes"`` into the revision that holds and ``latest="no"`` into the ones it
replaced. Files of committees, of Holyrood and of Stormont do not say: there is one of each.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from cms.importers.faults import fault
from cms.importers.formats.parlparse.divisions import TAGS
from cms.importers.formats.parlparse.gid import id_of
from cms.importers.formats.parlparse.headings import LEVELS
from cms.importers.records import Redirect, Skipped
from cms.importers.safexml import line_of

_KINDS = {"speech": "speech", **dict.fromkeys(LEVELS, "section"), **dict.fromkeys(TAGS, "division")}

RECORDS = frozenset(_KINDS)
"""The elements with ids of their own: speeches, headings, divisions."""


def is_superseded(root: etree._Element) -> bool:
    """Whether a later revision replaced this one."""
    latest = root.get("latest", "yes").strip().lower()
    if latest not in ("yes", "no"):
        raise fault(f'latest="{latest}" is neither yes nor no', root)
    return latest == "no"


def kind_of(element: etree._Element) -> str:
    """The record that an element would become, or its own name."""
    return _KINDS.get(str(element.tag), str(element.tag))


def redirects(root: etree._Element) -> Iterator[Redirect]:
    """Old id to new. A speech that was split has several: the first one goes on where it began.

    The element does not say of what kind it is: speeches, headings and divisions share one
    numbering. It is known for what the file still holds, and taken to be a speech for the rest.
    """
    kinds = {element.get("id"): kind_of(element) for element in root if element.tag in RECORDS}
    done: set[str] = set()
    for element in root.iterfind("gidredirect"):
        old, new = id_of(element, "oldgid"), id_of(element, "newgid")
        if old == new:
            raise fault(f"'{old}' redirects to itself", element)
        if old not in done:
            done.add(old)
            yield Redirect(kinds.get(old, "speech"), old, new)


def superseded(root: etree._Element) -> Iterator[Skipped]:
    """What an old revision still holds: the speeches that were changed."""
    for element in root.iterchildren("*"):
        if element.tag in RECORDS:
            yield Skipped(kind_of(element), id_of(element), "superseded revision", line_of(element))
