"""``interventions/*.json``: what was said on the bill in a sitting, as NosDéputés publishes it."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

from cms.importers import jsonfields
from cms.importers.formats.lafabrique import reactions
from cms.importers.formats.lafabrique.places import place_of
from cms.importers.jsonfields import Fields
from cms.importers.records import (
    Organization,
    Paragraph,
    Person,
    Record,
    Section,
    Sitting,
    Speech,
)

_Once = Organization | Person | Section | Sitting | Speech
_CHAIR = {"président", "présidente", "vice-président", "vice-présidente"}
_CHAIR |= {"président de séance", "présidente de séance"}
_GOVERNMENT = (
    "ministre",
    "premier ministre",
    "première ministre",
    "garde des sceaux",
    "secrétaire d",
    "haut-commissaire",
    "commissaire du gouvernement",
)


def read(document: list[object], bill: str) -> Iterator[Record]:
    """Yield what was said, in the order of the sitting, each thing before what refers to it."""
    given = [_inner(entry) for entry in jsonfields.objects(document, "")]
    debate = _Debate((bill,) if bill else ())
    for intervention in sorted(given, key=_order):
        yield from debate.intervention(intervention)


def _inner(entry: Fields) -> Fields:
    if "intervention" not in entry:
        raise entry.error("“intervention” is missing")
    return entry.child("intervention")


def _order(given: Fields) -> int:
    """Return the place in the sitting; what is called a timestamp is a number in a row."""
    order = given.whole("timestamp")
    if order is None:
        raise given.error("“timestamp” is missing or empty")
    return order


class _Debate:
    """One file, and what of it has been yielded already."""

    def __init__(self, bills: tuple[str, ...]) -> None:
        self._bills = bills
        self._known: set[tuple[type, str]] = set()
        self._positions: dict[str, int] = {}
        self._counts: dict[tuple[type, str], int] = {}

    def intervention(self, given: Fields) -> Iterator[Record]:
        """Yield an intervention, and before it what it is the first to need."""
        place = place_of(given)
        sitting = place.sitting(given)
        sections = self._sections(given, sitting.id)
        group = _group(given, place.chamber)
        bodies = (place.chamber, place.body(given), *group)
        needed: list[_Once] = [*bodies, sitting, *sections, *_person(given)]
        yield from (record for record in needed if self._is_new(record))
        speech = Speech(
            id=f"{place.site}/intervention/{given.required('id')}",
            sitting=sitting.id,
            position=self._next(Speech, sitting.id),
            language="fr",
            paragraphs=tuple(_paragraphs(given)),
            section=sections[-1].id if sections else "",
            speaker=given.text("intervenant_slug"),
            speaker_name=given.text("intervenant_nom"),
            role=given.text("intervenant_fonction"),
            part=_part(given),
            group=group[0].id if group else "",
            group_name=given.text("intervenant_groupe"),
            url=_address(given),
            bills=self._bills,
        )
        if not self._is_new(speech):
            raise given.error(f"the id {given.text('id')} is there twice")
        yield speech

    def _is_new(self, record: _Once) -> bool:
        key = (type(record), record.id)
        if key in self._known:
            return False
        self._known.add(key)
        return True

    def _next(self, kind: type, sitting: str) -> int:
        position = self._counts.get((kind, sitting), 0) + 1
        self._counts[kind, sitting] = position
        return position

    def _sections(self, given: Fields, sitting: str) -> list[Section]:
        """Return the section and, where there is one, the part of it: both only have titles."""
        titles = dict.fromkeys((given.text("section"), given.text("soussection")))
        found: list[Section] = []
        for title in filter(None, titles):
            parent = found[-1].id if found else ""
            section = f"{parent or sitting}/{_digest(title)}"
            if section not in self._positions:
                self._positions[section] = self._next(Section, sitting)
            position = self._positions[section]
            found.append(Section(section, sitting, {"fr": title}, position, parent, self._bills))
        return found


def _digest(title: str) -> str:
    return blake2b(title.encode(), digest_size=5).hexdigest()


def _group(given: Fields, chamber: Organization) -> list[Organization]:
    """Return the group of the speaker: the same letters name different groups in each chamber."""
    name = given.text("intervenant_groupe")
    names = {"fr": name}
    return [Organization(f"{chamber.id}/{name}", "group", names, name, chamber.id)] if name else []


def _person(given: Fields) -> list[Person]:
    slug = given.text("intervenant_slug")
    return [Person(slug, given.required("intervenant_nom"))] if slug else []


def _paragraphs(given: Fields) -> Iterator[Paragraph]:
    return reactions.paragraphs(given.raw("contenu"), spoken=bool(given.text("intervenant_nom")))


def _part(given: Fields) -> str:
    role = given.text("intervenant_fonction").lower()
    if not given.text("intervenant_nom"):
        return "procedural"
    if role in _CHAIR:
        return "chair"
    government = role.startswith(_GOVERNMENT) and not given.text("intervenant_slug")
    return "guest" if government else "regular"


def _address(given: Fields) -> str:
    return given.text("url_nosdeputes") or given.text("url_nossenateurs")
