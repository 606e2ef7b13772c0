"""Sponsors and cosponsors: persons known by their id in the Biographical Directory of Congress."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from cms.importers.formats.billstatus import elements
from cms.importers.records import Identifier, Person, Skipped, VoteCast
from cms.importers.safexml import line_of

_PRINTED = re.compile(r"(?:[A-Z][a-z]+\. )?(?P<names>[^\[]+?)\s*(?:\[.*)?")


def persons(bill: etree._Element) -> Iterator[Person]:
    """Yield everybody who put a name to the bill, each once."""
    seen: set[str] = set()
    for item in (*_sponsors(bill), *_cosponsors(bill)):
        bioguide = _bioguide(item)
        if bioguide and bioguide not in seen:
            seen.add(bioguide)
            yield _person(item, bioguide)


def sponsors(bill: etree._Element) -> tuple[VoteCast, ...]:
    """Return who stands behind the bill, without those who withdrew."""
    named = [_cast(item, "sponsor") for item in _sponsors(bill)]
    named += [_cast(item, "cosponsor") for item in _cosponsors(bill) if not _withdrawn(item)]
    return tuple({(cast.person or cast.name): cast for cast in reversed(named)}.values())[::-1]


def withdrawals(bill: etree._Element) -> Iterator[Skipped]:
    """Yield those who took their name off the bill."""
    for item in _cosponsors(bill):
        if _withdrawn(item):
            yield Skipped(
                "cosponsor",
                _bioguide(item) or _printed(item),
                "the name was withdrawn from the bill",
                line=line_of(item),
            )


def _sponsors(bill: etree._Element) -> list[etree._Element]:
    return bill.findall("sponsors/item")


def _cosponsors(bill: etree._Element) -> list[etree._Element]:
    return bill.findall("cosponsors/item")


def _withdrawn(item: etree._Element) -> str:
    return elements.day(item, "sponsorshipWithdrawnDate")


def _bioguide(item: etree._Element) -> str:
    return elements.text(item, "bioguideId", "identifiers/bioguideId")


def _printed(item: etree._Element) -> str:
    """Return the name as it is printed, party and state with it."""
    parts = (elements.text(item, part) for part in ("firstName", "middleName", "lastName"))
    return elements.text(item, "fullName", "name") or " ".join(part for part in parts if part)


def _cast(item: etree._Element, option: str) -> VoteCast:
    person, name = _bioguide(item), _printed(item)
    if not person and not name:
        raise elements.error(item, f"a {option} has neither an id nor a name")
    return VoteCast(person, option, name)


def _person(item: etree._Element, bioguide: str) -> Person:
    family, given, suffix = _names(item)
    name = " ".join(part for part in (given, family) if part) or bioguide
    return Person(
        id=bioguide,
        name=f"{name}, {suffix}" if suffix else name,
        given_name=given,
        family_name=family,
        identifiers=(Identifier("bioguide", bioguide),),
    )


def _names(item: etree._Element) -> tuple[str, str, str]:
    """Return family name, given names and suffix of “Sen. Casey, Robert P., Jr. [D-PA]”.

    The separate elements are second best: some are in capitals, some are pet names.
    """
    found = _PRINTED.fullmatch(elements.text(item, "fullName", "name"))
    if not found or "," not in found["names"]:
        return elements.text(item, "lastName"), elements.text(item, "firstName"), ""
    family, given, suffix = (*found["names"].split(", ", 2), "", "")[:3]
    return family, given, suffix
