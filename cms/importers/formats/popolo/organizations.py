"""Areas and organizations, with Popolo's free "classification" brought to our seven words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cms.importers.formats.popolo.document import Document
from cms.importers.formats.popolo.fields import Node, without_double
from cms.importers.formats.popolo.names import first_of_each_language
from cms.importers.records import Area, Organization, Texts

_WORDS = (
    ("committee", {"committee", "subcommittee", "commission", "subcommission", "delegation"}),
    ("party", {"party"}),
    ("government", {"government", "executive", "cabinet"}),
    (
        "group",
        {
            "group",
            "parliamentarygroup",
            "faction",
            "fraction",
            "caucus",
            "coalition",
            "bench",
            "bloc",
        },
    ),
    ("chamber", {"chamber", "house", "legislature", "senate", "assembly"}),
    ("parliament", {"parliament"}),
)
"""Words of a classification, the most telling first: a "parliamentary committee" is a committee."""


def classification(written: str) -> str:
    """One of ours for "Political Party", "parliamentary_group", "lower house" and their like."""
    found = set(re.split(r"[^a-z]+", written.lower()))
    return next((ours for ours, theirs in _WORDS if found & theirs), "other")


def areas(document: Document) -> Iterator[Area]:
    for key, node in document.by_id("areas").items():
        yield Area(id=key, names=_names(node), identifiers=node.identifiers())


def organizations(document: Document) -> Iterator[Organization]:
    """Every organization, what others belong to first."""
    found = document.by_id("organizations")
    houses = _houses_of_others(found)
    for key in _parents_first(found):
        yield _organization(
            found[key],
            document.reference(found[key], "parent", "organizations"),
            is_parliament=key in houses,
        )


def _organization(node: Node, parent: str, *, is_parliament: bool) -> Organization:
    kind = classification(node.string("classification"))
    start, end = node.date("founding_date", "start_date"), node.date("dissolution_date", "end_date")
    return Organization(
        id=node.required("id"),
        classification="parliament" if is_parliament and kind == "chamber" else kind,
        names=_names(node),
        abbreviation=node.string("abbreviation", "acronym", "short_name") or _short(node),
        parent=parent,
        seats=node.number("seats"),
        start=start,
        end=end,
        identifiers=node.identifiers(),
    )


def _houses_of_others(found: dict[str, Node]) -> set[str]:
    """Legislatures that have chambers under them: those are the parliament itself."""
    return {
        node.reference("parent")
        for node in found.values()
        if classification(node.string("classification")) == "chamber"
    }


def _parents_first(found: dict[str, Node]) -> Iterator[str]:
    """The ids in file order, but no child before its parent; a circle is an error."""
    done: set[str] = set()
    for key in found:
        for step in reversed(_lineage(key, found, done)):
            done.add(step)
            yield step


def _lineage(key: str, found: dict[str, Node], done: set[str]) -> list[str]:
    """The id and its ancestors that are not done yet, the id first."""
    path: dict[str, None] = {}
    while key in found and key not in done:
        if key in path:
            raise found[key].error("it belongs to itself through parent_id: a circle")
        path[key] = None
        key = found[key].reference("parent")
    return list(path)


def _names(node: Node) -> Texts:
    own = dict(node.texts("name"))
    if not own:
        raise node.error('it has no "name"')
    for code, text in first_of_each_language(node).items():
        own.setdefault(code, text)
    return without_double(own)


def _short(node: Node) -> str:
    """The other name that says it is the short one."""
    for item in node.children("other_names"):
        if re.search(r"abbrev|acronym|short|initials", item.string("note"), re.IGNORECASE):
            return item.string("name")
    return ""
