"""Who met: the chamber that the kind of id stands for, as an organization."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cms.importers.formats.parlparse.gid import Gid
from cms.importers.records import Organization

WESTMINSTER = "uk-parliament"
COMMONS = "house-of-commons"
LORDS = "house-of-lords"

# The ids are those of parlparse's own members/people.json, so that both can be imported together.
_NAMES = {
    WESTMINSTER: ("parliament", "Parliament of the United Kingdom", ""),
    COMMONS: ("chamber", "House of Commons", WESTMINSTER),
    LORDS: ("chamber", "House of Lords", WESTMINSTER),
    "westminster-hall": ("chamber", "Westminster Hall", COMMONS),
    "scottish-parliament": ("chamber", "Scottish Parliament", ""),
    "northern-ireland-assembly": ("chamber", "Northern Ireland Assembly", ""),
    "welsh-parliament": ("chamber", "Welsh Parliament", ""),
}
_KINDS = {
    "debate": COMMONS,
    "standing": COMMONS,
    "lords": LORDS,
    "westminhall": "westminster-hall",
    "spor": "scottish-parliament",
    "spdivision": "scottish-parliament",
    "ni": "northern-ireland-assembly",
    "senedd/en": "welsh-parliament",
    "senedd/cy": "welsh-parliament",
}


@dataclass(frozen=True, slots=True)
class Body:
    """Who met, and in which language the report is."""

    id: str
    name: str
    language: str = "en"
    decides_by_majority: bool = False


def chamber(gid: Gid) -> Body:
    """The chamber of a debate. A kind never seen before is a chamber of that name."""
    language = "cy" if gid.kind.endswith("/cy") else "en"
    identity = _KINDS.get(gid.kind, gid.kind)
    if identity not in _NAMES:
        return Body(identity, identity.replace("-", " ").title(), language)
    name, parent = _NAMES[identity][1:]
    return Body(identity, name, language, WESTMINSTER in (parent, _parent(parent)))


def organizations(*bodies: Body) -> Iterator[Organization]:
    """The bodies and those above them, each once and the highest first."""
    given: dict[str, Organization] = {}
    for body in bodies:
        classification, name, parent = _NAMES.get(body.id, ("chamber", body.name, ""))
        if parent:
            above = {record.id: record for record in organizations(Body(parent, ""))}
            given = {**above, **given}
        given[body.id] = Organization(body.id, classification, {"en": name}, parent=parent)
    yield from given.values()


def _parent(identity: str) -> str:
    return _NAMES[identity][2] if identity else ""
