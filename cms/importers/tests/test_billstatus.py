from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings

from cms.importers.formats.billstatus import BillStatus
from cms.importers.reading import Input, SourceError, find
from cms.importers.records import (
    Bill,
    BillText,
    Division,
    Document,
    Identifier,
    Organization,
    Person,
    Skipped,
    Stage,
    VoteCast,
)
from cms.importers.tests.damage import damaged_bytes, given_bytes, survives

FILES = Path(__file__).parent / "files" / "billstatus"
NEWEST = (FILES / "BILLSTATUS-190hr77.v3.xml").read_bytes()
OLDER = (FILES / "BILLSTATUS-190hr77.v1.xml").read_bytes()
EARLIEST = (FILES / "BILLSTATUS-189sjres4.xml").read_bytes()


def records(body):
    return list(BillStatus().read(given_bytes("BILLSTATUS-x.xml", body)))


def of_type(body, kind):
    return [record for record in records(body) if isinstance(record, kind)]


def the_bill(body):
    (bill,) = of_type(body, Bill)
    return bill


def test_a_bill_is_cited_as_people_cite_it():
    bill = the_bill(NEWEST)

    assert (bill.id, bill.number, bill.kind) == ("190hr77", "H.R. 77", "bill")
    assert (bill.body, bill.introduced) == ("House", "2067-02-01")
    assert bill.titles == {"en": "Wells Act"}
    assert bill.url == "https://www.congress.gov/bill/190/hr/77"
    assert bill.identifiers == (Identifier("Public Law", "190-5"),)
    assert bill.status == "Became Public Law No: 190-5."


def test_stages_are_inferred_from_actions_and_told_oldest_first():
    stages = the_bill(NEWEST).stages

    assert [(stage.code, stage.date, stage.body) for stage in stages] == [
        ("introduction", "2067-02-01", "House"),
        ("committee", "2067-02-01", "hsww00"),
        ("committee", "2067-02-10", "hsww02"),
        ("report", "2067-03-01", "hsww00"),
        ("plenary", "2067-03-08", "House"),
        ("other_chamber", "2067-03-09", "Senate"),
        ("committee", "2067-03-09", "ssww00"),
        ("plenary", "2067-04-20", "Senate"),
        ("conference", "2067-05-10", "House"),
        ("other", "2067-05-20", ""),
        ("assent", "2067-06-01", ""),
    ]


def test_an_action_listed_by_clerk_and_library_is_one_stage():
    passages = [stage for stage in the_bill(NEWEST).stages if stage.body == "Senate"]

    assert passages[1] == Stage(
        "plenary",
        {"en": "Passed/agreed to in Senate"},
        date="2067-04-20",
        body="Senate",
        outcome="amended",
        note="Passed Senate with an amendment by Yea-Nay Vote. 68 - 31. Record Vote Number: 78.",
    )


def test_signature_and_law_are_one_assent_with_both_days():
    assent = the_bill(NEWEST).stages[-1]

    assert assent.titles == {"en": "Became Public Law"}
    assert (assent.date, assent.end, assent.outcome) == ("2067-06-01", "2067-06-02", "agreed")
    assert assent.note == "Signed by President. Became Public Law No: 190-5."


def test_what_a_debate_quotes_is_no_stage():
    assert "veto" not in {stage.code for stage in the_bill(NEWEST).stages}


def test_a_veto_and_the_failed_attempt_to_override_it_are_stages():
    stages = the_bill(EARLIEST).stages

    assert [(stage.code, stage.titles["en"], stage.outcome) for stage in stages] == [
        ("introduction", "Introduced in Senate", ""),
        ("committee", "Referred to Senate committee", ""),
        ("committee", "Senate committee discharged", ""),
        ("veto", "Vetoed by President", ""),
        ("veto", "Failed of passage in House over veto", "rejected"),
    ]


def test_a_failed_vote_on_passage_rejects_the_bill():
    body = NEWEST.replace(b"On passage Passed by voice vote.", b"On passage Failed by voice vote.")

    (failed,) = [stage for stage in the_bill(body).stages if stage.date == "2067-03-08"]

    assert failed.titles == {"en": "Failed of passage/not agreed to in House"}
    assert failed.outcome == "rejected"


def test_sponsors_come_from_the_printed_name_and_withdrawn_ones_are_left_out():
    bill = the_bill(NEWEST)
    persons = {person.id: person for person in of_type(NEWEST, Person)}

    assert bill.sponsors == (
        VoteCast("M900001", "sponsor", "Rep. Marlowe, Edith J., Jr. [Q-ZZ-4]"),
        VoteCast("V900002", "cosponsor", "Rep. Van Aken, Tomás [R-YY-1]"),
        VoteCast("", "cosponsor", "Del. Unlisted, Noor [Q-WW-At Large]"),
    )
    assert persons["M900001"].name == "Edith J. Marlowe, Jr."
    assert persons["V900002"].family_name == "Van Aken"
    assert persons["V900002"].identifiers == (Identifier("bioguide", "V900002"),)
    assert Skipped("cosponsor", "W900003", "the name was withdrawn from the bill") in records(
        NEWEST
    )


def test_committees_stand_under_their_chamber_and_subcommittees_under_them():
    bodies = {body.id: body for body in of_type(NEWEST, Organization)}

    assert bodies["House"].names == {"en": "House of Representatives"}
    assert bodies["hsww00"].parent == "House"
    assert bodies["hsww02"].parent == "hsww00"
    assert bodies["ssww00"].classification == "committee"


def test_a_committee_that_only_an_action_names_is_known_too():
    bodies = {body.id: body for body in of_type(EARLIEST, Organization)}

    assert bodies["ssdk00"].names == {"en": "Dikes Committee"}
    assert bodies["ssdk00"].parent == "Senate"


def test_topics_begin_with_the_policy_area():
    assert the_bill(NEWEST).topics == ("Water", "Canals", "Wells")
    assert the_bill(EARLIEST).topics == ("Coasts", "Dikes")


def test_the_latest_summary_is_plain_text():
    summary = the_bill(NEWEST).summaries["en"]

    assert summary == "Wells Act\n\nThis act lets every county sink a well & keep it."


def test_empty_and_doubled_text_versions_are_left_out():
    texts = of_type(NEWEST, BillText)

    assert [(text.id, text.label, text.date) for text in texts] == [
        ("PLAW-190publ5", "Public Law", "2067-06-03"),
        ("BILLS-190hr77ih", "Introduced in House", "2067-02-01"),
    ]
    assert Skipped("bill text", "BILLS-190hr77ih", "it is listed twice") in records(NEWEST)


def test_reports_and_estimates_are_documents():
    report, estimate = of_type(NEWEST, Document)

    assert report.url == (
        "https://www.congress.gov/congressional-report/190th-congress/house-report/12/2"
    )
    assert (estimate.kind, estimate.date) == ("cost estimate", "2067-03-05")
    assert any(skipped.id == "a report without a number" for skipped in of_type(NEWEST, Skipped))


def test_votes_are_dated_where_the_chamber_sits_and_keep_what_the_words_count():
    amendment, senate, house = of_type(NEWEST, Division)

    assert (amendment.id, amendment.result) == ("190-1-senate-77", "rejected")
    assert (senate.id, senate.date, senate.time) == ("190-1-senate-78", "2067-04-20", "21:02:38")
    assert senate.counts == {"yes": 68, "no": 31}
    assert house.counts == {"yes": 260, "no": 171, "abstain": 1}
    assert (house.result, house.bill) == ("agreed", "190hr77")


def test_a_vote_nobody_describes_has_no_counts():
    motion, override = of_type(EARLIEST, Division)

    assert (motion.titles, motion.counts) == ({"en": "MOTION TO CONSIDER"}, {})
    assert (motion.result, motion.url) == ("", "")
    assert (override.counts, override.result) == ({"yes": 210, "no": 219}, "rejected")


def unweighed(record):
    """What a record says, whichever schema it came in."""
    return replace(record, weight=0) if isinstance(record, Bill) else record


def test_a_newer_schema_weighs_more():
    assert of_type(OLDER, Bill)[0].weight < of_type(NEWEST, Bill)[0].weight


def test_both_schemas_say_the_same_of_a_bill():
    alike = (Organization, Person, Bill, BillText, Document)
    older = [unweighed(record) for record in records(OLDER) if isinstance(record, alike)]
    newest = [unweighed(record) for record in records(NEWEST) if isinstance(record, alike)]

    assert older == newest


def test_both_schemas_give_the_votes_on_the_bill_the_same_form():
    newest = [vote for vote in of_type(NEWEST, Division) if vote.number != "77"]

    assert of_type(OLDER, Division) == newest


def test_what_is_left_out_is_said():
    kinds = [skipped.kind for skipped in of_type(NEWEST, Skipped)]

    assert kinds.count("action") == 1
    assert kinds.count("amendment") == 1
    assert kinds.count("related bill") == 1


def test_the_newest_schema_is_read_last_whatever_the_order():
    inputs = [
        given_bytes("new/BILLSTATUS-190hr77.xml", NEWEST),
        given_bytes("old/BILLSTATUS-190hr77.xml", OLDER),
        given_bytes("notes.txt", NEWEST),
        given_bytes("other.xml", b"<other/>"),
    ]

    kept = {
        tuple(source.name for source in BillStatus().inputs(order))
        for order in permutations(inputs)
    }

    assert kept == {("old/BILLSTATUS-190hr77.xml", "new/BILLSTATUS-190hr77.xml")}


def test_files_on_disk_are_found_by_name_or_by_content(tmp_path):
    (tmp_path / "BILLSTATUS-1hr1.xml").write_bytes(b"")
    (tmp_path / "bill.xml").write_bytes(NEWEST)
    (tmp_path / "page.xml").write_bytes(b"<html/>")

    kept = [source.name for source in BillStatus().inputs(find([tmp_path]))]

    assert kept == ["BILLSTATUS-1hr1.xml", "bill.xml"]


def test_a_file_that_cannot_be_read_does_not_stop_the_search():
    def refuse():
        raise SourceError("no permission to read it")

    assert BillStatus().inputs([Input("bill.xml", refuse)]) == []


BROKEN = {
    "empty": (b"", "the file is empty"),
    "HTML": (b"<!DOCTYPE html><html></html>", "HTML page"),
    "truncated": (NEWEST[:3000], "not well-formed XML"),
    "wrong encoding": (NEWEST.replace("Tomás".encode(), b"Tom\xe1s"), "not well-formed XML"),
    "wrong root": (b"<bills><bill/></bills>", "begins with <billStatus>"),
    "no bill": (b"<billStatus/>", "it holds 0 bills"),
    "two bills": (b"<billStatus><bill/><bill/></billStatus>", "it holds 2 bills"),
    "no number": (NEWEST.replace(b"<number>77</number>", b""), "<number> is missing or empty"),
    "number in words": (
        NEWEST.replace(b"<number>77</number>", b"<number>seven</number>"),
        "<number> must be a number, not “seven”",
    ),
    "no Congress": (
        NEWEST.replace(b"<congress>190</congress>\n    <committees>", b"<committees>"),
        "<congress> is missing or empty",
    ),
    "no type": (NEWEST.replace(b"<type>HR</type>", b"<type/>", 1), "<type> is missing or empty"),
    "unknown type": (
        NEWEST.replace(b"<type>HR</type>", b"<type>LORDS</type>", 1),
        "“LORDS” is not a type of bill",
    ),
    "impossible date": (
        NEWEST.replace(b"<actionDate>2067-03-08<", b"<actionDate>2067-02-30<", 1),
        "“2067-02-30” is not a date",
    ),
    "no date": (
        NEWEST.replace(b"<actionDate>2067-03-08</actionDate>", b"<actionDate/>", 1),
        "<actionDate> is missing or empty",
    ),
    "date in words": (
        NEWEST.replace(b">2067-02-01</introducedDate>", b">last Monday</introducedDate>"),
        "“last Monday” is not a date",
    ),
    "vote without number": (
        NEWEST.replace(b"<rollNumber>66</rollNumber>", b"<rollNumber/>"),
        "<rollNumber> is missing or empty",
    ),
    "vote at an impossible moment": (
        NEWEST.replace(b"2067-05-11T02:50:51Z", b"2067-05-11T27:50:51Z"),
        "is not a date and time",
    ),
    "vote without chamber": (
        NEWEST.replace(b"<chamber>House</chamber>\n            <congress>", b"<congress>"),
        "<chamber> is missing or empty",
    ),
    "committee without code": (
        NEWEST.replace(b"<systemCode>hsww02</systemCode>\n", b"", 1),
        "<systemCode> is missing or empty",
    ),
    "sponsor without name": (
        NEWEST.replace(b"<fullName>Del. Unlisted, Noor [Q-WW-At Large]</fullName>", b""),
        "a cosponsor has neither an id nor a name",
    ),
    "an entity from outside": (
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + NEWEST[54:],
        "DOCTYPE",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_refused_with_a_sentence(case):
    body, sentence = BROKEN[case]

    with pytest.raises(SourceError) as refused:
        records(body)

    assert sentence in refused.value.message


def test_the_sentence_names_the_line():
    body = NEWEST.replace(b"<systemCode>hsww02</systemCode>\n", b"\n", 1)

    with pytest.raises(SourceError) as refused:
        records(body)

    assert str(refused.value) == "line 18, item: <systemCode> is missing or empty"


@given(damaged_bytes(NEWEST))
@settings(max_examples=60, deadline=None)
def test_damage_gives_records_or_a_sentence(body):
    survives(BillStatus(), given_bytes("BILLSTATUS-x.xml", body))


@given(damaged_bytes(EARLIEST))
@settings(max_examples=40, deadline=None)
def test_damage_to_the_earliest_schema_gives_records_or_a_sentence(body):
    survives(BillStatus(), given_bytes("BILLSTATUS-x.xml", body))


def test_the_same_bytes_give_the_same_records():
    assert records(NEWEST) == records(NEWEST)


def test_the_real_files_hold_eight_documents_of_five_bills(real_data):
    reader = BillStatus()
    inputs = reader.inputs(find([real_data / "bills-us-billstatus"]))
    found = [record for source in inputs for record in reader.read(source)]
    bills = [record for record in found if isinstance(record, Bill)]
    stages = {bill.id: [stage.code for stage in bill.stages] for bill in bills}

    assert len(bills) == 8
    assert len({bill.id for bill in bills}) == 5
    assert stages["116s832"][-3:] == ["other_chamber", "committee", "committee"]
    assert stages["117hr2471"][-1] == "assent"
    assert len([record for record in found if isinstance(record, Division)]) == 8


def test_real_bills_in_both_schemas_are_alike(real_data):
    reader = BillStatus()

    for name in ("BILLSTATUS-117s35.xml", "BILLSTATUS-117sconres7.xml"):
        old, new = (
            [
                unweighed(item)
                for item in reader.read(
                    next(find([real_data / "bills-us-billstatus" / folder / name]))
                )
            ]
            for folder in ("v1.0.0", "v3.0.0")
        )

        assert old == new
