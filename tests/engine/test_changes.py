"""What was corrected or withdrawn is a stream like any other, in the order of these changes."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from syndication import actions, queries
from tests.engine.record import HOUR, MEMBER, NOW, hide, profile, publish, speech_of, thing

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]


def correct(number: int, note: str = "The name was wrong.", *, hours: int = 0) -> None:
    actions.correct(
        [speech_of(MEMBER, number, summary=f"{note} {hours}")], note=note, at=NOW + hours * HOUR
    )


def withdraw(number: int, *, hours: int = 0) -> None:
    actions.withdraw(thing(number), reason="Misattributed", at=NOW + hours * HOUR)


def held(query: str, **own: Any) -> list[str]:
    return [entry.thing for entry in queries.entries(queries.parse(query), "en", **own).entries]


@pytest.fixture(autouse=True)
def record() -> None:
    publish(*(speech_of(MEMBER, number) for number in range(8)))


def test_what_changed_comes_newest_change_first_and_nothing_else_does() -> None:
    correct(6, hours=1)
    withdraw(2, hours=3)
    correct(4, hours=2)

    assert held("state:changed") == [thing(2), thing(4), thing(6)]
    assert held("state:corrected") == [thing(4), thing(6)]
    assert held("state:withdrawn") == [thing(2)]


def test_a_change_without_a_public_note_is_no_correction() -> None:
    publish(speech_of(MEMBER, 1, summary="Another summary."))

    assert held("state:changed") == []


def test_what_is_restored_is_no_longer_withdrawn_but_still_corrected() -> None:
    correct(1)
    withdraw(1, hours=1)
    actions.restore(thing(1), at=NOW + 2 * HOUR)

    assert (held("state:withdrawn"), held("state:corrected")) == ([], [thing(1)])


def test_it_is_made_narrower_like_any_other() -> None:
    correct(1)
    publish(profile())
    actions.withdraw(MEMBER, reason="Left")

    assert held("state:changed kind:speech") == [thing(1)]
    assert held(f"state:changed member:{MEMBER}") == [thing(1)]
    assert held("state:changed member:3kc6kwjw86qj") == []
    assert held('state:changed text:"water supply"') == [thing(1)]
    assert held("state:withdrawn") == [MEMBER]


def test_what_changed_before_there_was_such_a_stream_is_found_once_the_database_is_brought_up() -> (
    None
):
    correct(1)
    withdraw(2, hours=1)
    migration = import_module("syndication.migrations.0006_states")
    migration.lose(apps, None)
    assert held("state:changed") == []

    for _twice in range(2):
        migration.find(apps, None)

    assert held("state:changed") == [thing(2), thing(1)]


def test_its_pages_cover_it_exactly_once_whatever_happens_meanwhile() -> None:
    for number in range(7):
        correct(number, hours=number // 3)
    query, after, found = queries.parse("state:changed"), None, []
    while True:
        page = queries.entries(query, "en", limit=2, after=after)
        found += [entry.thing for entry in page.entries]
        if not found[2:]:
            withdraw(7, hours=9)
        if page.following is None:
            break
        after = queries.Cursor.parse(str(page.following))

    assert found == [thing(number) for number in (6, 5, 4, 3, 2, 1, 0)]


@pytest.mark.parametrize("name", ["feed.rss", "feed.atom", "feed.json", "feed-title.rss"])
def test_every_item_says_what_happened_when_and_why(name: str) -> None:
    correct(1, "The name was wrong.")
    withdraw(2)

    text = Client().get(f"/en/feeds/state:changed/{name}").content.decode()

    assert "Corrected on 2 November 2026: The name was wrong." in text
    if name != "feed.atom":
        assert "Withdrawn on 2 November 2026: Misattributed" in text
    assert "Misattributed" in text


def test_a_change_reaches_the_feed_that_was_read_before_it() -> None:
    address = "/en/feeds/state:changed/feed.rss"
    empty = Client().get(address).content.decode()

    correct(1)
    corrected = Client().get(address).content.decode()
    withdraw(1, hours=1)
    withdrawn = Client().get(address).content.decode()
    actions.restore(thing(1))
    publish(speech_of(MEMBER, 1, summary="Another summary."))

    assert ["<item>" in text for text in (empty, corrected, withdrawn)] == [False, True, True]
    assert "Withdrawn on" in withdrawn
    assert "Another summary." in Client().get(address).content.decode()


def test_what_is_hidden_is_no_change_that_anybody_sees() -> None:
    correct(1)
    address = "/en/feeds/state:changed/feed.rss"
    with time_machine.travel(NOW + timedelta(minutes=2), tick=False):
        before = Client().get(address).content
        correct(2)
        hide(speech_of(MEMBER, 2))

    assert held("state:changed") == [thing(1)]
    assert Client().get(address).content == before


def test_reading_it_takes_as_many_statements_however_much_changed() -> None:
    counts = []
    for number in (1, 2, 3, 4):
        correct(number)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            held("state:changed", limit=3)
        counts.append(len(captured))

    assert len(set(counts)) == 1


@pytest.mark.parametrize("state", ["new", "corrected,withdrawn", "withdrawn,new"])
def test_what_is_no_change_has_no_address(state: str) -> None:
    answer = Client().get(f"/en/feeds/state:{state}/feed.rss")

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("state:changed", "Corrections et retraits"),
        ("state:withdrawn/kind:speech", "Retraits : Interventions"),
    ],
)
def test_its_title_says_so_in_the_language_of_the_feed(query: str, title: str) -> None:
    heading = queries.heading(queries.parse_path(query), "fr")

    assert heading.title == title
