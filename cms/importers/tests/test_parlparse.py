from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.importers.formats.parlparse import Parlparse
from cms.importers.reading import Input, SourceError, find
from cms.importers.records import (
    Bill,
    Division,
    Membership,
    Organization,
    Person,
    Record,
    Redirect,
    Section,
    Sitting,
    Skipped,
    Speech,
)

R = TypeVar("R")

FILES = Path(__file__).parent / "files" / "parlparse"
COMMONS = "debates2031-03-04b.xml"
OLD = "debates2031-03-04a.xml"
LORDS = "daylord2031-03-05a.xml"
COMMITTEE = "standing2031-03-01_LANTERN_02-0_2031-03-06a.xml"
OLD_COMMITTEE = "standing2001-02-03_OLDBILL_01-0_2001-02-06a.xml"
HOLYROOD = "sp2031-03-04.xml"
STORMONT = "ni2031-03-04.xml"
WRITTEN = "answers2031-03-04a.xml"
DAY = "uk.org.publicwhip/debate/2031-03-04"


def read(body: bytes, name: str = COMMONS) -> list[Record]:
    return list(Parlparse().read(Input(name, lambda: body)))


def records(name: str) -> list[Record]:
    return read((FILES / name).read_bytes(), name)


def of(kind: type[R], found: list[Record]) -> list[R]:
    return [record for record in found if isinstance(record, kind)]


def one(kind: type[R], found: list[Record]) -> R:
    (record,) = of(kind, found)
    return record


def speech(found: list[Record], end: str) -> Speech:
    return next(record for record in of(Speech, found) if record.id.endswith(end))


@pytest.fixture
def commons() -> list[Record]:
    return records(COMMONS)


# What is read


def test_a_day_of_the_commons_is_a_sitting_of_its_chamber(commons):
    sitting = one(Sitting, commons)

    assert sitting.id == DAY
    assert sitting.body == "house-of-commons"
    assert sitting.date == "2031-03-04"
    assert sitting.titles == {"en": "House of Commons, 4 March 2031"}
    assert sitting.start == "14:30:00"
    assert sitting.url == "https://report.example/310304/0001.htm"
    assert [found.id for found in of(Organization, commons)] == ["uk-parliament", sitting.body]


def test_every_speech_element_is_a_speech_in_order(commons):
    speeches = of(Speech, commons)

    assert [found.position for found in speeches] == list(range(1, 8))
    assert Counter(found.part for found in speeches) == {"regular": 3, "procedural": 2, "chair": 2}
    assert speeches[1].id == f"{DAY}b.11.5"
    assert speeches[1].speaker == "uk.org.publicwhip/member/71"


def test_text_without_a_speaker_is_kept_as_procedure(commons):
    found = speech(commons, ".11.1")

    assert (found.part, found.speaker, found.speaker_name) == ("procedural", "", "")
    assert [(p.text, p.kind) for p in found.paragraphs] == [
        ("The Lantern Street Bill was read the First time.", "procedural")
    ]


def test_a_speaker_nobody_knows_keeps_the_printed_name(commons):
    found = speech(commons, ".12.0")

    assert (found.speaker, found.speaker_name) == ("", "Several hon. Members")
    assert found.paragraphs[0].kind == "procedural"


def test_the_chair_is_told_by_the_name_or_the_office(commons):
    assert speech(commons, ".12.1").part == "chair"
    assert speech(commons, ".13.2").part == "chair"
    assert speech(commons, ".13.2").role == "Madam Deputy Speaker"
    assert speech(commons, ".11.6").part == "regular"
    assert speech(commons, ".11.6").role == "The Minister for Lighthouses"


def test_markup_entities_and_soft_hyphens_leave_plain_paragraphs(commons):
    found = speech(commons, ".11.6").paragraphs

    assert [(p.text, p.kind) for p in found] == [
        ("I have spent £40 on the hon. Member's foghorn.", "text"),
        ("[Interruption.]", "reaction"),
        ("North | 4", "text"),
        ("5", "text"),
        ("One lamp", "text"),
        ("One bell", "text"),
        ("And one word outside.", "text"),
    ]
    assert found[0].id == f"{DAY}b.11.6/1"
    assert speech(commons, ".11.5").paragraphs[0].text.endswith("foghorn at Café Point.")


def test_empty_paragraphs_are_dropped_and_italic_ones_are_procedure(commons):
    assert [p.text for p in speech(commons, ".12.1").paragraphs] == ["Order."]
    assert [p.kind for p in speech(commons, ".13.2").paragraphs] == ["text", "procedural"]


def test_times_lose_their_leading_nought_and_go_past_midnight(commons):
    assert speech(commons, ".13.2").start == "17:45:00"
    assert speech(commons, ".12.1").start == "09:05"
    assert speech(commons, ".14.0").start == "2031-03-05T00:10:00"


def test_question_time_holds_departments_only_while_questions_are_numbered(commons):
    parents = {found.id[len(DAY) :]: found.parent[len(DAY) :] for found in of(Section, commons)}

    assert parents == {
        "b.11.0": "",
        "b.11.2": "",
        "b.11.3": "b.11.2",
        "b.11.4": "b.11.3",
        "b.13.0": "",
        "b.13.1": "b.13.0",
    }
    assert of(Section, commons)[3].titles == {"en": "Foghorns — Repair"}
    assert speech(commons, ".11.5").section == f"{DAY}b.11.4"


def test_a_division_has_the_stated_counts_and_every_name(commons):
    division = one(Division, commons)

    assert division.counts == {"yes": 2, "no": 3}
    assert (division.number, division.result, division.time) == ("17", "rejected", "17:45:00")
    assert division.titles == {"en": "Clause 3"}
    assert division.section == f"{DAY}b.13.1"
    assert [(v.name, v.option, v.teller) for v in division.votes] == [
        ("Ada Roe", "yes", False),
        ("Dan Quill", "abstain", False),
        ("Eve Reed", "yes", True),
        ("Ben Oake", "no", False),
        ("Sir Felix Stone", "no", False),
        ("Gil Tarn", "no", True),
    ]
    assert division.votes[4].person == ""


def test_there_is_one_person_an_id_under_the_fullest_name(commons):
    people = {found.id.rpartition("/")[2]: found.name for found in of(Person, commons)}

    assert people == {
        "71": "Ada Roe",
        "72": "Ben Oake",
        "73": "Mr. Speaker",
        "74": "Cy Vane",
        "75": "Dan Quill",
        "76": "Eve Reed",
        "77": "Gil Tarn",
    }


def test_what_is_no_part_of_a_debate_is_said_to_be_left_out(commons):
    assert [(found.kind, found.id) for found in of(Skipped, commons)] == [("cake", "cake1")]


def test_the_lords_vote_content_and_not_content():
    division = one(Division, records(LORDS))

    assert division.counts == {"yes": 3, "no": 2}
    assert division.result == "agreed"
    assert division.titles == {"en": "Lantern Street Bill — Report (2nd Day)"}
    assert [vote.name for vote in division.votes] == [
        "Lord Lake of Hollow",
        "Baroness Fern",
        "Marsh, E.",
        "Bishop of Eastmere",
        "Heath, E.",
        "Viscount Moor",
    ]
    people = {found.id: found.name for found in of(Person, records(LORDS))}
    assert people["uk.org.publicwhip/lord/81"] == "The Earl of Marsh"


def test_a_committee_sits_on_its_bill():
    found = records(COMMITTEE)
    bill, sitting = one(Bill, found), one(Sitting, found)

    assert bill.id == bill.url == "https://bills.example/2030-31/lantern.html"
    assert bill.titles == {"en": "Lantern Street Bill"}
    assert [(stage.code, stage.date) for stage in bill.stages] == [("committee", "2031-03-01")]
    assert sitting.id.endswith("LANTERN_02-0_2031-03-06")
    assert (sitting.date, sitting.number) == ("2031-03-06", "2")
    assert sitting.url == "https://report.example/pbc/1.htm"
    assert sitting.body == "standing2031-03-01_LANTERN"
    assert all(section.bills == (bill.id,) for section in of(Section, found))
    committee = of(Organization, found)[-1]
    assert (committee.id, committee.parent) == (sitting.body, "house-of-commons")
    assert committee.names == {"en": "Public Bill Committee on the Lantern Street Bill"}


def test_a_committee_has_members_and_a_chair_but_no_clerks():
    found = records(COMMITTEE)

    roles = [(item.person.rpartition("/")[2], item.role) for item in of(Membership, found)]
    assert roles == [("91", "chair"), ("71", "member"), ("72", "member")]
    assert [(item.kind, item.id) for item in of(Skipped, found)] == [("clerk", "Ivy Wren")]
    assert speech(found, ".2.1").part == "chair"


def test_a_clause_vote_belongs_to_the_bill_and_a_tie_has_no_result():
    division = one(Division, records(COMMITTEE))

    assert division.bill == "https://bills.example/2030-31/lantern.html"
    assert division.titles == {"en": "Lantern Street Bill — Clause 1"}
    assert (division.counts, division.result) == ({"yes": 1, "no": 1}, "")


def test_windows_quotation_marks_are_mended():
    text = speech(records(COMMITTEE), ".2.1").paragraphs[0].text

    assert text == "The Minister’s words were “light it”—and no more."


def test_an_old_committee_names_its_bill_in_the_second_heading():
    found = records(OLD_COMMITTEE)

    assert one(Bill, found).titles == {"en": "Harbour Bells Bill [Lords]"}
    assert one(Bill, found).body == "house-of-lords"
    assert one(Sitting, found).body == "standing2001-02-03_OLDBILL"
    assert one(Speech, found).speaker == "uk.org.publicwhip/person/10101"
    assert one(Speech, found).part == "chair"
    ids = [organization.id for organization in of(Organization, found)]
    assert sorted(ids[:3]) == ["house-of-commons", "house-of-lords", "uk-parliament"]


def test_holyrood_prints_office_constituency_and_party_with_the_name():
    found = records(HOLYROOD)

    assert [person.name for person in of(Person, found)] == ["Jo Burn", "Kit Loch", "Dr Lea Strath"]
    chair, member = of(Speech, found)[:2]
    assert (chair.part, chair.role) == ("chair", "The Presiding Officer")
    assert (member.group_name, member.speaker_name) == ("Ind", "Kit Loch (Glenmore) (Ind)")
    division = one(Division, found)
    assert division.counts == {"yes": 1, "no": 0, "abstain": 1}
    assert (division.number, division.result) == ("1", "")
    assert division.sitting == one(Sitting, found).id


def test_stormont_wraps_question_time_in_its_heading():
    found = records(STORMONT)

    titles = [(section.titles["en"], section.parent) for section in of(Section, found)]
    start = "uk.org.publicwhip/ni/2031-03-04"
    assert titles == [
        ("Oral Answers to Questions", ""),
        ("Rivers", f"{start}.1.0.oral"),
        ("Eels", f"{start}.1.0"),
        ("Adjournment", ""),
    ]
    assert speech(found, ".1.2").section == f"{start}.1.1"


def test_written_answers_are_left_out():
    found = records(WRITTEN)

    assert {type(record) for record in found} == {Skipped}
    assert {record.reason for record in of(Skipped, found)} == {"written, not spoken"}


# Revisions


def test_a_superseded_revision_gives_its_redirects_and_nothing_else():
    found = records(OLD)

    assert {type(record) for record in found} == {Redirect, Skipped}
    assert [(r.kind, r.old[len(DAY) :], r.new[len(DAY) :]) for r in of(Redirect, found)] == [
        ("speech", "a.11.0", "b.11.0"),
        ("speech", "a.11.6", "b.11.6"),
        ("section", "a.13.1", "b.13.1"),
        ("division", "a.13.3", "b.13.3"),
    ]
    assert [(s.kind, s.id[len(DAY) :], s.reason) for s in of(Skipped, found)] == [
        ("speech", "a.11.6", "superseded revision"),
        ("section", "a.13.1", "superseded revision"),
        ("division", "a.13.3", "superseded revision"),
    ]


def test_both_revisions_are_of_the_same_sitting():
    body = (FILES / COMMONS).read_bytes().replace(b"2031-03-04b.", b"2031-03-04c.")

    assert one(Sitting, read(body)).id == DAY


# Which files


def source(name: str, body: bytes = b"<publicwhip/>") -> Input:
    return Input(name, lambda: body)


def test_files_are_taken_by_name_or_root_old_revisions_first():
    found = [
        source("b/debates2031-03-04b.xml", b""),
        source("b/debates2031-03-04a.xml"),
        source("people.xml", b"<?xml version='1.0'?><publicwhip><x/></publicwhip>"),
        source("feed.xml", b"<rss/>"),
        source("debates2031-03-04b.txt"),
        source("lordsdivisions2031-03-05a.xml"),
    ]

    names = [item.name for item in Parlparse().inputs(found)]

    assert names == ["b/debates2031-03-04a.xml", "b/debates2031-03-04b.xml", "people.xml"]


def test_a_file_that_cannot_be_read_is_not_sniffed():
    def refuse() -> bytes:
        raise SourceError("no permission")

    assert Parlparse().inputs([Input("x.xml", refuse)]) == []


def test_the_same_bytes_give_the_same_records(commons):
    assert records(COMMONS) == commons


# What is refused

USELESS = {
    "empty": (b"", "the file is empty"),
    "blank": (b" \n", "the file is empty"),
    "HTML": (b"<!DOCTYPE html><html/>", "this is an HTML page"),
    "cut short": (b'<publicwhip><speech id="uk.org', "not well-formed XML"),
    "not XML": (b"Oral answers", "not well-formed XML"),
    "another root": (b"<rss/>", "the root element is <rss>, not <publicwhip>"),
    "nothing in it": (b"<publicwhip/>", "it holds no speech, heading, division or redirect"),
}


@pytest.mark.parametrize(("body", "sentence"), USELESS.values(), ids=USELESS)
def test_a_file_of_something_else_is_refused(body, sentence):
    with pytest.raises(SourceError, match=re.escape(sentence)):
        read(body)


BROKEN = {
    "half of it": (b"<oral-heading", b"\x00", "not well-formed XML"),
    "wrong encoding": (b"ISO-8859-1", b"utf-16", "not well-formed XML"),
    "no id": (b' id="uk.org.publicwhip/debate/2031-03-04b.11.5"', b"", "it has no id"),
    "id twice": (b"b.11.5", b"b.11.6", "is used twice"),
    "odd id": (DAY.encode() + b"b.11.0", b"eleven", "the id 'eleven' is not of the form"),
    "no such day": (b"2031-03-04", b"2031-02-30", "'2031-02-30' is not a date"),
    "day of a division": (b'divdate="2031-03', b'divdate="2031-13', "'2031-13-04' is not a date"),
    "no day after": (b"2031-03-04", b"9999-12-31", "there is no day after 9999-12-31"),
    "no such time": (b"017:45:00", b"017:75:00", "'017:75:00' is not a time of day"),
    "count in words": (b'ayes="2"', b'ayes="two"', "ayes is 'two', which is not a number"),
    "unknown vote": (b'vote="aye">Quill', b'vote="perhaps">', "'perhaps' is not a way to vote"),
    "latest": (b'latest="yes"', b'latest="soon"', 'latest="soon" is neither yes nor no'),
    "undeclared entity": (b"&pound;", b"&dollar;", "not well-formed XML"),
    "entity bomb": (b"&#163;", b"&mdash;&mdash;", "entities made of other entities"),
    "outside DTD": (b"publicwhip\n[", b'publicwhip SYSTEM "x"\n[', "points outside the file"),
}


@pytest.mark.parametrize(("old", "new", "sentence"), BROKEN.values(), ids=BROKEN)
def test_a_broken_day_is_refused_in_one_sentence(old, new, sentence):
    body = (FILES / COMMONS).read_bytes()
    assert old in body

    with pytest.raises(SourceError, match=re.escape(sentence)):
        read(body.replace(old, new))


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        (OLD, b' newgid="uk.org.publicwhip/debate/2031-03-04b.11.0"', b"", "it has no newgid"),
        (OLD, b' oldgid="uk.org.publicwhip/debate/2031-03-04a.11.0"', b"", "it has no oldgid"),
        (OLD, b"04a.13.1", b"04b.13.1", "redirects to itself"),
        (COMMITTEE, b' title="Lantern Street Bill">Lantern Street Bill<', b"><", "has no title"),
        (OLD_COMMITTEE, b"major-heading", b"minor-heading", "neither <bill> nor a heading names"),
    ],
)
def test_a_broken_redirect_or_committee_is_refused(name, old, new, sentence):
    body = (FILES / name).read_bytes()
    assert old in body

    with pytest.raises(SourceError, match=sentence):
        read(body.replace(old, new), name)


def test_the_error_says_where():
    body = (FILES / COMMONS).read_bytes().replace(b"017:45:00", b"99:99")

    with pytest.raises(SourceError) as caught:
        read(body)

    assert caught.value.element == "speech"
    assert caught.value.line


def mutate(body: bytes, data: st.DataObject) -> bytes:
    """Cut it short, change bytes, or drop an attribute."""
    how = data.draw(st.sampled_from(["cut", "bytes", "attribute", "element"]))
    if how == "cut":
        return body[: data.draw(st.integers(0, len(body)))]
    if how == "bytes":
        changed = bytearray(body)
        for _ in range(data.draw(st.integers(1, 8))):
            changed[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
        return bytes(changed)
    pattern = rb'\s[\w-]+="[^"]*"' if how == "attribute" else rb"<(\w+)[^>/]*>[^<]*</\1>"
    found = list(re.finditer(pattern, body))
    at = data.draw(st.sampled_from(found)) if found else None
    return body[: at.start()] + body[at.end() :] if at else body


@settings(max_examples=100, deadline=None)
@given(data=st.data(), name=st.sampled_from([COMMONS, OLD, LORDS, COMMITTEE, HOLYROOD, STORMONT]))
def test_whatever_happens_to_a_file_it_is_read_or_refused(data, name):
    body = mutate((FILES / name).read_bytes(), data)

    try:
        found = read(body, name)
    except SourceError:
        return
    assert all(isinstance(record, Record) for record in found)


# The real files


def test_the_real_week_has_as_many_speeches_as_its_readme_counts(real_data):
    found = [
        record
        for item in Parlparse().inputs(find([real_data / "uk-publicwhip"]))
        for record in Parlparse().read(item)
    ]

    assert len(of(Speech, found)) == 703
    assert len({record.id for record in of(Speech, found)}) == 703
    sittings = Counter(record.sitting.split("/")[1] for record in of(Speech, found))
    assert sittings == {"debate": 345, "lords": 134, "standing": 224}
    assert len(of(Redirect, found)) == 3 * 387
    assert sum(record.kind == "speech" for record in of(Skipped, found)) == 3
    counts = [record.counts for record in of(Division, found)]
    assert counts == [{"yes": 200, "no": 269}, {"yes": 56, "no": 74}] + [{"yes": 7, "no": 9}] * 4
    assert [len(record.votes) for record in of(Division, found)] == [473, 130, 16, 16, 16, 16]
    assert {record.titles["en"] for record in of(Bill, found)} == {"Child Poverty Bill"}
    assert not [
        s
        for s in of(Speech, found)
        if any("\x80" <= c <= "\x9f" for p in s.paragraphs for c in p.text)
    ]
