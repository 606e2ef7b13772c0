"""A stream as JSON Feed, byte for byte and member by member."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from django.utils.translation import override
from lxml import html

from plugins.jsonfeed.conf import JsonfeedSettings
from plugins.jsonfeed.renderer import JsonfeedRenderer
from syndication import feeds
from syndication.contract import Passage
from syndication.testing import (
    assert_conforms,
    entry_with,
    hard_selections,
    selection_of,
    tombstone_of,
)
from syndication.testing.selections import GOLDEN, HOSTILE

FEED = {
    "version", "title", "home_page_url", "feed_url", "description", "language", "authors", "hubs", "items", "next_url",
}  # fmt: skip
ITEM = {
    "id", "url", "title", "content_html", "content_text", "summary", "date_published", "date_modified", "authors",
    "tags", "language", "attachments", "_tombstone",
}  # fmt: skip


def written(selection, length="full", **own):
    with override(selection.language):
        return JsonfeedRenderer(JsonfeedSettings(**own), length).render(selection).body


def read(selection, length="full", **own):
    return json.loads(written(selection, length, **own))


@pytest.mark.parametrize("full_text", [True, False])
@pytest.mark.parametrize("length", feeds.LENGTHS)
def test_it_conforms(full_text, length):
    assert_conforms(JsonfeedRenderer(JsonfeedSettings(full_text=full_text), length))


@pytest.mark.parametrize("name", GOLDEN)
def test_a_feed_is_written_as_it_was(name, golden):
    golden(f"{name}.json", written(dict(hard_selections())[GOLDEN[name]]))


@pytest.mark.parametrize(("name", "selection"), list(hard_selections()))
def test_every_feed_and_item_has_what_the_standard_demands_and_nothing_else(name, selection):
    feed = read(selection)

    assert (feed["version"], set(feed) <= FEED) == ("https://jsonfeed.org/version/1.1", True)
    assert feed["title"]
    assert len(feed["items"]) == len(selection.entries)
    for item in feed["items"]:
        assert item["id"]
        assert set(item) <= ITEM
        assert ("content_html" in item) is not ("content_text" in item)
        for date in (item["date_published"], item["date_modified"]):
            assert datetime.fromisoformat(date).tzinfo
        assert all(item["url"] and item["mime_type"] for item in item.get("attachments", ()))


def test_an_item_says_who_when_and_what():
    (item,) = read(selection_of(entry_with()))["items"]

    assert item["title"] == "Amina Okafor: Water supply"
    assert item["date_published"] == "2026-10-14T09:30:00Z"
    assert (item["id"], item["url"]) == (entry_with().id, entry_with().url)
    assert item["authors"] == [
        {
            "name": "Amina Okafor",
            "url": "https://parliament.example/en/members/amina-okafor-2kc6kwjw86qj/",
        }
    ]
    assert "I ask the House to act before summer." in item["content_html"]


def test_a_recording_is_an_attachment_with_its_size_and_length():
    (item,) = read(dict(hard_selections())["everything an entry can hold"])["items"]

    assert item["attachments"][0] == {
        "url": "https://parliament.example/media/speech.mp4",
        "mime_type": "video/mp4",
        "size_in_bytes": 12_345_678,
        "duration_in_seconds": 62,
    }


def test_a_withdrawn_item_says_so_in_words_and_to_programs():
    (item,) = read(selection_of(tombstone_of(entry_with())))["items"]

    assert item["title"] == "Withdrawn: Water supply"
    assert item["content_text"] == "Withdrawn on 14 October 2026: Misattributed"
    assert (item["_tombstone"]["when"], item["_tombstone"]["comment"]) == (
        "2026-10-14T09:30:00Z",
        "Misattributed",
    )
    assert "content_html" not in item


@pytest.mark.parametrize("text", ["1 < 2 & <b>3</b>", "&lt;b&gt;", HOSTILE])
def test_a_reader_sees_the_words_as_they_were_typed_and_no_markup(text):
    entry = entry_with(title=text, summary=text, participants=(), passages=(Passage(text),))
    (item,) = read(selection_of(entry, description=text))["items"]

    assert (item["title"], item["summary"]) == (text, text)
    read_as_html = html.fragment_fromstring(item["content_html"], create_parent=True)
    assert read_as_html.text_content() == text
    assert {element.tag for element in read_as_html.iter()} <= {"div", "p"}


@pytest.mark.parametrize(("full_text", "member"), [(True, "content_html"), (False, "content_text")])
def test_whole_texts_are_carried_only_where_wanted(full_text, member):
    assert member in read(selection_of(entry_with()), full_text=full_text)["items"][0]


@pytest.mark.parametrize(
    ("length", "carried"),
    [
        ("full", {"content_html", "summary"}),
        ("summary", {"content_text", "summary"}),
        ("title", {"content_text"}),
    ],
)
def test_an_item_carries_as_much_as_its_reader_chose(length, carried):
    (item,) = read(selection_of(entry_with()), length)["items"]

    assert {"content_html", "content_text", "summary"} & set(item) == carried
    if length == "title":
        assert item["content_text"] == item["title"]


def test_a_feed_leads_on_to_what_is_older():
    feed = read(dict(hard_selections())["an archive"])

    assert feed["next_url"].endswith("/en/feeds/kind:speech/archive/2026-08/feed.json")
    assert "next_url" not in read(selection_of(entry_with()))
