import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings

from cms.importers.formats.lafabrique import LaFabrique
from cms.importers.reading import SourceError, find
from cms.importers.records import (
    Bill,
    BillText,
    Clause,
    Identifier,
    Organization,
    Paragraph,
    Person,
    Section,
    Sitting,
    Speech,
    VoteCast,
)
from cms.importers.tests.damage import damaged_bytes, damaged_json, given_bytes, survives

FOLDER = Path(__file__).parent / "files" / "lafabrique"
DOSSIER = FOLDER / "ppl66-12"
PROCEDURE = (DOSSIER / "viz" / "procedure.json").read_bytes()
STEPS = DOSSIER / "procedure"
TEXT = (STEPS / "00_1erelecture_senat_depot" / "texte" / "texte.json").read_bytes()
REASONS = STEPS / "01_1erelecture_senat_commission" / "texte" / "texte.json"
DEBATE = next((STEPS / "02_1erelecture_senat_hemicycle" / "interventions").iterdir()).read_bytes()
TEXT_NAME = "ppl66-12/procedure/00_1erelecture_senat_depot/texte/texte.json"
SITTING = "nossenateurs.example/seance/41"


def records(body, name="ppl66-12/procedure.json"):
    return list(LaFabrique().read(given_bytes(name, body)))


def of_type(found, kind):
    return [record for record in found if isinstance(record, kind)]


def on_disk(path):
    (source,) = find([path])
    return list(LaFabrique().read(source))


def changed(body, change):
    document = json.loads(body)
    change(document)
    return json.dumps(document).encode()


@pytest.fixture
def bill():
    (bill,) = of_type(records(PROCEDURE), Bill)
    return bill


@pytest.fixture
def speeches():
    return of_type(records(DEBATE), Speech)


def test_a_procedure_is_a_bill(bill):
    assert (bill.id, bill.number) == ("ppl66-12", "n° 12 (2066-2067)")
    assert bill.titles == {"fr": "Loi relative aux moulins à vent"}
    assert (bill.kind, bill.body, bill.introduced) == (
        "proposition de loi",
        "senat",
        "2066-10-04",
    )
    assert bill.summaries == {"fr": "La loi protège les moulins à vent."}
    assert bill.sponsors == (VoteCast("", "sponsor", "Sénateurs"),)
    assert bill.topics == ("Énergie", "Patrimoine")
    assert bill.status == "Promulgation, Gouvernement"
    assert bill.url == "https://senat.example/dossiers/ppl66-12"
    assert bill.identifiers == (
        Identifier("assemblee-nationale.fr", "moulins"),
        Identifier("legifrance.gouv.fr", "JORFTEXT000000000077"),
    )


def test_each_step_is_a_stage_in_the_order_of_the_file(bill):
    assert [(stage.code, stage.date, stage.body, stage.outcome) for stage in bill.stages] == [
        ("introduction", "2066-10-04", "senat", ""),
        ("committee", "2066-11-08", "senat", "rejected"),
        ("first_reading", "2066-11-20", "senat", "agreed"),
        ("other_chamber", "2066-11-23", "assemblee", ""),
        ("first_reading", "2066-12-12", "assemblee", ""),
        ("conference", "2067-01-10", "CMP", "rejected"),
        ("new_reading", "2067-01-05", "assemblee", ""),
        ("new_reading", "2067-01-31", "assemblee", "agreed"),
        ("final_reading", "2067-02-22", "assemblee", "agreed"),
        ("constitutional_review", "2067-03-15", "conseil constitutionnel", "amended"),
        ("assent", "2067-03-19", "gouvernement", "agreed"),
    ]


def test_stages_keep_their_names_ends_and_numbers_of_amendments(bill):
    stages = bill.stages

    assert stages[2].titles == {"fr": "1ère lecture, Sénat, hémicycle"}
    assert (stages[2].end, stages[0].end) == ("2066-11-22", "")
    assert [stage.note for stage in stages[1:5]] == [
        "rejet",
        "37 amendements",
        "",
        "renvoi en commission, 1 amendement",
    ]
    assert stages[7].note == "0 amendement"
    assert stages[9].titles == {"fr": "Contrôle de constitutionnalité, Conseil constitutionnel"}


def test_institutions_come_before_the_bill():
    found = records(PROCEDURE)

    assert [record.id for record in found] == [
        "senat",
        "assemblee",
        "CMP",
        "conseil constitutionnel",
        "gouvernement",
        "ppl66-12",
    ]


def test_an_institution_nobody_knows_keeps_its_name():
    body = PROCEDURE.replace(b'"institution": "gouvernement"', b'"institution": "Haute Cour"')

    (court,) = [record for record in records(body) if record.id == "Haute Cour"]

    assert court == Organization("Haute Cour", "other", {"fr": "Haute Cour"})


def test_a_text_knows_its_bill_its_step_and_the_day():
    (text,) = on_disk(STEPS / "00_1erelecture_senat_depot" / "texte" / "texte.json")

    assert (text.id, text.bill) == ("ppl66-12/00_1erelecture_senat_depot", "ppl66-12")
    assert (text.label, text.date) == ("1ère lecture, Sénat, dépôt", "2066-10-04")
    assert text.url == "https://senat.example/leg/ppl66-12.html"


def test_articles_are_clauses_in_their_order_with_the_section_above_the_first():
    (text,) = records(TEXT, TEXT_NAME)

    assert text.clauses == (
        Clause("1er", "Les moulins sont protégés.", "Des moulins"),
        Clause("2", "L'article 4 est ainsi rédigé :\n« 2° Les ailes tournent. »"),
        Clause("3", "(Supprimé)", "Des ailes"),
    )


def test_a_step_without_a_text_keeps_the_reasons():
    (text,) = on_disk(REASONS)

    assert text.clauses == (Clause("", "La commission n'a pas adopté de texte.", "Exposé"),)


def test_a_text_alone_finds_its_bill_in_the_name_of_a_folder(tmp_path):
    folder = tmp_path / "fr-ppl66-12-copy" / "07_nouv.lect._assemblee_depot" / "texte"
    folder.mkdir(parents=True)
    (folder / "texte.json").write_bytes(TEXT)

    (text,) = on_disk(folder / "texte.json")

    assert text.id == "ppl66-12/07_nouv.lect._assemblee_depot"
    assert text.label == "Nouvelle lecture, Assemblée nationale, dépôt"


def test_a_broken_procedure_above_leaves_the_name_of_the_folder(tmp_path):
    folder = tmp_path / "pjl67-3"
    shutil.copytree(DOSSIER, folder)
    (folder / "viz" / "procedure.json").write_bytes(b"{")

    (text,) = on_disk(folder / "procedure" / "00_1erelecture_senat_depot/texte/texte.json")

    assert text.bill == "pjl67-3"


def test_interventions_follow_their_number_not_the_file(speeches):
    senate = [speech for speech in speeches if speech.sitting == SITTING]

    assert [speech.id.rpartition("/")[2] for speech in senate] == [
        "901",
        "902",
        "903",
        "904",
        "905",
    ]
    assert [speech.position for speech in senate] == [1, 2, 3, 4, 5]


def test_headings_and_stage_directions_are_procedural_speeches(speeches):
    heading, applause = speeches[:2]

    assert (heading.part, heading.paragraphs) == (
        "procedural",
        (Paragraph("Moulins à vent", kind="procedural"),),
    )
    assert (applause.part, applause.paragraphs[0].kind) == ("procedural", "reaction")


def test_a_speech_is_plain_text_with_reactions_and_decisions_apart(speeches):
    assert speeches[3].paragraphs == (
        Paragraph("Les moulins (nos 12 et 40) tournent…"),
        Paragraph("(Sourires.)", kind="reaction"),
        Paragraph("Ils tourneront encore."),
        Paragraph("(L'amendement n° 3 n'est pas adopté.)", kind="procedural"),
    )


def test_speakers_keep_role_group_and_part(speeches):
    chair, rapporteur, minister = speeches[2:5]

    assert (chair.speaker, chair.part, chair.group) == ("odile-marchand", "chair", "senat/ABC")
    assert (rapporteur.role, rapporteur.part) == ("rapporteur", "regular")
    assert (minister.speaker, minister.speaker_name, minister.part) == (
        "",
        "Basile Orme",
        "guest",
    )


def test_persons_groups_and_chambers_come_once_and_first():
    found = records(DEBATE)
    named = [record for record in found if isinstance(record, Person | Organization)]

    assert [record.id for record in named] == [
        "senat",
        "senat/ABC",
        "odile-marchand",
        "anselme-roche",
        "assemblee",
        "assemblee/Commission des moulins",
        "ines-leroy",
    ]
    assert found.index(named[1]) < found.index(of_type(found, Speech)[2])


def test_sittings_are_told_apart_by_the_site_that_numbers_them():
    senate, committee = of_type(records(DEBATE), Sitting)

    assert (senate.id, senate.body, senate.start) == (SITTING, "senat", "09:00")
    assert senate.url == "https://www.nossenateurs.example/seance/41"
    assert committee.id == "2066-2071.nosdeputes.example/seance/77"
    assert committee.body == "assemblee/Commission des moulins"
    assert committee.titles == {"fr": "séance 77"}


def test_sections_nest_and_keep_the_order_of_the_debate(speeches):
    above, debate, article = of_type(records(DEBATE), Section)

    assert [section.titles["fr"] for section in (above, debate, article)] == [
        "Moulins à vent",
        "Discussion générale",
        "Article 1er",
    ]
    assert (above.position, debate.position, article.position) == (1, 2, 3)
    assert debate.parent == article.parent == above.id
    assert (speeches[0].section, speeches[2].section) == (above.id, debate.id)
    assert speeches[5].section == ""


def test_a_debate_names_its_bill(speeches):
    (source,) = find([next((STEPS / "02_1erelecture_senat_hemicycle/interventions").iterdir())])

    found = list(LaFabrique().read(source))

    assert {speech.bills for speech in of_type(found, Speech)} == {("ppl66-12",)}
    assert {section.bills for section in of_type(found, Section)} == {("ppl66-12",)}


def test_an_empty_debate_holds_nothing():
    assert records(b"[]") == []


def test_files_are_found_by_name_or_content_the_bill_first(tmp_path):
    shutil.copytree(DOSSIER, tmp_path / "ppl66-12")
    (tmp_path / "ppl66-12" / "viz" / "amendements_02.json").write_text('{"sujets": {}}')
    (tmp_path / "a.json").write_bytes(DEBATE)
    (tmp_path / "b.json").write_bytes(PROCEDURE)
    (tmp_path / "c.txt").write_bytes(PROCEDURE)

    kept = [source.name.rpartition("/")[2] for source in LaFabrique().inputs(find([tmp_path]))]

    assert kept == [
        "b.json",
        "procedure.json",
        "texte.json",
        "texte.json",
        "a.json",
        "2066-11-20T1500_41.json",
    ]


def _drop(*path):
    def change(document):
        for key in path[:-1]:
            document = document[key]
        del document[path[-1]]

    return change


def _put(value, *path):
    def change(document):
        for key in path[:-1]:
            document = document[key]
        document[path[-1]] = value

    return change


INNER = (1, "intervention")
BROKEN = {
    "empty": (b" \n", "the file is empty"),
    "HTML": (b"<html><body>404</body></html>", "this is an HTML page, not JSON"),
    "cut off": (PROCEDURE[:400], "stops in the middle"),
    "not JSON": (b"procedure: moulins", "not readable as JSON"),
    "Latin-1": ('{"é": 1}'.encode("latin-1"), "the text is not UTF-8"),
    "too deep": (b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
    "a number": (b"17", "it holds neither"),
    "another shape": (b'{"sujets": {}}', "it holds neither"),
    "no steps": (changed(PROCEDURE, _put([], "steps")), "the procedure has no steps"),
    "steps of text": (changed(PROCEDURE, _put(["x"], "steps")), "an object is expected here"),
    "steps of the wrong kind": (
        changed(PROCEDURE, _put({"a": 1}, "steps")),
        "“steps” must be a list, not an object",
    ),
    "no id": (
        changed(PROCEDURE, lambda d: (d.pop("senat_id"), d.pop("assemblee_id"))),
        "neither “senat_id” nor “assemblee_id”",
    ),
    "no title": (
        changed(PROCEDURE, lambda d: (d.pop("long_title"), d.pop("short_title"))),
        "“short_title” is missing",
    ),
    "step of nobody": (
        changed(PROCEDURE, _drop("steps", 3, "institution")),
        "“institution” is missing",
    ),
    "impossible day": (
        changed(PROCEDURE, _put("2066-02-30", "steps", 2, "date")),
        "“2066-02-30” is not a date",
    ),
    "amendments in words": (
        changed(PROCEDURE, _put("many", "steps", 2, "nb_amendements")),
        "“nb_amendements” must be a number",
    ),
    "text without id": (changed(TEXT, _drop("id")), "“id” is missing"),
    "article without number": (
        changed(TEXT, _drop("articles", 1, "titre")),
        "“titre” is missing",
    ),
    "article twice": (
        changed(TEXT, _put("2", "articles", 1, "titre")),
        "article 2 is there twice",
    ),
    "article in no section": (
        changed(TEXT, _put("T9", "articles", 1, "section")),
        "section T9, which the text does not have",
    ),
    "paragraphs in a list": (
        changed(TEXT, _put(["a"], "articles", 1, "alineas")),
        "“alineas” must be an object, not a list",
    ),
    "not an intervention": (b'[{"x": {}}]', "“intervention” is missing"),
    "intervention without id": (
        changed(DEBATE, _drop(*INNER, "id")),
        "“id” is missing",
    ),
    "intervention twice": (
        changed(DEBATE, _put("902", *INNER, "id")),
        "the id 902 is there twice",
    ),
    "intervention nowhere": (
        changed(DEBATE, _drop(*INNER, "url_nossenateurs")),
        "says which chamber sat",
    ),
    "intervention at no address": (
        changed(DEBATE, _put("javascript:alert(1)", *INNER, "url_nossenateurs")),
        "“url_nossenateurs” is not a web address",
    ),
    "intervention without order": (
        changed(DEBATE, _drop(*INNER, "timestamp")),
        "“timestamp” is missing",
    ),
    "impossible hour": (
        changed(DEBATE, _put("25:00", *INNER, "heure")),
        "“25:00” is not a time of day",
    ),
    "sitting without day": (
        changed(DEBATE, _drop(*INNER, "date")),
        "“date” is missing",
    ),
    "sitting without id": (
        changed(DEBATE, _drop(*INNER, "seance_id")),
        "“seance_id” is missing",
    ),
    "person without name": (
        changed(DEBATE, _put("", 0, "intervention", "intervenant_nom")),
        "“intervenant_nom” is missing",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_refused_with_a_sentence(case):
    body, sentence = BROKEN[case]

    with pytest.raises(SourceError) as refused:
        records(body, TEXT_NAME)

    assert sentence in refused.value.message


def test_the_sentence_names_the_place():
    body = changed(DEBATE, _put([], 1, "intervention", "intervenant_nom"))

    with pytest.raises(SourceError) as refused:
        records(body)

    assert str(refused.value) == "[1].intervention: “intervenant_nom” must be text, not a list"


def test_a_text_of_no_bill_says_what_to_do():
    with pytest.raises(SourceError, match=r"import the folder that holds its procedure\.json"):
        records(TEXT, "texte.json")


@given(damaged_bytes(PROCEDURE))
@settings(max_examples=40, deadline=None)
def test_damage_to_a_procedure_gives_records_or_a_sentence(body):
    survives(LaFabrique(), given_bytes("procedure.json", body))


@given(damaged_json(json.loads(PROCEDURE)))
@settings(max_examples=100, deadline=None)
def test_odd_values_in_a_procedure_give_records_or_a_sentence(body):
    survives(LaFabrique(), given_bytes("procedure.json", body))


@given(damaged_json(json.loads(TEXT)))
@settings(max_examples=100, deadline=None)
def test_odd_values_in_a_text_give_records_or_a_sentence(body):
    survives(LaFabrique(), given_bytes(TEXT_NAME, body))


@given(damaged_json(json.loads(DEBATE)))
@settings(max_examples=100, deadline=None)
def test_odd_values_in_a_debate_give_records_or_a_sentence(body):
    survives(LaFabrique(), given_bytes("a/interventions/b.json", body))


def test_the_real_bill_has_seventeen_steps_and_a_thousand_and_fifty_interventions(real_data):
    reader = LaFabrique()
    found = [
        item
        for source in reader.inputs(find([real_data / "fr-bill-ppl11-290"]))
        for item in reader.read(source)
    ]
    (bill,) = of_type(found, Bill)

    assert len(bill.stages) == 17
    assert (bill.stages[6].date, bill.stages[7].date) == ("2012-02-21", "2012-02-15")
    assert len(of_type(found, BillText)) == 15
    assert len({record.id for record in of_type(found, Sitting)}) == 3
    assert len({record.id for record in of_type(found, Speech)}) == 1050
    assert {speech.bills for speech in of_type(found, Speech)} == {("ppl11-290",)}
