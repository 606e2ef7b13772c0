"""Member, bill, debate, sitting and division: one skeleton for everybody, and a sentence for whatever can happen."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256

import pytest
from django.utils.translation import override
from lxml import html

from plugins.widgets.renderers import OF_THINGS
from plugins.widgets.tests import things
from plugins.widgets.tests.test_renderer import skeleton
from plugins.widgets.tests.things import (
    ARABIC,
    BILL,
    DAY,
    HOUR,
    MEMBER,
    NOW,
    PERSON,
    SITTING,
    about,
)
from syndication.contract import Facet, Participant, Step, Tally
from syndication.testing import entry_with, tombstone_of

KINDS = {kind: OF_THINGS[kind] for kind in things.THINGS}
ENTRIES = sorted(set(KINDS) - {"debate"})
PEOPLE = {
    "without a portrait": replace(PERSON, image=""),
    "with a portrait elsewhere": replace(PERSON, image="https://elsewhere.example/portrait.jpg"),
    "with a long name": replace(PERSON, name="Maria Immaculata " * 20, role="Rapporteur " * 30),
    "with a name of one letter": replace(PERSON, name="O"),
    "without a group": replace(PERSON, group=""),
    "without role, group and area": replace(PERSON, group="", role="", area=""),
    "with an Arabic name": ARABIC,
}


def written(kind, selection):
    with override(selection.language):
        return KINDS[kind].render(selection).body.decode()


def document(kind, selection):
    return html.document_fromstring(
        written(kind, selection).encode(), html.HTMLParser(encoding="utf-8")
    )


def text(kind, selection):
    return " ".join(document(kind, selection).text_content().split())


def digest(root):
    """Return a hash of a document's elements, whatever they hold."""
    return sha256(repr(skeleton(root)).encode()).hexdigest()


def profile(person):
    return replace(MEMBER, title=person.name, participants=(person,))


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_document_is_written_as_it_was(kind, language, golden):
    page = written(kind, about(kind, language=language))

    bare = re.sub(r"<(style|script)>.*?</\1>", r"<\1></\1>", page, flags=re.DOTALL)
    golden(f"{kind}-{language}.html", bare.encode())


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_member_has_the_same_skeleton(language):
    usual = digest(document("member", about("member", language=language)))

    others = {
        name: digest(document("member", about("member", profile(person), language=language)))
        for name, person in PEOPLE.items()
    }

    assert others == dict.fromkeys(PEOPLE, usual)


def test_a_member_without_anything_yet_is_told_of_in_sentences():
    assert text("member", about("member", parts=())).count("There is none in the record.") == 3


def test_a_member_who_left_is_still_shown_and_says_so():
    left = replace(
        profile(replace(PERSON, role="", area="", group="")),
        facets=(),
        notice="No longer a member since 30 September 2026.",
    )

    page = document("member", about("member", left))

    assert page.xpath("//p[@class='notice']/bdi/text()") == [left.notice]
    assert "Corrected" not in page.text_content()


def test_a_member_is_shown_with_the_sittings_of_the_bodies_it_sits_in():
    wanted = {part.name: part for part in KINDS["member"].parts(about("member"))}

    assert wanted["sittings"].coming
    assert wanted["sittings"].facets == (
        Facet("kind", "sitting"),
        Facet("body", "5h0n3p8r1s2t"),
        Facet("body", "c0mm1ttee000"),
    )
    left = about("member", replace(MEMBER, facets=()))
    assert "sittings" not in {part.name for part in KINDS["member"].parts(left)}


@pytest.mark.parametrize("kind", ENTRIES)
def test_what_was_withdrawn_shows_the_reason_and_nothing_else(kind):
    tombstone = tombstone_of(things.THINGS[kind], "Published in error")

    page = text(kind, about(kind, tombstone))

    assert "Published in error" in page
    assert "no longer part of the record." in page
    assert "Second reading" not in page
    assert "Questions to the Minister" not in page
    assert "Civic Union" not in page
    assert "The Bill before the House" not in page


@pytest.mark.parametrize("kind", ENTRIES)
def test_what_was_corrected_says_when_and_what(kind):
    corrected = replace(things.THINGS[kind], notice="The date was wrong.", corrected=NOW)

    page = text(kind, about(kind, corrected))

    assert "Corrected on 2 November 2026: The date was wrong." in page


@pytest.mark.parametrize(
    ("last", "sentence"),
    [
        (
            Step("Committee stage", "2026-11-10", "planned"),
            "Next: Committee stage, planned for 10 November 2026.",
        ),
        (Step("Committee stage", "2026-11", "planned"), "planned for November 2026."),
        (Step("Committee stage", "", "planned"), "Next: Committee stage; no date is set yet."),
        (Step("Third reading", "2026-10-20", "rejected"), "It was rejected. 20 October 2026"),
        (Step("Third reading", "2026-10-20", "withdrawn"), "It was withdrawn. 20 October 2026"),
        (Step("Assent", "2026-10-20", "enacted"), "It became law. 20 October 2026"),
        (Step("Report", "2026-10-20", "agreed"), "No next step is planned yet."),
    ],
)
def test_a_bill_says_what_comes_next_or_how_it_ended(last, sentence):
    bill = replace(BILL, steps=(*BILL.steps[:2], last))

    assert sentence in text("bill", about("bill", bill))


PAST = NOW + 30 * DAY


@pytest.mark.parametrize(
    ("as_of", "planned", "sentence"),
    [
        (None, ["2026-11-10"], "Next: Stage 1, planned for 10 November 2026."),
        (PAST, ["2026-11-10"], "Stage 1 was planned for 10 November 2026; the record does not say"),
        (PAST, ["2026-11"], "Stage 1 was planned for November 2026; the record does not say"),
        (PAST, ["2026"], "Next: Stage 1, planned for 2026."),
        (PAST, ["2026-11-10", "2027-01-12"], "Next: Stage 2, planned for 12 January 2027."),
        (PAST, ["2026-11-10", ""], "Next: Stage 2; no date is set yet."),
    ],
)
def test_what_comes_next_in_a_bill_is_never_a_day_that_is_past(as_of, planned, sentence):
    steps = (Step(f"Stage {number}", day, "planned") for number, day in enumerate(planned, 1))
    bill = replace(BILL, steps=(*BILL.steps[:2], *steps))

    assert sentence in text("bill", about("bill", bill, as_of=as_of))


def test_the_way_of_a_bill_is_a_picture_and_a_list():
    page = document("bill", about("bill"))

    assert len(page.xpath("//svg[@viewbox='-3 -3 106 6']//path[@class='hole']")) == 1
    assert [item.text_content().split()[0] for item in page.xpath("//ol/li")] == [
        "Introduction",
        "Second",
        "Committee",
    ]


def test_the_picture_begins_where_reading_does():
    def first(language):
        return document("bill", about("bill", language=language)).xpath(
            "//svg[@viewbox='-3 -3 106 6']/path/@d"
        )[0]

    assert (first("en"), first("ar")) == ("M0.0 0H50.0", "M100.0 0H50.0")


@pytest.mark.parametrize(
    ("as_of", "sentence"),
    [
        (None, "This sitting has not begun."),
        (NOW, "This sitting has not begun."),
        (NOW + HOUR, "This sitting is under way."),
        (NOW + 4 * HOUR, "This sitting is under way."),
        (NOW + 5 * HOUR, "This sitting is over."),
    ],
)
def test_a_sitting_says_how_far_it_is(as_of, sentence):
    assert sentence in text("sitting", about("sitting", as_of=as_of))


def test_a_sitting_whose_end_nobody_knows_says_nothing_of_it():
    page = text("sitting", about("sitting", replace(SITTING, until=None)))

    assert "This sitting" not in page
    assert "sitting now" not in page


def test_a_sitting_leads_to_each_item_of_its_agenda():
    assert f"{SITTING.url}#s2" in document("sitting", about("sitting")).xpath("//ol/li/a/@href")


def test_a_sitting_without_an_agenda_says_so():
    page = text("sitting", about("sitting", replace(SITTING, steps=())))

    assert "The agenda is not published yet." in page


def test_a_division_is_drawn_without_colours_and_told_in_numbers():
    page = document("division", about("division"))

    assert [" ".join(row.text_content().split()) for row in page.xpath("//ul/li")] == [
        "Ayes 9",
        "Noes 5",
        "Abstentions 1",
        "Absent 2",
    ]
    rows = [[cell.text_content() for cell in row.iterchildren()] for row in page.xpath("//tr[td]")]
    assert rows == [
        ["Civic Union", "6", "0", "0", "0"],
        ["Coastal List", "0", "5", "0", "0"],
        ["Green Alliance", "3", "0", "1", "0"],
    ]
    assert page.xpath("//th/svg/@aria-label") == ["Ayes", "Noes", "Abstentions", "Absent"]
    assert set(page.xpath("//article//svg//@stroke")) == {"currentColor"}


def test_a_division_of_thousands_is_told_in_numbers_only():
    page = document(
        "division", about("division", replace(things.DIVISION, tallies=(Tally("yes", 4_000),)))
    )

    assert page.xpath("//svg[@viewbox='0 0 400 210']") == []
    assert "4000" in page.text_content()


def test_a_debate_keeps_its_order_and_the_place_of_what_was_withdrawn():
    gone = tombstone_of(things.TURNS[0], "Attributed to somebody else")
    page = document("debate", about("debate", parts=(("turns", (gone, things.TURNS[1])),)))

    turns = [" ".join(item.text_content().split()) for item in page.xpath("//ol/li")]
    assert turns[0].startswith("A speech that was withdrawn")
    assert "Attributed to somebody else" in turns[0]
    assert turns[1].startswith("Henri")


def test_a_debate_begins_with_its_first_speech():
    (part,) = KINDS["debate"].parts(about("debate"))

    assert part.forward
    assert part.limit > 100  # one more than are shown says that it goes on
    assert part.facets == (Facet("kind", "speech"), Facet("debate", "debatedebate"))


@pytest.mark.parametrize(("speeches", "leads_on"), [(100, False), (101, True)])
def test_a_debate_that_is_longer_than_a_frame_shows_leads_on_to_the_next_speech(speeches, leads_on):
    turns = tuple(
        replace(things.TURN, thing=f"t{number:011}", url=f"https://parliament.example/{number}/")
        for number in range(1, speeches + 1)
    )

    page = document("debate", about("debate", parts=(("turns", turns),)))

    assert len(page.xpath("//ol/li")) == 100
    following = page.xpath("//a[.='The debate goes on']/@href")
    assert following == (["https://parliament.example/101/"] if leads_on else [])


def test_whoever_brought_a_bill_in_is_named_even_without_a_page():
    nameless = replace(BILL, participants=(Participant("", "The Government"),))

    assert "The Government" in text("bill", about("bill", nameless))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_at_an_address_is_said_inside_the_frame(kind):
    empty = replace(about(kind), entries=(), parts=())

    assert "is not published." in text(kind, empty)


@pytest.mark.parametrize("kind", KINDS)
def test_words_in_another_language_run_in_their_own_direction(kind):
    other = entry_with(
        kind=kind if kind != "debate" else "speech",
        language="he",
        title="אספקת מים",
        source="הכנסת",
        facets=things.TURN.facets,
    )

    page = document(kind, about(kind, other, parts=()))

    assert {element.get("dir") for element in page.xpath("//*[@lang='he']")} == {"rtl"}
    assert page.get("dir") == "ltr"


def test_a_video_leads_from_each_sentence_to_its_moment():
    page = document("video", about("video"))

    assert page.xpath("//data/@value") == ["12.5", "48.0"]
    assert page.xpath("//track/@srclang") == ["en", "fr"]
    assert "1:01" in page.text_content()


def test_a_clip_of_a_video_holds_its_range_and_leads_to_the_whole():
    page = document("video", about("video", options=(("t", "12.4,48"), ("theme", "dark"))))

    assert page.xpath("//source/@src")[0].endswith("speech.mp4#t=12.4,48")
    assert page.xpath("//data/@value") == ["12.5"]
    assert page.xpath("//a[.='The whole video']/@href")[0].endswith("/v1de0v1de0v1/theme=dark/")
    assert "[…]" in page.text_content()


def test_a_video_on_a_host_of_somebody_else_says_that_it_is_not_available():
    elsewhere = replace(things.FILM, url="https://tube.example/1.mp4")

    page = text("video", about("video", replace(things.VIDEO, enclosures=(elsewhere,))))

    assert "The recording is not available." in page


def test_who_is_in_the_chair_is_said_in_the_language_of_the_frame():
    chair = replace(PERSON, part="chair", role="President")
    turn = replace(things.TURN, participants=(chair,))

    page = text("debate", about("debate", parts=(("turns", (turn,)),), language="fr"))

    assert "Préside la séance" in page
    assert "President" not in page


@pytest.mark.parametrize(("kind", "said"), [("bill", True), ("video", True), ("sitting", False)])
def test_only_what_is_recorded_in_words_is_called_a_translation(kind, said):
    translated = replace(things.THINGS[kind], original_language="fr")

    assert ("Translated from French" in text(kind, about(kind, translated))) is said


@pytest.mark.parametrize("kind", KINDS)
def test_it_prints_the_address_by_which_it_can_be_checked(kind):
    page = document(kind, about(kind))

    (link,) = page.xpath("//footer/span/a")
    assert link.text_content().startswith("parliament.example/en/")
