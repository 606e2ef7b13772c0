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
    """A person a row. Further spellings of a name have no place in the records: they are counted."""
    lines: dict[str, int | None] = {}
    spellings = 0
    for row in rows(body, COLUMNS):
        person = _person(row)
        if person.id in lines:
            raise row.error(f"member {person.id} stands in line {lines[person.id]} already")
        lines[person.id] = row.line
        spellings += len({*row.listed("altnames")} - {person.name})
        yield person
    if spellings:
        yield Skipped(
            "other names", "altnames", f"{spellings} further spellings: one name a language is kept"
        )


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
        identifiers=(Identifier("knesset-person", number),) if number else (),
    )


def _email(row: Row) -> str:
    """The first of the two columns that holds an address: one member's holds a name."""
    found = (row.text(column) for column in ("Email", "mk_individual_email"))
    return next((address for address in found if _ADDRESS.fullmatch(address)), "")
