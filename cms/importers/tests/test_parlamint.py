from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.importers.formats.parlamint import ParlaMint
from cms.importers.reading import SourceError, find
from cms.importers.records import (
    Identifier,
    Membership,
    Organization,
    Person,
    Record,
    Section,
    Sitting,
    Speech,
)
from cms.importers.tests.damage import damaged_bytes, given_bytes, survives

R = TypeVar("R")

FILES = Path(__file__).parent / "files" / "parlamint"
ORGS, PERSONS = "ParlaMint-XX-listOrg.xml", "ParlaMint-XX-listPerson.xml"
SITTING = "ParlaMint-XX_2031-03-04.xml"


def read(body: bytes, name: str = SITTING) -> list[Record]:
    return list(ParlaMint().read(given_bytes(name, body)))


def records(name: str) -> list[Record]:
    return read((FILES / name).read_bytes(), name)


def changed(*changes: tuple[str, str]) -> list[Record]:
    text = (FILES / SITTING).read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return read(text.encode())


def of(kind: type[R], found: list[Record]) -> list[R]:
    return [record for record in found if isinstance(record, kind)]


@pytest.fixture
def speeches() -> list[Speech]:
    return of(Speech, records(SITTING))


# Bodies and persons


def test_a_chamber_has_its_names_its_beginning_and_its_identifier():
    chamber, government, group = of(Organization, records(ORGS))

    assert (chamber.classification, government.classification) == ("chamber", "government")
    assert chamber.names == {"es": "Cámara de los Faros", "en": "Chamber of Lights"}
    assert (chamber.abbreviation, chamber.start) == ("LH", "1990-05-01")
    assert chamber.identifiers == (Identifier("wikidata", "Q90000001"),)
    assert (group.classification, group.names) == ("group", {"en": "Mar"})


def test_a_name_reads_forename_first_whatever_the_order_in_the_file():
    person, guest = of(Person, records(PERSONS))

    assert person.name == "María Luz de Bruma Lago"
    assert (person.given_name, person.family_name) == ("María Luz", "de Bruma Lago")
    assert person.names == {"ar": "ماريا بروما"}
    assert (person.gender, person.birth_date) == ("female", "1970")
    assert person.image == "portraits/bruma.jpg"
    assert guest.name == "Un invitado"


def test_memberships_keep_their_dates_and_offices_and_each_its_own_id():
    held = of(Membership, records(PERSONS))

    assert [(item.organization, item.role, item.start, item.end) for item in held] == [
        ("LH", "member", "2031-01-01", ""),
        ("grp.Mar", "member", "", ""),
        ("GoXX", "minister", "2031-02-01", "2031-03-31"),
        ("LH", "member", "2031-01-01", ""),
    ]
    assert held[2].labels == {"es": "Ministra de Faros", "en": "Minister of Lights"}
    assert len({item.id for item in held}) == 4


# The debate


def test_a_sitting_says_where_when_and_which():
    (sitting,) = of(Sitting, records(SITTING))

    assert (sitting.body, sitting.date, sitting.number) == ("LH", "2031-03-04", "7")
    assert sitting.titles == {"es": "Sesión plenaria núm. 7", "en": "Plenary sitting no. 7"}
    assert (sitting.session, sitting.term) == ("Sesión 7", "Legislatura 11")
    assert (sitting.language, sitting.url) == ("es", "https://report.example/7")


def test_headings_nest_and_one_without_words_is_kept():
    first, inner, last = of(Section, records(SITTING))

    assert (first.id, first.titles, first.bills) == (
        "faros",
        {"es": "FAROS DE LA COSTA"},
        ("bill-12",),
    )
    assert (inner.parent, inner.titles) == ("faros", {})
    assert [section.position for section in (first, inner, last)] == [1, 2, 3]
    assert last.parent == ""


def test_an_utterance_without_a_speaker_is_kept_with_the_name_that_is_printed(speeches):
    assert [(s.part, s.speaker, s.speaker_name) for s in speeches] == [
        ("chair", "", "El señor PRESIDENTE"),
        ("regular", "MaríaBruma", ""),
        ("guest", "MaríaBruma", ""),
        ("chair", "", ""),
    ]


def test_what_others_did_or_shouted_is_never_among_the_speakers_own_words(speeches):
    said = speeches[1].paragraphs

    assert [(p.kind, p.text) for p in said] == [
        (
            "text",
            "Votos emitidos, 350; 97 a favor (Aplausos); 82 en contra."
            " (Varios señores diputados: ¡Falso!) Sigo.",
        ),
        ("note", "(Se apaga la luz.)"),
        ("text", "Tiene la palabra el grupo [Mar], gracias."),
        ("reaction", "Aplausos"),
    ]
    assert [p.id for p in said] == ["s.u2.p1", "", "s.u2.p2", ""]


def test_a_turn_that_holds_only_a_reaction_is_kept_in_its_own_language(speeches):
    assert [(p.kind, p.text) for p in speeches[2].paragraphs] == [("reaction", "Rumors")]
    assert [s.language for s in speeches] == ["es", "es", "ca", "es"]
    assert [s.position for s in speeches] == [1, 2, 3, 4]


def test_ids_are_the_same_however_their_accents_are_spelt():
    text = unicodedata.normalize("NFD", (FILES / SITTING).read_text())

    spoken = of(Speech, read(text.encode()))

    assert spoken[1].speaker == unicodedata.normalize("NFC", "MaríaBruma")


def test_the_day_comes_from_the_meeting_where_the_setting_has_none():
    (sitting,) = of(Sitting, changed((' when="2031-03-04"', "")))

    assert sitting.date == "2031-03-04"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ((' xml:lang="es" xml:id="ParlaMint-XX_2031-03-04"', ' xml:lang="es"'), "no xml:id"),
        (('1.0" xml:lang="es" xml:id=', '1.0" xml:id='), "no xml:lang"),
        (('xml:id="s.u4"', 'xml:id="s.u1"'), "already defined"),
        (('when="2031-03-04"', 'when="2031-02-30"'), "not a date"),
        (("<text", "<txt"), "not well-formed"),
        (('xmlns="http://www.tei-c.org/ns/1.0"', ""), "root element is TEI"),
    ],
    ids=["no id", "no language", "an id twice", "no such day", "tags", "no namespace"],
)  # fmt: skip
def test_a_wrong_sitting_is_refused_with_its_place(change, sentence):
    with pytest.raises(SourceError, match=sentence) as caught:
        changed(change)

    assert caught.value.line


@settings(max_examples=150, deadline=None)
@given(data=st.data(), name=st.sampled_from([ORGS, PERSONS, SITTING]))
def test_whatever_happens_to_a_file_it_is_read_or_refused(data, name):
    body = data.draw(damaged_bytes((FILES / name).read_bytes()))

    survives(ParlaMint(), given_bytes(name, body))


# The folder, and the real files


def test_bodies_are_read_first_then_persons_then_sittings():
    found = ParlaMint().inputs(find([FILES]))

    assert [item.name for item in found] == [ORGS, PERSONS, SITTING]
    assert [ParlaMint().separate(item) for item in found] == [False, False, True]


@pytest.fixture(scope="session")
def real(real_data: Path) -> list[Record]:
    found = ParlaMint().inputs(find([real_data / "tei-es"]))
    return [record for item in found for record in ParlaMint().read(item)]


def test_the_real_sittings_have_as_many_speeches_as_their_readme_counts(real):
    spoken = of(Speech, real)

    assert len(spoken) == 486
    assert sum(not speech.speaker for speech in spoken) == 196
    assert {speech.part for speech in spoken if not speech.speaker} == {"chair"}
    assert len(of(Sitting, real)) == 5
    assert len({person.id for person in of(Person, real)}) == 179


def test_in_the_real_sittings_every_applause_stands_in_brackets(real):
    texts = (p.text for s in of(Speech, real) for p in s.paragraphs if p.kind == "text")

    bare = Counter(
        text[place - 1 : place] for text in texts for place in [text.find("Aplausos")] if place >= 0
    )

    assert bare["("] > 50
    assert set(bare) <= {"(", "-"}
