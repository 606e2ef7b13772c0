"""A committee on a bill: what its file says of both before the report begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from lxml import etree

from cms.importers.faults import fault
from cms.importers.formats.parlparse import bodies
from cms.importers.formats.parlparse.gid import Gid
from cms.importers.formats.parlparse.people import is_voter, person_id
from cms.importers.formats.parlparse.wording import attribute, plain
from cms.importers.records import Bill, Membership, Organization, Skipped, Stage
from cms.importers.safexml import line_of

# standing 2009-10-20 _ CHILDPOV _ 06 - 0 _
_STEM = re.compile(r"(?P<committee>(?P<first>\d{4}-\d{2}-\d{2})?[^_]*_[^_]+)_(?P<number>\d+)-\d+_")


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee and the bill before it. ``chairs``: who may be in the chair."""

    body: bodies.Body
    bill: Bill
    heading: str
    number: str
    chairs: frozenset[str]

    @property
    def organization(self) -> Organization:
        names = {"en": self.body.name}
        return Organization(self.body.id, "committee", names, parent=bodies.COMMONS)


def committee_of(root: etree._Element, gid: Gid) -> Committee | None:
    """The committee that the file is about, or nothing for a chamber's file."""
    element = _announced(root)
    if element is None and gid.kind == "standing":
        raise fault(
            "it is a committee's report, but neither <bill> nor a heading names a bill", root
        )
    if element is None or gid.kind != "standing":
        return None
    title = attribute(element, "title") or plain(element)
    if not title:
        raise fault("the bill has no title", element)
    stem = _STEM.fullmatch(gid.stem.removeprefix("standing"))
    identity = f"standing{stem['committee']}" if stem else f"committee/{title}"
    first = root.find("major-heading")
    heading = plain(first) if first is not None else "Committee"
    body = bodies.Body(identity, f"{heading} on the {title}", decides_by_majority=True)
    stage = Stage("committee", {"en": heading}, (stem["first"] or "") if stem else "", body=body.id)
    chairs = frozenset(filter(None, map(person_id, root.iterfind("committee/chairmen/*"))))
    return Committee(
        body,
        _bill(element, title, stage),
        heading,
        stem["number"].lstrip("0") if stem else "",
        chairs,
    )


def members(root: etree._Element, committee: Committee) -> Iterator[Membership | Skipped]:
    """Who sits on the committee; clerks are not members."""
    seen: set[str] = set()
    for element in root.iterfind("committee//*"):
        person = person_id(element) if is_voter(element) else ""
        if person and person not in seen:
            seen.add(person)
            role = "chair" if person in committee.chairs else "member"
            yield Membership(f"{committee.body.id}/{person}", person, committee.body.id, role)
        elif element.tag == "clerk":
            yield Skipped("clerk", plain(element), "clerks are not members", line_of(element))


def _announced(root: etree._Element) -> etree._Element | None:
    """Before there was a ``bill`` element, the second heading named the bill."""
    headings = root.findall("major-heading")
    bill = root.find("bill")
    return bill if bill is not None or len(headings) < 2 else headings[1]


def _bill(element: etree._Element, title: str, stage: Stage) -> Bill:
    """The bill as one stage knows it. The page about it is its only id, and it has no number."""
    url = normalize("NFC", element.get("url", "").strip())
    origin = bodies.LORDS if "[Lords]" in title else bodies.COMMONS
    return Bill(url or title, "", {"en": title}, "en", "bill", origin, stages=(stage,), url=url)
