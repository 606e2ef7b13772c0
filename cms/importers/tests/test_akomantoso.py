from __future__ import annotations

import re
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.importers.formats.akomantoso import AkomaNtoso, concepts
from cms.importers.formats.akomantoso.languages import language_tag
from cms.importers.reading import Input, SourceError, find
from cms.importers.records import (
    STAGE_CODES,
    Bill,
    BillText,
    Clause,
    Division,
    Identifier,
    Organization,
    Person,
    Record,
    Redirect,
    Section,
    Sitting,
    Skipped,
    Speech,
    VoteCast,
)

R = TypeVar("R")

FILES = Path(__file__).parent / "files" / "akomantoso"
DEBATE, FRENCH_DEBATE, OLD_DEBATE = "debate.eng.xml", "debate.fra.xml", "debate.v2.xml"
BILL, FRENCH_BILL, COLLECTION = "bill.eng.xml", "bill.fra.xml", "collection.spa.xml"
ALL = [DEBATE, FRENCH_DEBATE, OLD_DEBATE, BILL, FRENCH_BILL, COLLECTION]
WORK = "/akn/xx/debate/2031-05-06/12"


def read(body: bytes, name: str = DEBATE) -> list[Record]:
    return list(AkomaNtoso().read(Input(name, lambda: body)))


def records(name: str) -> list[Record]:
    return read((FILES / name).read_bytes(), name)


def of(kind: type[R], found: list[Record]) -> list[R]:
    return [record for record in found if isinstance(record, kind)]


def one(kind: type[R], found: list[Record]) -> R:
    (record,) = of(kind, found)
    return record


def spoken(found: list[Record]) -> list[Speech]:
    return [speech for speech in of(Speech, found) if speech.part != "procedural"]


@pytest.fixture
def debate() -> list[Record]:
    return records(DEBATE)


# Debates


def test_a_debate_is_a_sitting_on_the_day_of_its_front_page(debate):
    sitting = one(Sitting, debate)

    assert (sitting.id, sitting.date, sitting.number) == (WORK, "2031-05-06", "12")
    assert sitting.titles == {"en": "Twelfth sitting"}
    assert (sitting.start, sitting.end) == ("10:02", "18:30")
    assert sitting.identifiers == (Identifier("akn", WORK),)
    assert sitting.body == "HOUSE"


def test_moments_of_another_day_are_not_the_sittings(debate):
    body = (FILES / DEBATE).read_bytes().replace(b'time="2031-05-06', b'time="2035-01-01')

    assert one(Sitting, read(body)).start == ""


def test_bodies_and_persons_have_the_last_part_of_their_path_as_id(debate):
    organization = one(Organization, debate)
    person = of(Person, debate)[0]

    assert (organization.id, organization.classification) == ("HOUSE", "chamber")
    assert person == Person(
        "AdaRoe",
        "Ada Roe",
        {"en": "Ada Roe"},
        identifiers=(Identifier("akn", "/ontology/person/xx/AdaRoe"),),
    )


def test_only_persons_in_the_text_are_persons_and_shared_paths_tell_nobody_apart(debate):
    people = {person.id: person.name for person in of(Person, debate)}

    assert people == {
        "AdaRoe": "Ada Roe",
        "BenOake": "Ben Oake",
        "vane": "Cy Vane",
        "quill": "Dan Quill",
    }


def test_sections_nest_as_deep_as_they_are(debate):
    sections = {
        section.id.partition("#")[2]: (section.titles.get("en", ""), section.parent[len(WORK) :])
        for section in of(Section, debate)
    }

    assert sections["pr"] == ("I. PRAYERS", "")
    assert sections["s1"] == ("Lamps Bill — second reading", "")
    assert sections["s1a"] == ("", "#s1")
    assert sections["s1b2"] == ("", "#s1b")
    assert [section.position for section in of(Section, debate)] == list(range(1, 12))


def test_speeches_questions_and_answers_are_speeches(debate):
    found = [(speech.speaker, speech.speaker_name, speech.part) for speech in spoken(debate)]

    assert found == [
        ("AdaRoe", "Ada Roe", "regular"),
        ("", "The Speaker", "chair"),
        ("", "El señor ULMO (Diputado)", "regular"),
        ("", "The Secretary", "regular"),
        ("vane", "The Deputy (Mr Vane, Speaker)", "chair"),
        ("BenOake", "Ben Oake", "regular"),
        ("quill", "Dan Quill", "regular"),
        ("AdaRoe", "Ada Roe", "regular"),
    ]
    assert [speech.position for speech in of(Speech, debate)] == list(range(1, 17))
    assert spoken(debate)[-1].section == ""
    assert spoken(debate)[6].role == "Minister for Lamps"
    assert spoken(debate)[0].start == "2031-05-06T10:05:00"
    assert spoken(debate)[5].start == "14:05:00"


def test_a_pointer_to_nobody_keeps_the_printed_name_and_is_told(debate):
    skipped = one(Skipped, debate)

    assert (skipped.kind, skipped.id) == ("reference", "#nobody")
    assert skipped.line


def test_paragraphs_keep_lists_notes_and_reactions(debate):
    paragraphs = spoken(debate)[0].paragraphs

    assert [(p.text, p.kind) for p in paragraphs] == [
        ("I move that lamps be lit.", "text"),
        ("See the order paper.", "note"),
        ("Namely", "text"),
        ("(a) at dusk;", "text"),
        ("(b) at noon.", "text"),
        ("(Applause)", "reaction"),
    ]
    assert paragraphs[0].id == f"{WORK}#p1"


def test_words_on_the_speakers_line_are_part_of_the_speech(debate):
    assert [p.text for p in spoken(debate)[2].paragraphs] == ["Pido la palabra.", "Gracias."]


def test_lists_outside_and_tables_and_line_breaks_inside_are_kept(debate):
    question, answer = spoken(debate)[5:7]

    assert [p.text for p in question.paragraphs] == ["Why?", "and how", "exactly"]
    assert [p.text for p in answer.paragraphs] == ["North | 4", "First line second line."]


def test_the_reporters_text_is_procedure(debate):
    found = [speech for speech in of(Speech, debate) if speech.part == "procedural"]

    assert [p.text for p in found[0].paragraphs] == [
        "The House met at 10.02",
        "[Madam Speaker in the Chair]",
    ]
    assert [(p.text, p.kind) for p in found[-1].paragraphs] == [
        ("6.30 p.m.", "time"),
        ("Next on 7 May at 10", "procedural"),
    ]


def test_a_division_is_corrected_by_its_recount_and_finds_its_names(debate):
    division = of(Division, debate)[0]

    assert division.counts == {"yes": 2, "no": 1}
    assert (division.result, division.section) == ("agreed", f"{WORK}#s1b")
    assert division.titles == {"en": "Lamps Bill — second reading"}
    assert division.votes == (
        VoteCast("AdaRoe", "yes", "Ada Roe"),
        VoteCast("quill", "yes", "Dan Quill"),
        VoteCast("", "no", "Eve Reed"),
    )


def test_an_id_that_votes_for_several_names_is_nobodys(debate):
    division = of(Division, debate)[1]

    assert division.result == "rejected"
    assert [(vote.person, vote.name) for vote in division.votes] == [
        ("", "Fay Stone"),
        ("", "Gil Tarn"),
        ("", "Hal Birch"),
        ("BenOake", "Ben Oake"),
    ]


def test_votes_that_no_analysis_counts_are_a_division_of_their_own(debate):
    unclear, listed = of(Division, debate)[2:]

    assert (unclear.result, unclear.counts, unclear.titles) == ("", {}, {"en": "Twelfth sitting"})
    assert listed.titles == {"en": "Ropes"}
    assert listed.counts == {"yes": 1, "no": 1}
    assert [vote.option for vote in listed.votes] == ["yes", "no"]


def test_a_translation_is_of_the_same_sitting_and_names_its_originals(debate):
    french = records(FRENCH_DEBATE)

    assert one(Sitting, french).id == WORK
    assert of(Section, french)[2].titles == {"fr": "Projet de loi sur les lampes — second reading"}
    assert [section.id for section in of(Section, french)] == [s.id for s in of(Section, debate)]
    originals = [speech.translation_of for speech in of(Speech, french)]
    assert originals == [speech.id for speech in of(Speech, debate)]
    assert of(Speech, french)[1].id == f"{WORK}/fra@#~speech-1"
    assert {speech.translation_of for speech in of(Speech, debate)} == {""}


def test_version_two_has_another_namespace_prefix_and_ids():
    found = records(OLD_DEBATE)
    sitting = one(Sitting, found)

    assert sitting.id == "/xx/debaterecord/2031-06-07"
    assert (sitting.language, sitting.number, sitting.term) == ("es", "7", "LX")
    assert sitting.titles == {"es": "7ª sesión, 7 de junio"}
    organization = one(Organization, found)
    assert organization.id == sitting.body == "xx/cámara-de-faroles"
    assert organization.names == {"es": "Cámara de Faroles"}
    first, second, third = of(Speech, found)
    assert first.id == f"{sitting.id}#sub1-spe01"
    assert (first.part, second.part) == ("chair", "regular")
    assert (third.speaker, third.speaker_name) == ("BeaVerde", "Bea Verde")
    assert {person.name for person in of(Person, found)} == {"Ana Rojo", "Bea Verde"}


# Bills


def test_a_bill_has_its_names_sponsors_and_topics():
    bill = one(Bill, records(BILL))

    assert (bill.id, bill.number) == ("/akn/xx/bill/2031-01-02/h-7", "H-7")
    assert bill.titles == {"en": "Lamps Bill"}
    assert bill.summaries == {"en": "A Bill to light the lamps."}
    assert (bill.body, bill.introduced, bill.kind) == ("HOUSE", "2031-01-02", "bill")
    assert bill.topics == ("light", "towns")
    assert bill.sponsors == (
        VoteCast("AdaRoe", "sponsor", "Ada Roe"),
        VoteCast("", "cosponsor", "Ben Oake"),
    )
    assert bill.identifiers == (
        Identifier("akn", "/akn/xx/bill/2031-01-02/h-7"),
        Identifier("akn", "/akn/xx/bill/2031-01-02/seven"),
        Identifier("act", "Act 2031/3"),
    )


def test_stages_come_from_the_workflow_and_from_events_it_does_not_tell_of():
    stages = one(Bill, records(BILL)).stages

    assert [(stage.code, stage.date, stage.body, stage.outcome) for stage in stages] == [
        ("introduction", "2031-01-02", "HOUSE", ""),
        ("second_reading", "2031-02-03", "HOUSE", "agreed"),
        ("other", "2031-02-20", "com.LAMP", ""),
        ("committee", "2031-03-04", "com.LAMP", "amended"),
        ("assent", "2031-04-05", "", ""),
        ("third_reading", "", "", "planned"),
    ]
    assert stages[1].titles == {"en": "Second reading"}
    assert stages[1].url == "https://house.example/divisions/1"
    assert stages[2].titles == {"en": "Public hearing"}
    assert (stages[4].body_name, stages[4].note) == ("The Crown", "Signed into law")


def test_each_language_gives_the_same_bill_with_its_own_words():
    english, french = one(Bill, records(BILL)), one(Bill, records(FRENCH_BILL))

    assert french.id == english.id
    assert french.titles == {"fr": "Projet de loi sur les lampes"}
    assert [stage.code for stage in french.stages] == [stage.code for stage in english.stages]
    assert [stage.outcome for stage in french.stages] == [s.outcome for s in english.stages]
    assert french.stages[0].titles == {"fr": "Dépôt"}
    texts = [one(BillText, records(name)).id for name in (BILL, FRENCH_BILL)]
    assert texts[0] != texts[1]


def test_the_text_is_told_clause_by_clause():
    text = one(BillText, records(BILL))

    assert (text.label, text.date) == ("As amended in committee", "2031-03-04")
    assert text.clauses == (
        Clause("", "Be it enacted."),
        Clause("PART 1", "", "Lamps"),
        Clause("", "On lamps:"),
        Clause("1", "A lamp is lit—\n(a) at dusk;\n(b) in fog.", "Lighting"),
        Clause("2", "In the Oil Act for “fat” put “oil”.", "Oil — (for lamps)"),
        Clause("3", "The Act reads:\n“9. Wicks are trimmed.\nDaily.”"),
        Clause("", "Schedule follows."),
    )


def test_votes_on_a_bill_are_left_to_the_sitting():
    skipped = one(Skipped, records(BILL))

    assert (skipped.kind, skipped.id) == ("division", "https://house.example/divisions/1")


def test_a_bill_in_a_collection_bears_the_collections_name():
    found = records(COLLECTION)
    bill = one(Bill, found)

    assert bill.titles == {"es": "LEY DE ACEITES"}
    assert bill.summaries == {"es": "Regula los aceites."}
    assert (bill.kind, bill.body) == ("proyectoDeLey", "com.ACE")
    assert [(stage.code, stage.date) for stage in bill.stages] == [
        ("introduction", "2031-07-08"),
        ("first_reading", "2031-08-09"),
    ]
    assert [(vote.person, vote.name) for vote in bill.sponsors] == [
        ("LeaLima", "LEA LIMA"),
        ("", "SOL MAR"),
    ]
    assert bill.identifiers[-1].value == "/akn/xx/collection/2031-07-08/folder9"
    assert one(BillText, found).clauses == (Clause("Artículo 1º", "Hay aceite."),)
    assert one(Skipped, found).id == "/akn/xx/doc/2031-07-08/9"


def test_other_kinds_of_documents_are_left_out():
    body = (FILES / BILL).read_bytes().replace(b"<bill ", b"<act ").replace(b"</bill>", b"</act>")

    assert [record.kind for record in of(Skipped, read(body))] == ["act"]


# Words


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("first-reading", "first_reading"),
        ("Première lecture", "first_reading"),
        ("primer trámite", "first_reading"),
        ("القراءة الثانية", "second_reading"),
        ("Rapport de la commission", "report"),
        ("Committee stage", "committee"),
        ("Promulgation", "assent"),
        ("Commission mixte paritaire", "conference"),
        ("xyz", ""),
    ],
)
def test_stages_are_known_in_several_languages(word, code):
    assert concepts.stage(word) == code
    assert code in ("", *STAGE_CODES)


@pytest.mark.parametrize(
    ("word", "option"),
    [
        ("aFavor", "yes"),
        ("En contra", "no"),
        ("Not-Contents", "no"),
        ("seAbstiene", "abstain"),
        ("Sí", "yes"),
        ("SinConteo", ""),
    ],
)
def test_ways_to_vote_are_known_in_several_languages(word, option):
    assert concepts.option(word) == option


def test_outcomes_are_read_with_care():
    words = ["disagreed", "as amended", "aprobacionUnanime", "Retiré", "moot"]

    outcomes = [concepts.outcome(word) for word in words]

    assert outcomes == ["rejected", "amended", "agreed", "withdrawn", ""]


@pytest.mark.parametrize(
    ("code", "tag"),
    [("eng", "en"), ("esp", "es"), ("ARA", "ar"), ("fr-CA", "fr-CA"), ("e", ""), ("", "")],
)
def test_languages_become_bcp_47(code, tag):
    assert language_tag(code) == tag


# Which files


def test_files_are_taken_by_the_name_of_the_root():
    start = b"<?xml version='1.0'?><an:akomaNtoso "
    found = [
        Input("b.xml", lambda: start),
        Input("a.AKN", lambda: start),
        Input("c.txt", lambda: start),
        Input("d.xml", lambda: b"<TEI/>"),
    ]

    assert [item.name for item in AkomaNtoso().inputs(found)] == ["a.AKN", "b.xml"]


def test_a_file_that_cannot_be_read_is_not_sniffed():
    def refuse() -> bytes:
        raise SourceError("no permission")

    assert AkomaNtoso().inputs([Input("x.xml", refuse)]) == []


@pytest.mark.parametrize("name", ALL)
def test_ids_are_unique_and_the_same_bytes_give_the_same_records(name):
    found = records(name)

    ids = [(type(record), record.id) for record in found if not isinstance(record, Redirect)]
    assert len(ids) == len(set(ids))
    assert records(name) == found


# What is refused

AKN = b'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">'
USELESS = {
    "empty": (b"", "the file is empty"),
    "HTML": (b"<html><body/></html>", "this is an HTML page"),
    "not XML": (b'{"debate": 1}', "not well-formed XML"),
    "another root": (b"<TEI/>", "the root element is <TEI>, not <akomaNtoso>"),
    "no document": (AKN + b"</akomaNtoso>", "it holds no document"),
    "strange document": (AKN + b"<poem/></akomaNtoso>", "<poem> is not a kind of document"),
    "no identification": (AKN + b"<debate/></akomaNtoso>", "it has no meta/identification"),
    "a DOCTYPE": (b"<!DOCTYPE akomaNtoso>" + AKN + b"</akomaNtoso>", "it declares a DOCTYPE"),
}


@pytest.mark.parametrize(("body", "sentence"), USELESS.values(), ids=USELESS)
def test_a_file_of_something_else_is_refused(body, sentence):
    with pytest.raises(SourceError, match=re.escape(sentence)):
        read(body)


BROKEN = {
    "cut": (DEBATE, b"</debateBody>", b"\0", "not well-formed XML"),
    "encoding": (DEBATE, b'encoding="UTF-8"', b'encoding="utf-16"', "not"),
    "no work": (DEBATE, b"FRBRWork", b"FRBRItem", "it has no FRBRWork"),
    "no expression": (DEBATE, b"FRBRExpression", b"FRBRItem", "it has no FRBRExpression"),
    "no URI": (DEBATE, b'value="/akn/xx/debate', b'was="', "it has no FRBRuri"),
    "no language": (DEBATE, b'language="eng"', b"", "FRBRlanguage says ''"),
    "odd language": (DEBATE, b'language="eng"', b'language="English (UK)"', "not a language code"),
    "no body": (DEBATE, b"debateBody", b"debateCorpus", "the debate has no debateBody"),
    "no such day": (DEBATE, b'docDate date="2031-05', b'docDate date="2031-15', "is not a date"),
    "no such work day": (DEBATE, b'"2031-05-20"', b'"20 May"', "'20 May' is not a date"),
    "no such moment": (DEBATE, b'"2031-05-06T10:05:00"', b'"2031-05-06T25:00"', "is not a date"),
    "no such time": (DEBATE, b'startTime="14:05"', b'startTime="24:61"', "'24:61' is not a time"),
    "count": (DEBATE, b'value="4"', b'value="four"', "the count is 'four', which is not a number"),
    "id twice": (DEBATE, b'eId="s1b1"', b'eId="s1a"', "the id 's1a' is used twice"),
    "person without id": (DEBATE, b'TLCPerson eId="roe"', b"TLCPerson", "it has no eId"),
    "no day at all": (OLD_DEBATE, b' date="2031-06-07"', b"", "on which day the sitting was"),
    "stage": (BILL, b'eId="st_two"', b'eId="st_zwei"', "'#st_two', which the file"),
    "step day": (BILL, b'date="2031-02-03"', b'date="2031-02-31"', "'2031-02-31' is not a date"),
    "component": (COLLECTION, b'eId="cmps__cmp_2"', b'eId="x"', "the component '#cmps__cmp_2'"),
}


@pytest.mark.parametrize(("name", "old", "new", "sentence"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_refused_in_one_sentence(name, old, new, sentence):
    body = (FILES / name).read_bytes()
    assert old in body

    with pytest.raises(SourceError, match=re.escape(sentence)):
        read(body.replace(old, new), name)


def test_a_debate_of_nobody_is_refused():
    body = (FILES / OLD_DEBATE).read_bytes()
    body = re.sub(rb"<an:FRBRauthor.*?/>|<an:FRBRcountry.*?/>", b"", body)

    with pytest.raises(SourceError, match="it does not say who met"):
        read(body.replace("Cámara de Faroles".encode(), b"Acta"))


def test_a_collection_with_the_same_bill_twice_is_refused():
    body = (FILES / COLLECTION).read_bytes()
    (bill,) = re.findall(rb"<bill .*</bill>", body, re.DOTALL)

    with pytest.raises(SourceError, match="the file holds '/akn/xx/bill/2031-07-08/9' twice"):
        read(body.replace(bill, bill + bill))


def test_the_error_says_where():
    body = (FILES / DEBATE).read_bytes().replace(b'value="4"', b'value="four"')

    with pytest.raises(SourceError) as caught:
        read(body)

    assert caught.value.element == "count"
    assert caught.value.line


@pytest.mark.parametrize("tag", ["debateSection", "speechGroup", "blockContainer"])
def test_deep_nesting_is_no_trouble(tag):
    deep = f"<{tag}>".encode() * 200 + b"<p>x</p>" + f"</{tag}>".encode() * 200
    body = (FILES / DEBATE).read_bytes().replace(b"</debateBody>", deep + b"</debateBody>")

    assert any(p.text == "x" for speech in of(Speech, read(body)) for p in speech.paragraphs)


def mutate(body: bytes, data: st.DataObject) -> bytes:
    """Cut it short, change bytes, or drop an attribute or element."""
    how = data.draw(st.sampled_from(["cut", "bytes", "attribute", "element"]))
    if how == "cut":
        return body[: data.draw(st.integers(0, len(body)))]
    if how == "bytes":
        changed = bytearray(body)
        for _ in range(data.draw(st.integers(1, 8))):
            changed[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
        return bytes(changed)
    pattern = rb'\s[\w-]+="[^"]*"' if how == "attribute" else rb"<(\w+)[^>/]*(/>|>[^<]*</\1>)"
    at = data.draw(st.sampled_from(list(re.finditer(pattern, body))))
    return body[: at.start()] + body[at.end() :]


@settings(max_examples=100, deadline=None)
@given(data=st.data(), name=st.sampled_from(ALL))
def test_whatever_happens_to_a_file_it_is_read_or_refused(data, name):
    body = mutate((FILES / name).read_bytes(), data)

    try:
        found = read(body, name)
    except SourceError:
        return
    assert all(isinstance(record, Record) for record in found)


# The real files, and the demo's


def everything(path: Path) -> list[Record]:
    found = AkomaNtoso().inputs(find([path]))
    return [record for item in found for record in AkomaNtoso().read(item)]


def test_the_real_debates_have_as_many_speeches_as_their_readme_counts(real_data):
    found = everything(real_data / "akn")

    assert len(spoken(found)) == 44 + 2  # the readme counts no question and no answer
    assert {sitting.date for sitting in of(Sitting, found)} == {"2005-11-08", "2011-06-10"}
    counts = [division.counts for division in of(Division, found)]
    assert counts == [{}, {"yes": 86, "no": 0, "abstain": 2}, {}, {"yes": 76, "no": 34}]
    chile = of(Division, found)[1]
    assert len(chile.votes) == 88
    assert {vote.person for vote in chile.votes} == {""}
    assert [record.id for record in of(Skipped, found) if record.kind == "reference"] == ["#Ulloa"]


def test_the_real_bill_has_its_articles_and_signatures(real_data):
    found = everything(real_data / "akn")

    assert len(one(BillText, found).clauses) == 3
    assert len(one(Bill, found).sponsors) == 50


def test_the_demos_bills_are_the_same_in_every_language():
    folder = Path(__file__).parents[2] / "demo" / "parliament" / "akn"
    if not folder.is_dir():
        pytest.skip("the demo parliament is not here")

    bills = of(Bill, everything(folder))

    for identity in {bill.id for bill in bills}:
        versions = [bill for bill in bills if bill.id == identity]
        assert len(versions) >= 3
        steps = {
            tuple((s.code, s.date, s.body, s.outcome, s.note) for s in bill.stages)
            for bill in versions
        }
        assert len(steps) == 1
        assert all(code != "other" for step in steps for code, *_ in step)
        assert all(bill.sponsors and bill.summaries and bill.body for bill in versions)
