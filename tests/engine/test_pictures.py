"""Pictures are numbers made of values: every vote has its seat, every step its place."""

from __future__ import annotations

import re

import pytest

from syndication.contract import Step, Tally
from syndication.pictures import hemicycle, track
from syndication.vocabulary import date_words, option_name, state_name

RESULT = [Tally("no", 5), Tally("yes", 9), Tally("abstain", 1), Tally("absent", 0)]
STEPS = [
    Step("First", state="done"),
    Step("Second", state="agreed"),
    Step("Third", state="planned"),
]


def seats(block):
    return [int(x) for x in re.findall(r"M(-?\d+) ", block.path)]


@pytest.mark.parametrize("number", [1, 2, 3, 15, 99, 650, 1000])
def test_every_vote_has_a_seat_of_its_own(number):
    (block,) = hemicycle([Tally("yes", number)]).blocks

    places = re.findall(r"M[^h]+h0", block.path)
    assert len(places) == len(set(places)) == number


def test_choices_sit_beside_each_other_from_where_reading_begins():
    drawn = hemicycle(RESULT)
    mirrored = hemicycle(RESULT, "rtl")

    assert [block.option for block in drawn.blocks] == ["yes", "abstain", "no"]
    assert max(seats(drawn.blocks[0])) <= min(seats(drawn.blocks[1])) + 60
    assert min(seats(mirrored.blocks[0])) >= max(seats(mirrored.blocks[2])) - 60


@pytest.mark.parametrize("totals", [[], [Tally("yes", 0)], [Tally("yes", 600), Tally("no", 401)]])
def test_what_cannot_be_counted_at_a_glance_is_not_drawn(totals):
    assert hemicycle(totals) is None


def test_steps_stand_at_even_distances_and_the_line_is_drawn_as_far_as_it_went():
    drawn = track(STEPS)

    assert [(stop.place, stop.reached) for stop in drawn.stops] == [
        ("0.0", True),
        ("50.0", True),
        ("100.0", False),
    ]
    assert (drawn.first, drawn.reached, drawn.last) == ("0.0", "50.0", "100.0")


def test_the_line_begins_where_reading_does():
    drawn = track(STEPS, "rtl")

    assert (drawn.first, drawn.reached, drawn.last) == ("100.0", "50.0", "0.0")


@pytest.mark.parametrize(
    ("steps", "reached"), [(STEPS[:1], "0.0"), (STEPS[2:], "0.0"), ([STEPS[2], STEPS[1]], "100.0")]
)
def test_a_way_of_few_steps_or_in_another_order_is_drawn_too(steps, reached):
    assert track(steps).reached == reached


def test_no_way_is_no_picture():
    assert track([]) is None


def test_words_of_the_contract_have_names_and_others_stay():
    assert (option_name("yes"), option_name("présent")) == ("Ayes", "présent")
    assert (state_name("enacted"), state_name("done")) == ("Became law", "")
    assert (date_words("2026-10"), date_words("soon")) == ("October 2026", "soon")
