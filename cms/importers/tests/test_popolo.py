"""Popolo JSON: what becomes of each class, and of documents that are broken."""

import copy
import json
from collections import Counter
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.importers.formats.popolo import Popolo
from cms.importers.formats.popolo.memberships import role
from cms.importers.formats.popolo.organizations import classification
from cms.importers.reading import Input, SourceError, find
from cms.importers.records import (
    Area,
    Division,
    Identifier,
    Membership,
    Organization,
    Person,
    Skipped,
    VoteCast,
)
from cms.importers.tests.wreckage import wrecked_bytes, wrecked_json

FILES = Path(__file__).parent / "files" / "popolo"
COUNCIL = (FILES / "council.json").read_bytes()
DEMO = Path(__file__).parents[2] / "demo" / "parliament" / "popolo.json"


def read(document, name="council.json"):
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return list(Popolo().read(Input(name, lambda: body)))


def council(**lists):
    """A small good document with some of its lists replaced."""
    document = {
        "persons": [{"id": "p1", "name": "Nora Ashby"}],
        "organizations": [{"id": "house", "name": "House", "classification": "legislature"}],
        "memberships": [],
    }
    return {**document, **lists}


def of(kind, records):
    return [record for record in records if isinstance(record, kind)]


def by_id(kind, records):
    return {record.id: record for record in of(kind, records)}


def vote(**fields):
    motion = {"id": "m", "text": "That it be so.", "organization_id": "house"}
    event = {"id": "v", "motion_id": "m", "start_date": "2025-02-03", **fields}
    return of(Division, read(council(motions=[motion], vote_events=[event])))[0]


def test_a_document_is_read_in_the_order_in_which_things_refer_to_each_other():
    kinds = [type(record) for record in read(COUNCIL) if not isinstance(record, Skipped)]

    assert list(dict.fromkeys(kinds)) == [Area, Organization, Person, Membership, Division]
    assert Counter(kinds) == {Area: 2, Organization: 6, Person: 2, Membership: 6, Division: 1}


def test_reading_twice_gives_the_same_records():
    assert read(COUNCIL) == read(COUNCIL)


def test_ids_are_unique_for_each_kind_of_record():
    records = [record for record in read(COUNCIL) if not isinstance(record, Skipped)]

    assert len({(type(record), record.id) for record in records}) == len(records)


def test_a_person_is_read_with_everything_that_is_known():
    oda = by_id(Person, read(COUNCIL))["7"]

    assert oda == Person(
        id="7",
        name="Oda Brandt",
        names={"en": "Oda Brandt", "ar": "أودا برانت"},
        given_name="Oda",
        family_name="Brandt",
        gender="female",
        birth_date="1970",
        biography={"en": "First paragraph.\nSecond paragraph."},
        image="https://example.org/oda.jpeg",
        email="oda@example.org",
        links=("https://example.org/oda", "https://oda.example.org"),
        identifiers=(Identifier("wikidata", "Q0"), Identifier("twitter", "oda")),
    )


def test_a_person_without_a_whole_name_is_called_by_its_parts_in_composed_letters():
    veit = by_id(Person, read(COUNCIL))["veit"]

    assert veit.name == "Veit T\u00e9rrien"
    assert veit.email == "veit@example.org"
    assert veit.image == "portraits/veit.png"


def test_what_is_left_out_of_a_person_is_told():
    skipped = {(record.kind, record.id) for record in of(Skipped, read(COUNCIL))}

    assert ("other names", "7") in skipped
    assert ("contact details", "7") in skipped


def test_parents_come_before_their_children():
    order = [record.id for record in of(Organization, read(COUNCIL))]

    assert order[:3] == ["parliament", "house", "committee/roads"]


def test_an_organization_has_names_an_abbreviation_and_dates():
    found = by_id(Organization, read(COUNCIL))

    assert found["house"].names == {"en": "House of Wards", "fr": "Maison des quartiers"}
    assert found["house"].seats == 12
    assert found["parliament"].start == "1921"
    assert found["party/ferry"].end == "2024-03"
    assert found["group/lamplighters"].abbreviation == "LL"
    assert found["group/lamplighters"].names == {"en": "Lamplighters", "pt-BR": "Acendedores"}


def test_a_legislature_with_chambers_under_it_is_the_parliament():
    organizations = [
        {"id": "all", "name": "Legislature", "classification": "legislature"},
        {"id": "low", "name": "Lower House", "classification": "chamber", "parent_id": "all"},
    ]
    found = by_id(Organization, read(council(organizations=organizations)))

    assert found["all"].classification == "parliament"
    assert found["low"].classification == "chamber"


@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ("legislature", "chamber"),
        ("Upper House", "chamber"),
        ("parliament", "parliament"),
        ("parliamentary group", "group"),
        ("parliamentaryGroup", "group"),
        ("parliamentary_committee", "committee"),
        ("Joint Committee", "committee"),
        ("Political Party", "party"),
        ("executive", "government"),
        ("ministry", "other"),
        ("", "other"),
    ],
)
def test_a_classification_becomes_one_of_ours(written, ours):
    assert classification(written) == ours


@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ("", "member"),
        ("Senator", "member"),
        ("Chairperson", "chair"),
        ("Speaker", "chair"),
        ("co-chair", "chair"),
        ("Vice-Chair", "deputy chair"),
        ("Deputy Speaker", "deputy chair"),
        ("Minister of Bridges", "minister"),
        ("Prime Minister", "head"),
        ("Whip", "Whip"),
    ],
)
def test_a_role_becomes_one_of_ours_or_stays(written, ours):
    assert role(written) == ours


def test_a_role_that_loses_words_keeps_them_as_its_label():
    found = by_id(Membership, read(COUNCIL))

    assert found["veit-minister"].role == "minister"
    assert found["veit-minister"].labels == {"en": "Minister of Bridges"}


def test_a_membership_takes_the_dates_it_lacks_from_its_period():
    first, second = (m for m in of(Membership, read(COUNCIL)) if m.on_behalf_of)

    assert (first.start, first.end) == ("2020", "2022-01-10")
    assert (second.start, second.end) == ("2022-01-11", "2024-05-31")


def test_a_period_that_is_over_before_a_membership_says_nothing_of_its_end():
    late = by_id(Membership, read(COUNCIL))["veit-late"]

    assert (late.start, late.end) == ("2024-08", "")


def test_several_memberships_of_a_person_in_a_period_have_ids_of_their_own():
    made = [m.id for m in of(Membership, read(COUNCIL)) if m.on_behalf_of]

    assert len(set(made)) == 2
    assert all(key.startswith("7:") for key in made)


def test_the_made_id_of_a_membership_does_not_change_when_it_ends():
    open_one = {"person_id": "p1", "organization_id": "house"}
    ended = {**open_one, "end_date": "2024-01-01"}

    before = of(Membership, read(council(memberships=[open_one])))
    after = of(Membership, read(council(memberships=[ended])))

    assert before[0].id == after[0].id


def test_a_membership_in_a_post_takes_what_the_post_says():
    found = by_id(Membership, read(COUNCIL))["oda-2"]

    assert found.organization == "house"
    assert found.area == "area/upper-mill"
    assert found.labels == {"en": "Member for Upper Mill"}
    assert (found.start, found.end) == ("2024-06-01", "")


def test_a_membership_inside_a_person_is_found():
    found = by_id(Membership, read(COUNCIL))["veit-roads"]

    assert (found.person, found.organization) == ("veit", "committee/roads")
    assert found.role == "deputy chair"


def test_an_organization_inside_a_membership_is_found():
    club = {"id": "club", "name": "Rowing Club", "classification": "party"}
    persons = [{"id": "p1", "name": "Nora", "memberships": [{"organization": club}]}]
    records = read({"persons": persons})

    assert by_id(Organization, records)["club"].names == {"und": "Rowing Club"}
    assert of(Membership, records)[0].organization == "club"


def test_an_organization_that_is_a_member_is_passed_over_aloud():
    assert Skipped("membership", "guests", "an organization is the member, not a person") in read(
        COUNCIL
    )


def test_a_vote_event_becomes_a_division():
    division = of(Division, read(COUNCIL))[0]

    assert division == Division(
        id="vote/1",
        body="house",
        date="2025-02-03",
        titles={"en": "That the road be mended.", "fr": "Que la route soit réparée."},
        counts={"yes": 1, "no": 1},
        sitting="sitting/9",
        number="12",
        time="16:40",
        result="agreed",
        bill="T-2025-1",
        votes=(
            VoteCast("7", "yes", teller=True),
            VoteCast("", "absent", name="A Visitor"),
            VoteCast("veit", "no"),
        ),
        url="https://example.org/vote/1",
    )


def test_a_vote_of_no_known_kind_and_a_motion_without_a_vote_are_told():
    skipped = {(record.kind, record.id) for record in of(Skipped, read(COUNCIL))}

    assert ("vote", "vote/1:veit") in skipped
    assert ("motion", "motion/2") in skipped
    assert ("list", "speeches") in skipped


def test_the_vote_of_a_group_as_such_is_told_and_left_out():
    groups = [
        {"id": "house", "name": "House", "classification": "chamber"},
        {"id": "g", "name": "G"},
    ]
    when = {"organization_id": "house", "start_date": "2025-02-03"}
    event = {"id": "v", **when, "votes": [{"voter_id": "g", "option": "yes"}]}

    records = read(council(organizations=groups, vote_events=[event]))

    assert Skipped("vote", "v:g", "an organization voted, not a person") in records


def test_counts_of_groups_are_added_up_where_no_others_are_given():
    counts = [
        {"option": "yes", "value": 3, "group_id": "a"},
        {"option": "yes", "value": "4", "group_id": "b"},
        {"option": "Aye", "value": 1, "group_id": "c"},
    ]

    assert vote(counts=counts).counts == {"yes": 8}


def test_the_sitting_may_be_named_by_an_identifier():
    named = [{"scheme": "sitting", "identifier": "S-118"}, {"scheme": "bill", "identifier": "B-1"}]

    assert (vote(identifiers=named).sitting, vote(identifiers=named).bill) == ("S-118", "B-1")


def test_a_vote_event_inside_its_motion_is_found():
    event = {"id": "v", "start_date": "2025-02-03", "result": "fail"}
    motion = {"id": "m", "name": "A", "organization_id": "house", "vote_events": [event]}

    division = of(Division, read(council(motions=[motion])))[0]

    assert (division.titles, division.result) == ({"und": "A"}, "rejected")


def test_the_language_is_undetermined_unless_the_file_shows_it():
    assert of(Organization, read(council()))[0].names == {"und": "House"}


def test_a_text_repeated_among_its_translations_shows_the_language():
    labels = {"label": "Mayor", "labels": {"en": "Mayor", "fr": "Maire"}}
    labelled = {"person_id": "p1", "organization_id": "house", **labels}
    records = read(council(memberships=[labelled]))

    assert of(Organization, records)[0].names == {"en": "House"}
    assert of(Membership, records)[0].labels == {"en": "Mayor", "fr": "Maire"}


LISTED = [{"lang": "en", "name": "House"}, {"lang": "fr", "name": "Maison"}]


@pytest.mark.parametrize(
    "fields",
    [
        {"name": {"en": "House", "fr": "Maison"}},
        {"name": "House", "names": {"en": "House", "fr": "Maison"}},
        {"name": "House", "names": LISTED},
        {"name_en": "House", "name_fr": "Maison"},
        {"name:en": "House", "name:fr": "Maison"},
        {"name": "House", "other_names": LISTED},
    ],
)
def test_names_in_several_languages_are_read_however_they_are_written(fields):
    records = read({"organizations": [{"id": "house", **fields}]})

    assert of(Organization, records)[0].names == {"en": "House", "fr": "Maison"}


def test_characters_that_nothing_can_hold_are_taken_out():
    records = read({"persons": [{"id": "p", "name": "No\u0000ra\ud800 \u202bאב\u202c"}]})

    assert of(Person, records)[0].name == "No ra \u202bאב\u202c"


def test_everypoliticians_shape_is_read():
    records = read((FILES / "everypolitician.json").read_bytes())
    spans = [(m.on_behalf_of, m.start, m.end) for m in of(Membership, records)]

    assert spans == [
        ("party/ind", "2010", "2012-04-30"),
        ("party/d'île", "2012-05-01", "2014-09-30"),
        ("party/ind", "2010", "2014-09-30"),
    ]
    assert of(Person, records)[0].names == {"zh-Hant": "卡洛薇", "ast": "Inés Calloway"}
    assert of(Area, records)[0].names == {"und": "Estuaire"}


def test_bare_lists_are_known_by_the_name_of_the_file():
    persons = read((FILES / "persons.json").read_bytes(), "persons.json")
    memberships = read((FILES / "memberships.json").read_bytes(), "memberships.json")

    assert [person.id for person in persons] == ["p1", "p2"]
    assert (memberships[0].organization, memberships[0].start) == ("elsewhere", "2019-01-01")


def test_bare_lists_are_known_by_what_they_hold():
    people = read([{"id": "p", "name": "Nora"}], "export.json")
    bodies = read([{"id": "o", "name": "House", "classification": "chamber"}], "export.json")
    answer = read({"total": 1, "result": [{"id": "p", "name": "Nora"}]}, "answer.json")

    assert of(Person, people)
    assert of(Organization, bodies)
    assert answer == people


def given_files(**contents):
    return [Input(name, partial(bytes, body)) for name, body in contents.items()]


def test_files_are_taken_in_the_order_in_which_they_refer_to_each_other():
    found = Popolo().inputs(find([FILES]))

    assert [source.name for source in found] == [
        "council.json",
        "everypolitician.json",
        "persons.json",
        "memberships.json",
    ]


def test_json_of_other_formats_is_left_alone():
    found = {
        "notes.txt": b"persons",
        "meta.json": b'{"name": "House", "seats": 4}',
        "speeches.json": b'{"data": [{"people": [{"name": "A"}]}]}',
        "cut.json": b'{"persons": [{"id": ',
        "full.json": b'{"persons": [{"id": "1"}]}',
        "my-popolo.json": b"",
    }

    kept = [source.name for source in Popolo().inputs(given_files(**found))]

    assert kept == ["cut.json", "full.json", "my-popolo.json"]


def test_a_file_named_alone_is_always_tried():
    assert len(Popolo().inputs(given_files(**{"whatever.txt": b""}))) == 1


def without(path, *keys):
    """The council without a value."""
    document = json.loads(COUNCIL)
    kind, number = path
    for key in keys:
        del document[kind][number][key]
    return document


def changed(path, **fields):
    """The council with other values in one object."""
    document = copy.deepcopy(json.loads(COUNCIL))
    kind, number = path
    document[kind][number].update(fields)
    return document


BROKEN = {
    "empty": (b"  \n", "the file is empty"),
    "a web page": (b"<!DOCTYPE html><html></html>", "HTML page"),
    "cut off": (COUNCIL[:900], "stops in the middle"),
    "not JSON": (b'{"persons": [,]}', "not readable as JSON"),
    "not UTF-8": (COUNCIL.replace("é".encode(), b"\xe9"), "not UTF-8"),
    "only a number": (b"7", "neither an object nor a list"),
    "no lists": (b'{"rows": []}', "this JSON is not Popolo"),
    "empty lists": (b'{"persons": []}', "every list in it is empty"),
    "an empty list": (b"[]", "the list is empty"),
    "a list of nothing known": (b'[{"colour": "red"}]', "none of Popolo's classes"),
    "nested too deeply": (b"[" * 100000, "nested too deeply"),
    "infinite": (b'{"persons": [{"id": 1, "name": "A", "x": Infinity}]}', "Infinity is not"),
    "persons no list": ({"persons": {"id": "p"}}, '"persons" should be a list'),
    "a person no object": ({"persons": ["Nora"]}, "should be an object"),
    "no id": (without(("persons", 0), "id"), 'it has no "id"'),
    "no name": ({"persons": [{"id": "p"}]}, 'it has no "name"'),
    "an id twice": (changed(("persons", 1), id="7"), 'its id "7" is already that of persons[0]'),
    "a membership id twice": (
        changed(("memberships", 3), id="oda-2"),
        'its id "oda-2" is already that of memberships[2]',
    ),
    "a name no text": (changed(("persons", 0), name=["Oda"]), '"name" should be text'),
    "a strange language": (changed(("organizations", 1), names={"English!": "H"}), "BCP 47"),
    "no such date": (changed(("persons", 0), birth_date="1970-02-30"), "is not a date"),
    "dead before birth": (changed(("persons", 1), death_date="1949"), "before being born"),
    "ended before it began": (
        changed(("memberships", 1), end_date="2021"),
        "it ends (2021) before it starts (2022-01-11)",
    ),
    "a period backwards": (changed(("events", 0), end_date="2019"), "it ends (2019) before"),
    "no person": (without(("memberships", 0), "person_id"), 'it has no "person_id"'),
    "no organization": (without(("memberships", 0), "organization_id"), "organization_id"),
    "an unknown person": (changed(("memberships", 0), person_id="8"), "not among the persons"),
    "an unknown body": (changed(("memberships", 0), organization_id="x"), "not among the org"),
    "an unknown area": (changed(("memberships", 0), area_id="x"), "not among the areas"),
    "an unknown period": (
        changed(("memberships", 0), legislative_period_id="x"),
        "not among the events",
    ),
    "an unknown parent": (changed(("organizations", 0), parent_id="x"), "not among the org"),
    "its own ancestor": (changed(("organizations", 2), parent_id="house"), "a circle"),
    "seats in words": (changed(("organizations", 1), seats="many"), "should be a number"),
    "an unknown motion": (changed(("vote_events", 0), motion_id="x"), "not among the motions"),
    "an unknown voter": (
        changed(("vote_events", 0), votes=[{"voter_id": "x", "option": "no"}]),
        "not among the persons",
    ),
    "nobody votes": (changed(("vote_events", 0), votes=[{"option": "no"}]), "nobody is named"),
    "a vote on no day": (changed(("vote_events", 0), start_date="2025-02"), "no day"),
    "a vote of no house": (
        {**council(), "vote_events": [{"id": "v", "start_date": "2025-02-03"}]},
        "which house voted?",
    ),
    "a stray vote": (changed(("votes", 0), vote_event_id="x"), "a vote event that is not in"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_document_is_refused_with_a_sentence(case):
    document, sentence = BROKEN[case]

    with pytest.raises(SourceError) as caught:
        read(document)

    assert sentence in str(caught.value)


def test_the_sentence_says_where_the_fault_is():
    with pytest.raises(SourceError) as caught:
        read(changed(("persons", 0), birth_date="yesterday"))

    assert str(caught.value).startswith("persons[0]: ")


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(wrecked_bytes(COUNCIL), wrecked_json(COUNCIL)))
def test_a_damaged_document_gives_records_or_a_sentence(body):
    with suppress(SourceError):
        str(read(body)).encode()


def test_the_demonstration_parliament_is_read_whole():
    if not DEMO.is_file():
        pytest.skip("the demonstration parliament is not written yet")
    records = read(DEMO.read_bytes(), "popolo.json")
    houses = {o.id for o in of(Organization, records) if o.classification == "chamber"}

    assert not of(Skipped, records)
    assert len(of(Person, records)) == 24
    assert len(houses) == 2
    assert all({"en", "fr", "es", "ar"} <= o.names.keys() for o in of(Organization, records))
    assert all(division.bill and division.titles["ar"] for division in of(Division, records))


def test_the_real_persons_are_all_read(real_data):
    files = Popolo().inputs(find([real_data / "popolo"]))
    records = [record for source in files for record in Popolo().read(source)]
    memberships = of(Membership, records)

    assert len(files) == 2
    assert len(of(Person, records)) == 256
    assert len(memberships) == 256
    assert {(m.start, m.end) for m in memberships} == {("2009", "2017-06-20"), ("2014", "2018")}
    assert Counter(o.classification for o in of(Organization, records)) == {
        "party": 37,
        "chamber": 2,
    }
    assert len(of(Area, records)) == 45


def test_other_formats_in_the_real_data_are_not_taken_for_popolo(real_data):
    found = Popolo().inputs(find([real_data]))

    assert [source.name for source in found] == [
        "popolo/Honduras/ep-popolo-v1.0.json",
        "popolo/Lebanon/ep-popolo-v1.0.json",
    ]
