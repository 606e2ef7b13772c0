"""The Knesset's tables, bills and protocols: what becomes of each, and of files that are broken."""

# The letters of Hebrew are no look-alikes here.

import json
from collections import Counter
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.importers.formats.knesset import Knesset, hebrew
from cms.importers.reading import Input, SourceError, find
from cms.importers.records import (
    Bill,
    Division,
    Identifier,
    Membership,
    Organization,
    Paragraph,
    Person,
    Section,
    Sitting,
    Skipped,
    Speech,
    VoteCast,
)
from cms.importers.tests.wreckage import wrecked_bytes, wrecked_cells, wrecked_json

FILES = Path(__file__).parent / "files" / "knesset"
MEMBERS, FACTIONS = "mk_individual.csv", "factions.csv"
SEATS, CHAIRS = "mk_individual_factions.csv", "mk_individual_faction_chairpersons.csv"
COMMITTEES, MINISTRIES = "mk_individual_committees.csv", "mk_individual_govministries.csv"
DATES, PLENUM = "kns_knessetdates.csv", "kns_plenumsession.csv"
VOTES, BILLS = "view_vote_rslts_hdr_approved.csv", "odata_kns_Bill.json"
TEXT, PARTS, MARKED = "2000001.txt", "2000002.parts.csv", "2000003.txt"
WORD = "21_ptv_500001.doc"
ALL = [p.name for p in sorted(FILES.iterdir())]


def body_of(name):
    return (FILES / name).read_bytes()


def read(name, body=None):
    content = body_of(name) if body is None else body
    return list(Knesset().read(Input(name, lambda: content)))


def of(kind, records):
    return [record for record in records if isinstance(record, kind)]


def by_id(kind, records):
    return {record.id: record for record in of(kind, records)}


@pytest.mark.parametrize("name", ALL)
def test_reading_twice_gives_the_same_records(name):
    assert read(name) == read(name)


@pytest.mark.parametrize("name", ALL)
def test_ids_are_unique_for_each_kind_of_record(name):
    records = [record for record in read(name) if not isinstance(record, Skipped)]

    assert len({(type(record), record.id) for record in records}) == len(records)


def test_the_knesset_is_the_same_record_in_every_file():
    found = [r for name in ALL for r in of(Organization, read(name)) if r.id == "knesset"]

    assert len(set(map(repr, found))) == 1


def test_a_member_is_read_in_hebrew_and_in_english():
    gefen = by_id(Person, read(MEMBERS))["5"]

    assert gefen == Person(
        id="5",
        name="גפן תלמור",
        names={"he": "גפן תלמור", "en": "Gefen Talmor"},
        given_name="גפן",
        family_name="תלמור",
        gender="female",
        image="http://photos.example.org/5.jpeg",
        email="GTALMOR@EXAMPLE.ORG",
        identifiers=(Identifier("knesset-person", "KNS_Person(905)"),),
    )


def test_a_member_with_doubled_quotation_marks_and_empty_cells_is_read():
    other = by_id(Person, read(MEMBERS))["6"]

    assert other.name == 'ארזה נחלון "הזקן"'
    assert other.names == {"he": other.name}
    assert other.identifiers == ()


def test_further_spellings_of_a_name_are_told():
    assert [(s.kind, s.id) for s in of(Skipped, read(MEMBERS))] == [("other names", "5")]


def test_factions_are_groups_of_the_knesset():
    found = by_id(Organization, read(FACTIONS))["faction-32"]

    assert (found.classification, found.parent) == ("group", "knesset")
    assert found.names == {"he": 'ט"ל'}
    assert (found.start, found.end) == ("2015-04-01", "2019-04-30")


def test_a_faction_without_a_name_is_called_by_its_number():
    records = read(FACTIONS)

    assert by_id(Organization, records)["faction-33"].names == {"he": "סיעה 33"}
    assert [(s.kind, s.id) for s in of(Skipped, records)] == [("name", "faction-33")]


def test_a_seat_is_a_membership_of_the_knesset_on_behalf_of_the_faction():
    first = of(Membership, read(SEATS))[0]

    assert first == Membership(
        id="5-31-21-2019-05-01",
        person="5",
        organization="knesset",
        on_behalf_of="faction-31",
        start="2019-05-01",
    )


def test_two_seats_from_the_same_day_are_both_kept():
    ids = [m.id for m in of(Membership, read(SEATS))]

    assert ids[1:] == ["5-32-20-2018-02-09", "5-32-20-2018-02-09-2"]


def test_a_chairperson_chairs_the_faction():
    chair = of(Membership, read(CHAIRS))[0]

    assert (chair.organization, chair.role, chair.start) == ("faction-31", "chair", "2019-06-01")


def test_committee_seats_are_read_with_their_committees():
    records = read(COMMITTEES)

    assert [o.names["he"] for o in of(Organization, records)[1:]] == ["ועדת הגשרים", "ועדה 9"]
    assert [m.role for m in of(Membership, records)] == ["chair", "member", "deputy chair"]
    assert of(Membership, records)[0].labels == {"he": 'יו"ר ועדה'}


def test_ministers_sit_in_the_one_government():
    found = of(Membership, read(MINISTRIES))

    assert [(m.organization, m.role) for m in found] == [
        ("government", "minister"),
        ("government", "head"),
    ]
    assert found[0].labels == {"he": "שר, משרד המעברים"}


def test_the_calendar_of_the_knessets_is_checked_and_told():
    assert [s.kind for s in of(Skipped, read(DATES))] == ["session", "session"]


def test_a_sitting_dated_on_the_spreadsheets_day_zero_takes_the_day_of_its_name():
    found = by_id(Sitting, read(PLENUM))["701"]

    assert (found.date, found.start, found.end) == ("2019-05-06", "16:00", "20:42")
    assert (found.body, found.number, found.term) == ("knesset", "1", "21")


def test_a_sitting_at_midnight_has_no_known_hour():
    assert by_id(Sitting, read(PLENUM))["702"].start == ""


def test_of_several_versions_of_a_sitting_the_newest_is_kept():
    records = read(PLENUM)

    assert by_id(Sitting, records)["703"].end == "02:30"
    assert [s.id for s in of(Skipped, records)] == ["703", "704"]


def test_a_sitting_whose_day_is_nowhere_is_told():
    assert "704" not in by_id(Sitting, read(PLENUM))


def test_a_vote_is_a_division_with_the_choice_of_each_member():
    found = by_id(Division, read(VOTES))["9001"]

    assert found == Division(
        id="9001",
        body="knesset",
        date="2019-05-06",
        titles={"he": 'הצעת חוק הגשרים (תיקון מס` 2), התשע"ט-2019 – קריאה שנייה'},
        counts={"yes": 2, "no": 1, "abstain": 0},
        sitting="701",
        number="4",
        time="17:05",
        result="agreed",
        votes=(VoteCast("5", "yes"), VoteCast("6", "yes"), VoteCast("7", "no")),
    )


def test_lists_not_as_long_as_their_totals_are_kept_and_told():
    records = read(VOTES)
    told = [s for s in of(Skipped, records) if s.kind == "vote list" and s.id == "9002"]

    assert by_id(Division, records)["9002"].counts == {"yes": 3, "no": 2, "abstain": 1}
    assert by_id(Division, records)["9002"].votes == (VoteCast("6", "abstain"),)
    assert [s.reason.split('"')[1] for s in told] == ["yes", "no"]


def test_a_member_listed_twice_in_a_vote_counts_once():
    records = read(VOTES)

    assert by_id(Division, records)["9003"].votes == (VoteCast("5", "yes"), VoteCast("6", "no"))
    assert ("vote", "9003") in {(s.kind, s.id) for s in of(Skipped, records)}


def test_votes_are_read_one_by_one():
    cut = body_of(VOTES) + b"9004,broken\n"
    stream = Knesset().read(Input(VOTES, lambda: cut))

    assert isinstance(next(stream), Organization)
    assert isinstance(next(stream), Division)


def test_a_private_bill_is_cited_by_its_number_and_knesset():
    bill = by_id(Bill, read(BILLS))["4001"]

    assert (bill.number, bill.kind) == ("פ/31/21", "private member's bill")
    assert [stage.code for stage in bill.stages] == ["introduction"]
    assert bill.status == "הונחה על שולחן הכנסת לדיון מוקדם"


def test_a_law_has_passed_three_readings_and_was_published():
    law = by_id(Bill, read(BILLS))["4002"]

    assert law.number == "מ/77"
    assert [(stage.code, stage.outcome) for stage in law.stages] == [
        ("first_reading", "agreed"),
        ("second_reading", "agreed"),
        ("third_reading", "agreed"),
        ("assent", "agreed"),
    ]
    assert law.stages[-1].date == "2019-07-01"
    assert law.stages[-1].note == "ספר החוקים, גיליון 2801, עמוד 12"
    assert law.summaries == {"he": "החוק מסדיר מעברים."}


def test_a_reading_that_only_follows_from_the_status_says_so():
    law = by_id(Bill, read(BILLS))["4002"]

    assert "the source gives no date" in law.stages[0].note


def test_a_stopped_bill_says_why():
    stage = by_id(Bill, read(BILLS))["4003"].stages[0]

    assert (stage.code, stage.outcome) == ("plenary", "rejected")
    assert stage.note == 'הסרה מסד"י בד. מוקדם'


def test_a_bill_in_committee_names_the_number_of_the_committee():
    stages = by_id(Bill, read(BILLS))["4004"].stages

    assert [stage.code for stage in stages] == ["first_reading", "committee"]
    assert stages[1].note == "Committee number 8."


def test_a_status_nobody_knows_is_kept_by_its_number():
    bill = by_id(Bill, read(BILLS))["4005"]

    assert bill.stages[0].titles == {"he": "מצב 999", "en": "Status 999"}
    assert bill.number == "4005"


def test_the_next_page_of_bills_is_told():
    assert "skiptoken=4005" in of(Skipped, read(BILLS))[0].id


def test_bills_are_read_from_plain_atom_json_and_tables_too():
    atom = json.loads(body_of(BILLS))[1].encode()
    entry = {"BillID": 4001, "Name": "הצעת חוק", "StatusID": 104, "IsContinuationBill": None}
    listed = json.dumps({"value": [entry], "@odata.nextLink": "http://example.org/2"}).encode()
    older = json.dumps({"d": {"results": [entry]}}).encode()
    table = "BillID,Name,StatusID\n4001,הצעת חוק,104.0\n".encode()

    assert read("kns_bill.xml", atom) == read(BILLS)
    assert len(of(Skipped, read("kns_bill.json", listed))) == 1
    assert read("kns_bill.json", older) == read("kns_bill.csv", table)


def test_a_protocol_in_plain_text_is_a_sitting_of_its_committee():
    records = read(TEXT)

    assert of(Organization, records)[1].id == "committee-ועדת-הגשרים"
    assert of(Sitting, records) == [
        Sitting(
            id="protocol-2000001",
            body="committee-ועדת-הגשרים",
            date="2019-05-07",
            titles={"he": "ועדת הגשרים – פרוטוקול מס' 12"},
            language="he",
            number="12",
            session="2",
            term="21",
            start="09:30",
            end="10:40",
        )
    ]


def test_the_items_of_the_agenda_are_sections():
    sections = of(Section, read(TEXT))

    assert [s.titles["he"][:20] for s in sections] == [
        "1. הצעת חוק הגשרים (",
        "2. דיווח על מעברי הח",
    ]
    assert [s.bills for s in sections] == [("מ/77",), ()]


def test_every_turn_is_a_speech_with_the_name_as_printed():
    speeches = of(Speech, read(TEXT))
    told = [(s.speaker_name, s.role, s.part, s.group_name) for s in speeches]

    assert told == [
        ("גפן תלמור", 'היו"ר', "chair", ""),
        ("שקמה אורן", "מהנדסת, רשות המעברים", "guest", ""),
        ("קריאה", "", "regular", ""),
        ("ארזה נחלון", "", "regular", "סיעת הגשר"),
        ("ארזה נחלון", 'מ"מ היו"ר', "chair", ""),
        ("לבנה שדה", "השרה לענייני מעברים", "regular", ""),
    ]
    assert [s.position for s in speeches] == [1, 2, 3, 4, 5, 6]
    assert speeches[4].section == "protocol-2000001.s2"


def test_a_sentence_that_ends_in_a_colon_is_no_speaker():
    fourth = of(Speech, read(TEXT))[3]

    assert [p.text for p in fourth.paragraphs] == ["אקריא שוב את סעיף 3א:", "הגשר ייבדק פעמיים."]


def test_votes_new_chairs_and_the_closing_are_told_from_what_was_said():
    speeches = of(Speech, read(TEXT))

    assert [p.kind for p in speeches[4].paragraphs] == ["text", *["procedural"] * 3]
    assert speeches[5].paragraphs[1] == Paragraph(
        "הישיבה ננעלה בשעה 10:40.", "protocol-2000001.u6.p2", "time"
    )


def test_a_protocol_in_parts_is_read():
    records = read(PARTS)

    assert [s.speaker_name for s in of(Speech, records)] == ["גפן תלמור", "ארז כפרי"]
    assert [p.text for p in of(Speech, records)[0].paragraphs] == ["בוקר טוב.", "תודה רבה."]
    assert of(Section, records)[0].bills == ("פ/31/21",)


def test_a_protocol_that_marks_its_lines_is_read():
    records = read(MARKED)

    assert of(Section, records)[0].titles == {"he": "דיווח שנתי"}
    assert [(s.speaker_name, s.part) for s in of(Speech, records)] == [
        ("גפן תלמור", "chair"),
        ("שקמה אורן", "guest"),
    ]
    assert of(Sitting, records)[0].date == "2019-05-09"


def test_labels_in_angle_brackets_are_read():
    body = 'יום שני, 6 במאי 2019\n<היו"ר גפן תלמור:>\nשלום.\n<קריאות:>\nשלום!\n'.encode()

    assert [s.speaker_name for s in of(Speech, read("1.txt", body + "פרוטוקול".encode()))] == [
        "גפן תלמור",
        "קריאות",
    ]


def test_word_xml_is_read_by_what_is_underlined():
    speeches = of(Speech, read(WORD))

    assert [(s.speaker_name, s.role, s.part) for s in speeches] == [
        ("גפן תלמור", 'היו"ר', "chair"),
        ("שקמה אורן", "מהנדסת, רשות המעברים", "guest"),
        ("דובר", "", "regular"),
    ]
    assert [p.text for p in speeches[0].paragraphs] == ["שלום. נתחיל.", "אני אקריא שוב:"]
    assert [p.text for p in speeches[1].paragraphs] == ["סעיף 3 נמחק.", "מודגש בקו"]


def test_headings_in_word_xml_are_sections_and_margins_are_left_out():
    records = read(WORD)

    assert [s.titles["he"] for s in of(Section, records)] == [
        'הצעת חוק הגשרים, התשע"ט-2019 (מ/77)',
        "דיווח על מעברי החצייה",
    ]
    assert of(Sitting, records)[0].end == "13:10"
    assert "13.5.2019" not in repr(of(Speech, records))


@pytest.mark.parametrize("start", [b"\xd0\xcf\x11\xe0\xa1\xb1", b"PK\x03\x04", b"{\\rtf1"])
def test_binary_word_is_passed_over_with_the_reason(start):
    records = read("30_ptv_1.doc", start + bytes(100))

    assert [(s.kind, s.id) for s in records] == [("document", "30_ptv_1")]
    assert "put its text beside it" in records[0].reason


def test_a_protocol_of_no_committee_is_the_plenums():
    body = body_of(MARKED).replace("מישיבת ועדת הגשרים".encode(), b"")

    assert of(Sitting, read(MARKED, body))[0].body == "knesset"


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("הראשונה", "1"),
        ("השנייה", "2"),
        ("שלישי", "3"),
        ("העשירית", "10"),
        ("האחת-עשרה", "11"),
        ("השמונה-עשרה", "18"),
        ("העשרים", "20"),
        ("העשרים ואחת", "21"),
        ("העשרים וחמש", "25"),
        ("הגדולה", ""),
        ("", ""),
    ],
)
def test_ordinals_are_read_in_words(word, number):
    assert hebrew.ordinal(word) == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("(07 במרץ 2016)", "2016-03-07"),
        ("7 במרס 2016", "2016-03-07"),
        ("בתאריך 14/10/2002 בשעה: 15:00", "2002-10-14"),
        ("9.5.2019", "2019-05-09"),
        ("31/02/2019", ""),
        ("מחר", ""),
    ],
)
def test_days_are_read_in_words_and_numbers(text, day):
    assert hebrew.day(text) == day


def given_files(**contents):
    return [Input(name, partial(bytes, body)) for name, body in contents.items()]


def test_files_are_taken_in_the_order_in_which_they_refer_to_each_other():
    order = [source.name for source in Knesset().inputs(find([FILES]))]

    assert order[:5] == [DATES, FACTIONS, MEMBERS, SEATS, CHAIRS]
    assert order.index(PLENUM) < order.index(VOTES)
    assert set(order) == set(ALL)


def test_files_of_others_are_left_alone():
    found = {
        "README.txt": b"words",
        "datapackage.json": b'{"name": "_"}',
        "other.csv": b"a,b\n1,2\n",
        "renamed.csv": body_of(VOTES),
        "bills.xml": json.loads(body_of(BILLS))[1].encode(),
        "photo.jpeg": b"\xff",
    }

    kept = [source.name for source in Knesset().inputs(given_files(**found))]

    assert kept == ["renamed.csv", "bills.xml"]


def test_of_several_files_of_a_protocol_the_best_is_read():
    found = {"a/1.doc": b"", "a/1.txt": body_of(TEXT), "a/1.parts.csv": b"", "b/2.doc": b""}

    kept = [source.name for source in Knesset().inputs(given_files(**found))]

    assert kept == ["a/1.parts.csv", "b/2.doc"]


def swapped(name, old, new):
    body = body_of(name)
    assert old.encode() in body
    return (name, body.replace(old.encode(), new.encode() if isinstance(new, str) else new, 1))


BROKEN = {
    "an empty table": ((MEMBERS, b"\n"), "the file is empty"),
    "no rows": ((MEMBERS, body_of(MEMBERS).split(b"\n")[0]), "the table has no rows"),
    "a web page for a table": ((FACTIONS, b"<html>404</html>"), "HTML page"),
    "a table in another encoding": (
        (FACTIONS, body_of(FACTIONS).decode().encode("cp1255")),
        "not UTF-8",
    ),
    "a missing column": (swapped(VOTES, "mk_ids_pro", "pro"), "columns are missing: mk_ids_pro"),
    "a row cut off": ((SEATS, body_of(SEATS)[:-20]), "was the file cut off?"),
    "a cell cut off": ((MEMBERS, body_of(MEMBERS).partition(b'""]"')[0]), "not well-formed CSV"),
    "a member without id": (swapped(MEMBERS, "\n6,", "\n,"), '"mk_individual_id" is empty'),
    "a member with a word for id": (swapped(MEMBERS, "\n6,", "\nsix,"), "is not a number"),
    "a member twice": (swapped(MEMBERS, "\n6,", "\n5,"), "stands in line 2 already"),
    "a member without name": (
        swapped(MEMBERS, '"נחלון ""הזקן""",,ארזה', ",,"),
        "the member has no name",
    ),
    "names no list": (swapped(MEMBERS, "[]", "גפן"), "does not hold a JSON list"),
    "a faction twice": (swapped(FACTIONS, "\n32,", "\n31,"), "stands in the file twice"),
    "a faction from no day": (swapped(FACTIONS, "2019-05-01", "2019-02-30"), "is not a date"),
    "a seat backwards": (swapped(SEATS, "2018-08-10", "2017-08-10"), "it ends (2017-08-10) before"),
    "a seat in no faction": (swapped(SEATS, "\n5,31", "\n5,"), '"faction_id" is empty'),
    "a session backwards": (swapped(DATES, "2019-07-30", "2018-07-30"), "it ends (2018-07-30)"),
    "two sittings at once": (swapped(PLENUM, "2019-05-08 12:00", "2019-05-09 12:00"), "the newer"),
    "a sitting at no time": (swapped(PLENUM, "2019-05-07 00:00:00,", "2019-05-07 25:00:00,"), "25"),
    "a vote on no day": (swapped(VOTES, "2019-05-06", ""), "the vote has no date"),
    "a vote twice": (swapped(VOTES, "\n9002", "\n9001"), "vote 9001 stands in the file twice"),
    "a vote at no time": (swapped(VOTES, "17:05", "five"), "is not a time"),
    "a vote by nobody": (swapped(VOTES, "[7]", '["x"]'), "is not a member's number"),
    "a total in words": (swapped(VOTES, "1,2,1,0,1,4", "1,two,1,0,1,4"), "is not a number"),
    "a list cut off": (swapped(VOTES, "[7]", "[7"), "does not hold a JSON list"),
    "an empty page of bills": ((BILLS, b""), "the file is empty"),
    "a web page for bills": ((BILLS, b"<!DOCTYPE html>"), "HTML page"),
    "bills cut off": ((BILLS, body_of(BILLS)[:800]), "stops in the middle"),
    "bills not found": (swapped(BILLS, "[200", "[404"), "answered 404"),
    "bills in no page": ((BILLS, b"[1, 2, 3]"), "neither an OData page nor"),
    "bills no XML": ((BILLS, b'[200, "<feed"]'), "not well-formed XML"),
    "another root": ((BILLS, b'[200, "<other/>"]'), "not the <feed>"),
    "no entries": (
        (BILLS, b"[200, \"<feed xmlns='http://www.w3.org/2005/Atom'/>\"]"),
        "no entries",
    ),
    "an entry without properties": (
        swapped(BILLS, "m:properties>", "m:propertied>"),
        "not well-formed",
    ),
    "a bill twice": (swapped(BILLS, "4002</d:BillID", "4001</d:BillID"), "bill 4001 stands in"),
    "a bill without id": (swapped(BILLS, ">4003</d:BillID", "></d:BillID"), '"BillID" is empty'),
    "a bill without name": (swapped(BILLS, ">הצעת חוק הסולמות<", "><"), "has no name"),
    "a bill on no day": (swapped(BILLS, "2019-07-01", "2019-13-01"), "is not a date"),
    "an entry no object": (("kns_bill.json", b'{"value": [7]}'), "entry 1: the entry is not"),
    "a web page for a protocol": ((WORD, b"<html><body>Error</body></html>"), "HTML page"),
    "other XML for a protocol": ((WORD, b"<TEI/>"), "not the <wordDocument>"),
    "a protocol cut off": ((WORD, body_of(WORD)[:2000]), "not well-formed XML"),
    "a protocol of noise": ((WORD, b"\x00\x01noise"), "it is no Word document"),
    "an empty protocol": ((WORD, b""), "the file is empty"),
    "nobody speaks": ((MARKED, "פרוטוקול\n9.5.2019\n".encode()), "no speaker was found"),
    "a meeting on no day": (swapped(MARKED, "9.5.2019", "אתמול"), "no day of the meeting"),
    "a meeting at no time": (swapped(MARKED, "בשעה 09:00", "בשעה 29:00"), "is not a time"),
    "a file of another kind": (("notes.txt", b"nothing"), "none of the Knesset's tables"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_refused_with_a_sentence(case):
    (name, body), sentence = BROKEN[case]

    with pytest.raises(SourceError) as caught:
        read(name, body)

    assert sentence in str(caught.value)


def test_the_sentence_says_in_which_line_the_fault_is():
    name, body = swapped(VOTES, "[7]", "[7")

    with pytest.raises(SourceError) as caught:
        read(name, body)

    assert caught.value.line == 2


DAMAGED = st.one_of(
    *(st.tuples(st.just(name), wrecked_bytes(body_of(name))) for name in ALL),
    *(st.tuples(st.just(n), wrecked_cells(body_of(n))) for n in ALL if n.endswith(".csv")),
    st.tuples(st.just(BILLS), wrecked_json(body_of(BILLS))),
)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(DAMAGED)
def test_a_damaged_file_gives_records_or_a_sentence(damaged):
    name, body = damaged

    with suppress(SourceError):
        str(read(name, body)).encode()


def test_the_real_members_and_factions_are_all_read(real_data):
    members = read(
        "mk_individual.csv", (real_data / "knesset-he" / "members" / MEMBERS).read_bytes()
    )
    factions = read(FACTIONS, (real_data / "knesset-he" / "members" / FACTIONS).read_bytes())
    seats = read(SEATS, (real_data / "knesset-he" / "members" / SEATS).read_bytes())
    chairs = read(CHAIRS, (real_data / "knesset-he" / "members" / CHAIRS).read_bytes())

    assert len(of(Person, members)) == 956
    assert sum(bool(p.image) for p in of(Person, members)) == 945
    assert all(p.names["en"] for p in of(Person, members))
    assert len(of(Organization, factions)) == 353
    assert len(of(Membership, seats)) == 3039
    assert len(of(Membership, chairs)) == 89


def test_the_real_memberships_point_to_real_members_and_factions(real_data):
    members = by_id(
        Person, read(MEMBERS, (real_data / "knesset-he" / "members" / MEMBERS).read_bytes())
    )
    factions = by_id(
        Organization, read(FACTIONS, (real_data / "knesset-he" / "members" / FACTIONS).read_bytes())
    )
    seats = of(Membership, read(SEATS, (real_data / "knesset-he" / "members" / SEATS).read_bytes()))

    assert all(seat.person in members and seat.on_behalf_of in factions for seat in seats)


def test_the_real_names_of_the_knessets_are_ordinals(real_data):
    rows = (
        (real_data / "knesset-he" / "members" / DATES).read_text(encoding="utf-8").splitlines()[1:]
    )
    told = {(cells[1], hebrew.ordinal(cells[2])) for cells in (row.split(",") for row in rows)}

    assert told - {(str(n), str(n)) for n in range(1, 21)} == {("0", "")}


def test_the_real_sittings_all_have_a_day(real_data):
    records = read(PLENUM, (real_data / "knesset-he" / "plenum" / PLENUM).read_bytes())

    assert len(of(Sitting, records)) == 148
    assert len(of(Skipped, records)) == 6
    assert min(sitting.date for sitting in of(Sitting, records)) > "1949"


def test_the_real_votes_are_all_read(real_data):
    records = read(VOTES, (real_data / "knesset-he" / "votes" / VOTES).read_bytes())
    told = Counter(s.reason.split('"')[1] for s in of(Skipped, records))

    assert len(of(Division, records)) == 3440
    assert sum(len(division.votes) for division in of(Division, records)) == 190_843
    assert told == {"yes": 397, "no": 484, "abstain": 49}


def test_the_real_bills_are_all_read(real_data):
    name = "odata_parliamentinfo_kns_Bill.json"
    records = read(name, (real_data / "knesset-he" / "bills" / name).read_bytes())
    stages = Counter(bill.stages[-1].code for bill in of(Bill, records))

    assert len(of(Bill, records)) == 100
    assert stages["assent"] == 17
    assert not any("מצב" in bill.status for bill in of(Bill, records))


def test_the_real_protocols_are_read(real_data):
    files = Knesset().inputs(find([real_data / "knesset-he" / "protocol"]))
    records = [record for source in files for record in Knesset().read(source)]
    speeches = Counter(speech.sitting for speech in of(Speech, records))

    # A count of lines that end in a colon is one higher: one of them is said, not a label.
    assert speeches == {"protocol-20_ptv_341203": 663, "protocol-2020275": 2}
    assert len({s.speaker_name for s in of(Speech, records)}) == 38
    assert [s.id for s in of(Skipped, records) if s.kind == "document"] == ["20_ptv_389210"]
    assert {s.date for s in of(Sitting, records)} == {"2016-03-07", "2017-07-18"}
