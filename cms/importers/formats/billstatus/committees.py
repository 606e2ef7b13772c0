"""Chambers and committees a bill goes through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from cms.importers.formats.billstatus import elements
from cms.importers.formats.billstatus.actions import Action
from cms.importers.formats.billstatus.milestones import HOUSE, SENATE
from cms.importers.records import Organization

_CHAMBERS = {HOUSE: "House of Representatives", SENATE: "Senate"}
_FIRST_LETTER = {"h": HOUSE, "s": SENATE}


def organizations(bill: etree._Element, found: Iterable[Action]) -> Iterator[Organization]:
    """Yield both chambers, then each committee once, its subcommittees after it."""
    for chamber, name in _CHAMBERS.items():
        yield Organization(chamber, "chamber", {"en": name})
    known: dict[str, Organization] = {}
    for organization in (*_listed(bill), *_mentioned(found)):
        known.setdefault(organization.id, organization)
    yield from known.values()


def _listed(bill: etree._Element) -> Iterator[Organization]:
    for item in elements.items(bill, "committees/billCommittees/item", "committees/item"):
        code = elements.required(item, "systemCode")
        yield _committee(code, elements.text(item, "name"), elements.text(item, "chamber"))
        for part in item.findall("subcommittees/item"):
            yield _committee(
                elements.required(part, "systemCode"), elements.text(part, "name"), code
            )


def _mentioned(found: Iterable[Action]) -> Iterator[Organization]:
    """Yield committees that only the actions name; their code begins with the chamber's letter."""
    for action in found:
        for code, name in action.committees:
            yield _committee(code, name, _FIRST_LETTER.get(code[0], ""))


def _committee(code: str, name: str, parent: str) -> Organization:
    known = parent in _CHAMBERS or parent not in ("", "Joint", "NoChamber")
    return Organization(code, "committee", {"en": name or code}, parent=parent if known else "")
