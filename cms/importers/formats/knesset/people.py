"""Members of the Knesset (mk_individual.csv), in Hebrew and in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cms.importers.formats.knesset.bodies import HEBREW
from cms.importers.formats.knesset.tables import Row, rows
from cms.importers.records import Identifier, Person, Skipped

COLUMNS = frozenset({"mk_individual_id", "mk_individual_name", "mk_individual_first_name"})

_GENDERS = {"250": "female", "251": "male", "נקבה": "female", "זכר": "male"}
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


def members(body: bytes) -> Iterator[Person | Skipped]:
    """A person a row. Further spellings of a name have no place in the records."""
    lines: dict[str, int | None] = {}
    for row in rows(body, COLUMNS):
        person = _person(row)
        if person.id in lines:
            raise row.error(f"member {person.id} stands in line {lines[person.id]} already")
        lines[person.id] = row.line
        yield person
        if {*row.listed("altnames")} - {person.name}:
            yield Skipped("other names", person.id, "only one name a language is kept", row.line)


def _person(row: Row) -> Person:
    given = row.text("FirstName", "mk_individual_first_name")
    family = row.text("LastName", "mk_individual_name")
    name = f"{given} {family}".strip()
    if not name:
        raise row.error("the member has no name")
    english = (
        f"{row.text('mk_individual_first_name_eng')} {row.text('mk_individual_name_eng')}".strip()
    )
    gender = row.text("GenderID", "GenderDesc")
    number = row.optional_key("PersonID")
    return Person(
        id=row.key("mk_individual_id"),
        name=name,
        names={HEBREW: name, "en": english} if english else {HEBREW: name},
        given_name=given,
        family_name=family,
        gender=_GENDERS.get(gender, gender),
        image=row.text("mk_individual_photo"),
        email=_email(row),
        identifiers=(Identifier("knesset-person", f"KNS_Person({number})"),) if number else (),
    )


def _email(row: Row) -> str:
    """The first of the two columns that holds an address: one member's holds a name."""
    found = (row.text(column) for column in ("Email", "mk_individual_email"))
    return next((address for address in found if _ADDRESS.fullmatch(address)), "")
