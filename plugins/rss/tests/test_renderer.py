"""A stream as RSS 2.0, byte for byte and as a reader's program understands it."""

from __future__ import annotations

import feedparser
import pytest
from django.utils.translation import override
from lxml import etree, html

from plugins.rss.conf import RssSettings
from plugins.rss.renderer import RssRenderer
from syndication import feeds
from syndication.contract import Link, Passage
from syndication.testing import (
    assert_conforms,
    entry_with,
    hard_selections,
    selection_of,
    tombstone_of,
)
from syndication.testing.selections import GOLDEN, HOSTILE


def written(selection, length="full", **own):
    with override(selection.language):
        return RssRenderer(RssSettings(**own), length).render(selection).body


def read(selection, length="full", **own):
    return feedparser.parse(written(selection, length, **own))


@pytest.mark.parametrize("full_text", [True, False])
@pytest.mark.parametrize("length", feeds.LENGTHS)
def test_it_conforms(full_text, length):
    assert_conforms(RssRenderer(RssSettings(full_text=full_text), length))


@pytest.mark.parametrize("name", GOLDEN)
def test_a_feed_is_written_as_it_was(name, golden):
    golden(f"{name}.rss", written(dict(hard_selections())[GOLDEN[name]]))


def test_an_item_is_the_same_in_every_feed_that_carries_it():
    renderer, entry = RssRenderer(RssSettings()), entry_with()
    feeds = [selection_of(entry), selection_of(entry_with(thing="1a2b3c4d5e6f"), entry)]

    assert all(renderer.fragment(entry).encode() in written(feed) for feed in feeds)


def test_a_reader_finds_what_a_feed_is_about():
    feed = read(dict(hard_selections())["everything an entry can hold"]).feed

    assert (feed.title, feed.subtitle) == (
        "Speeches – Parliament of Valmere",
        "What Amina Okafor said.",
    )
    assert (feed.language, feed.ttl) == ("en", "15")
    assert feed.updated_parsed[:5] == (2026, 10, 14, 9, 30)
    assert {link.rel: link.href for link in feed.links}["hub"] == "https://hub.example/"


def test_a_reader_finds_title_date_and_everlasting_id_of_an_item():
    item = read(selection_of(entry_with())).entries[0]

    assert item.title == "Amina Okafor: Water supply"
    assert item.published_parsed[:5] == (2026, 10, 14, 9, 30)
    assert (item.id, item.guidislink) == (entry_with().id, False)
    assert (item.link, item.author) == (entry_with().url, "Amina Okafor")
    assert item.summary == entry_with().summary
    assert "I ask the House to act before summer." in item.content[0].value


def test_a_reader_finds_the_recording():
    item = read(dict(hard_selections())["everything an entry can hold"]).entries[0]

    found = [(media.href, media.length, media.type) for media in item.enclosures]
    assert found == [("https://parliament.example/media/speech.mp4", "12345678", "video/mp4")]


def test_a_reader_finds_every_recording_with_picture_and_captions():
    item = read(dict(hard_selections())["everything an entry can hold"]).entries[0]

    found = [(media["url"], media["type"]) for media in item.media_content]
    address = "https://parliament.example/media/speech"
    assert found == [(f"{address}.mp4", "video/mp4"), (f"{address}.mp4", "audio/mpeg")]
    assert (item.media_content[0]["filesize"], item.media_content[0]["duration"]) == (
        "12345678",
        "62",
    )
    assert item.media_thumbnail[0]["url"] == f"{address}.jpg"


def test_other_languages_are_pointed_to_and_nothing_that_feeds_have_no_use_for():
    links = (
        Link("alternate", "https://parliament.example/fr/feeds/all/", "French", "", "fr"),
        Link("preview", "https://parliament.example/card.png"),
    )
    found = read(selection_of(entry_with(), links=links)).feed.links

    ours = [
        (link.rel, link.href) for link in found if link.get("hreflang") or link.rel == "preview"
    ]
    assert ours == [("alternate", "https://parliament.example/fr/feeds/all/feed.rss")]


def test_a_reader_learns_of_a_withdrawal_where_the_item_was():
    live, gone = (
        read(selection_of(item)).entries[0] for item in (entry_with(), tombstone_of(entry_with()))
    )

    assert (gone.id, gone.link, gone.published) == (live.id, live.link, live.published)
    assert gone.title == "Withdrawn: Water supply"
    assert gone.summary == "Withdrawn on 14 October 2026: Misattributed"
    assert "content" not in gone


@pytest.mark.parametrize("text", ["1 < 2 & <b>3</b>", "&lt;b&gt;", HOSTILE])
def test_a_reader_sees_the_words_as_they_were_typed_and_no_markup(text):
    entry = entry_with(title=text, summary=text, participants=(), passages=(Passage(text),))
    item = etree.fromstring(written(selection_of(entry, description=text))).find("channel/item")

    # A title is plain text; the others are HTML once they are read from the XML.
    assert item.findtext("title") == text
    for name in ("description", "{http://purl.org/rss/1.0/modules/content/}encoded"):
        read_as_html = html.fragment_fromstring(item.findtext(name), create_parent=True)
        assert read_as_html.text_content() == text
        assert {element.tag for element in read_as_html.iter()} <= {"div", "p"}


@pytest.mark.parametrize(("full_text", "expected"), [(True, True), (False, False)])
def test_whole_texts_are_carried_only_where_wanted(full_text, expected):
    assert (
        "content" in read(selection_of(entry_with()), full_text=full_text).entries[0]
    ) is expected


def test_the_page_decides_the_language_of_what_is_added(settings):
    feed = written(selection_of(tombstone_of(entry_with()), language="fr"))

    assert b"<language>fr</language>" in feed
    assert b"<dc:language>en</dc:language>" in feed


@pytest.mark.parametrize("ttl", [0, -1, "15", 1.5])
def test_a_time_to_live_that_is_none_is_refused(ttl):
    with pytest.raises(ValueError, match="ttl must be a whole number of minutes from 1"):
        RssSettings(ttl=ttl)


@pytest.mark.parametrize(
    ("length", "words", "whole"),
    [("full", True, True), ("summary", True, False), ("title", False, False)],
)
def test_an_item_carries_as_much_as_its_reader_chose(length, words, whole):
    item = read(selection_of(entry_with()), length).entries[0]

    assert item.title == "Amina Okafor: Water supply"
    assert ("summary" in item, "content" in item) == (words, whole)


def test_where_whole_texts_are_not_wanted_the_whole_length_is_that_of_summaries():
    feed = selection_of(entry_with())

    assert written(feed, full_text=False) == written(feed, "summary", full_text=True)


@pytest.mark.parametrize("length", feeds.LENGTHS)
def test_what_was_corrected_is_said_at_every_length(length):
    item = read(selection_of(entry_with(notice="The name was wrong.")), length).entries[0]

    assert "The name was wrong." in item.summary


def test_an_archive_says_so_and_leads_to_those_beside_it():
    """RFC 5005, section 4."""
    selection = dict(hard_selections())["an archive"]
    found = {link.rel: link.href for link in read(selection).feed.links}

    stream = "https://parliament.example/en/feeds/kind:speech/"
    assert b'<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>' in written(selection)
    assert found["current"] == f"{stream}feed.rss"
    assert found["prev-archive"] == f"{stream}archive/2026-08/feed.rss"
