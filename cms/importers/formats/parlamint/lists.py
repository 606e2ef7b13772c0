"""listOrg and listPerson: bodies, persons, and who belonged where from when until when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from cms.importers.formats.parlamint.elements import (
    TEI,
    language_of,
    name_of,
    partial,
    pointer,
    required_id,
    text_of,
    texts_of,
)
from cms.importers.reading import SourceError
from cms.importers.records import Identifier, Membership, Organization, Person
from cms.importers.safexml import line_of

LIST_ORG = f"{TEI}listOrg"
LIST_PERSON = f"{TEI}listPerson"
ROLES = {
    "government": "government",
    "parliamentaryGroup": "group",
    "politicalParty": "party",
    "politicalGroup": "group",
    "committee": "committee",
}
CHAMBER = ("#parla.lower", "#parla.upper", "#parla.uni")
GENDERS = {"M": "male", "F": "female"}
NAME_PARTS = ("forename", "nameLink", "surname", "addName")


def organizations(root: etree._Element) -> Iterator[Organization]:
    """Yield the bodies of a listOrg."""
    language = language_of(root, "en")
    seen: set[str] = set()
    for org in root.iter(f"{TEI}org"):
        yield _organization(org, language, _once(org, seen))


def _organization(org: etree._Element, language: str, org_id: str) -> Organization:
    names = list(org.findall(f"{TEI}orgName"))
    full = [name for name in names if name.get("full") != "abb"]
    short = [text_of(name) for name in names if name.get("full") == "abb"]
    existence = org.find(f"{TEI}event")
    return Organization(
        id=org_id,
        classification=_classification(org),
        names=texts_of(full, language) or {language: short[0] if short else org_id},
        abbreviation=short[0] if short else "",
        parent=pointer(org.get("corresp")),
        start=partial(existence.get("from"), existence) if existence is not None else "",
        end=partial(existence.get("to"), existence) if existence is not None else "",
        identifiers=tuple(
            Identifier(idno.get("subtype") or idno.get("type") or "idno", text_of(idno))
            for idno in org.findall(f"{TEI}idno")
            if text_of(idno)
        ),
    )


def _classification(org: etree._Element) -> str:
    role = org.get("role", "")
    if role == "parliament":
        kinds = (org.get("ana") or "").split()
        return "chamber" if any(kind in CHAMBER for kind in kinds) else "parliament"
    return ROLES.get(role, "other")


def persons(root: etree._Element) -> Iterator[Person | Membership]:
    """Yield the persons of a listPerson, each followed by its memberships."""
    language = language_of(root, "en")
    seen: set[str] = set()
    for person in root.iter(f"{TEI}person"):
        person_id = _once(person, seen)
        yield _person(person, language, person_id)
        yield from _memberships(person, language, person_id)


def _person(person: etree._Element, language: str, person_id: str) -> Person:
    written = person.findall(f"{TEI}persName")
    if not written:
        raise SourceError("the person has no persName", line=line_of(person), element=person_id)
    first = written[0]
    sex, birth, death = (person.find(f"{TEI}{tag}") for tag in ("sex", "birth", "death"))
    image = person.find(f"{TEI}figure/{TEI}graphic")
    return Person(
        id=person_id,
        name=_name(first) or person_id,
        names={language_of(item, language): _name(item) for item in written[1:] if _name(item)},
        given_name=_parts(first, "forename"),
        family_name=_parts(first, "nameLink", "surname"),
        gender=GENDERS.get(sex.get("value", ""), "") if sex is not None else "",
        birth_date=partial(birth.get("when"), birth) if birth is not None else "",
        death_date=partial(death.get("when"), death) if death is not None else "",
        image=image.get("url", "") if image is not None else "",
        links=tuple(text_of(idno) for idno in person.findall(f"{TEI}idno") if text_of(idno)),
    )


def _name(written: etree._Element) -> str:
    return _parts(written, *NAME_PARTS) or text_of(written)


def _parts(written: etree._Element, *tags: str) -> str:
    """Forenames before surnames, whatever the order in the file."""
    found = [text_of(part) for tag in tags for part in written.findall(f"{TEI}{tag}")]
    return " ".join(part for part in found if part)


def _memberships(person: etree._Element, language: str, person_id: str) -> Iterator[Membership]:
    seen: Counter[str] = Counter()
    for item in person.findall(f"{TEI}affiliation"):
        body = pointer(item.get("ref"))
        if not body:
            continue
        role = item.get("role") or "member"
        start, end = partial(item.get("from"), item), partial(item.get("to"), item)
        key = "|".join([person_id, body, role, start])
        seen[key] += 1
        yield Membership(
            id=key if seen[key] == 1 else f"{key}|{seen[key]}",
            person=person_id,
            organization=body,
            role=role,
            labels=texts_of(item.findall(f"{TEI}roleName"), language),
            start=start,
            end=end,
        )


def _once(element: etree._Element, seen: set[str]) -> str:
    found = required_id(element)
    if found in seen:
        raise SourceError(
            f"the xml:id {found!r} is used twice", line=line_of(element), element=name_of(element)
        )
    seen.add(found)
    return found
