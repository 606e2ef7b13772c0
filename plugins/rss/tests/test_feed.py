"""The feed at its address."""

from __future__ import annotations

import feedparser
import pytest

from syndication import actions
from syndication.testing import entry_with

pytestmark = pytest.mark.django_db

ADDRESS = "/en/feeds/kind:speech/feed.rss"


def test_a_feed_is_served_as_rss(client):
    actions.publish([entry_with()])

    answer = client.get(ADDRESS)

    assert (answer.status_code, answer["Content-Type"]) == (
        200,
        "application/rss+xml; charset=utf-8",
    )
    assert [item.id for item in feedparser.parse(answer.content).entries] == [entry_with().id]


def test_a_feed_says_what_became_of_an_item(client):
    actions.publish([entry_with()])
    client.get(ADDRESS)

    actions.correct([entry_with(notice="The name was wrong.")], note="The name was wrong.")
    corrected = feedparser.parse(client.get(ADDRESS).content).entries[0]
    actions.withdraw(entry_with().thing, reason="Misattributed")
    withdrawn = feedparser.parse(client.get(ADDRESS).content).entries[0]

    assert corrected.summary.startswith("Corrected on ")
    assert ": The name was wrong." in corrected.summary
    assert withdrawn.id == corrected.id
    assert withdrawn.summary.startswith("Withdrawn on ")
    assert withdrawn.summary.endswith(": Misattributed")


@pytest.mark.parametrize("state", ["a member who left", "nobody yet"])
def test_a_feed_of_somebody_without_entries_is_empty_and_no_error(client, state):
    answer = client.get("/en/feeds/member:2kc6kwjw86qj/feed.rss")

    assert (answer.status_code, feedparser.parse(answer.content).entries) == (200, [])
