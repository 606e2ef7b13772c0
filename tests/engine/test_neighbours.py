"""What stands before and after in a debate."""

from __future__ import annotations

import pytest

from syndication import actions, queries
from tests.engine.record import publish, speech, thing

pytestmark = pytest.mark.django_db


def around(number, language="en", **changes):
    found = queries.around(speech(number, **changes), language)
    return [entry and entry.thing for entry in (found.previous, found.following)]


def test_neighbours_are_the_nearest_by_place():
    publish(*(speech(number) for number in (1, 3, 7, 9)))

    assert [around(number) for number in (1, 3, 9)] == [
        [None, thing(3)],
        [thing(1), thing(7)],
        [thing(7), None],
    ]


def test_neighbours_are_of_the_same_debate_and_kind():
    publish(
        speech(1),
        speech(2, part_of="another00000"),
        speech(3, kind="division"),
        speech(4),
    )

    assert around(1) == [None, thing(4)]


def test_a_withdrawn_neighbour_is_passed_over():
    publish(speech(1), speech(2), speech(3))
    actions.withdraw(thing(2), reason="Misattributed")

    assert around(1) == [None, thing(3)]


def test_a_translation_is_no_neighbour_of_its_own():
    publish(speech(1), speech(2), speech(2, language="fr", original_language="en"))

    assert around(1) == [None, thing(2)]


def test_what_belongs_to_no_debate_has_no_neighbours():
    publish(speech(1, part_of=""), speech(2, part_of=""))

    assert around(1, part_of="") == [None, None]


def test_a_selection_carries_the_neighbours_where_asked():
    publish(speech(1), speech(2), speech(3))
    query = queries.parse(f"thing:{thing(2)}")

    asked, unasked = (queries.selection(query, "en", context=wish) for wish in (True, False))

    found = asked.around(asked.entries[0])
    assert [found.previous.thing, found.following.thing] == [thing(1), thing(3)]
    assert unasked.around(unasked.entries[0]).previous is None
