"""A stream as Atom, byte for byte and as a reader's program understands it."""

from __future__ import annotations

import feedparser
import pytest
from django.utils.translation import override
from lxml import etree, html

from plugins.atom.conf import AtomSettings
from plugins.atom.renderer import AtomRenderer
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

ATOM = "{http://www.w3.org/2005/Atom}"
TOMB = "{http://purl.org/atompub/tombstones/1.0}"


def written(selection, length="full", **own):
    with override(selection.language):
        return AtomRenderer(AtomSettings(**own), length).render(selection).body


def read(selection, length="full", **own):
    return feedparser.parse(written(selection, length, **own))


def tree(selection, length="full"):
    return etree.fromstring(written(selection, length), etree.XMLParser(huge_tree=True))


@pytest.mark.parametrize("full_text", [True, False])
@pytest.mark.parametrize("length", feeds.LENGTHS)
def test_it_conforms(full_text, length):
    assert_conforms(AtomRenderer(AtomSettings(full_text=full_text), length))


@pytest.mark.parametrize("name", GOLDEN)
def test_a_feed_is_written_as_it_was(name, golden):
    golden(f"{name}.atom", written(dict(hard_selections())[GOLDEN[name]]))


@pytest.mark.parametrize(("name", "selection"), list(hard_selections()))
def test_every_feed_and_entry_has_what_the_standard_demands(name, selection):
    """RFC 4287, sections 4.1.1 and 4.1.2; the feed's author stands for entries that have none."""
    feed = tree(selection)

    for one in (feed, *feed.findall(f"{ATOM}entry")):
        assert [len(one.findall(f"{ATOM}{it}")) for it in ("id", "title", "updated")] == [1, 1, 1]
        assert one.findtext(f"{ATOM}id").startswith(("tag:", "urn:"))
        alternates = [
            (link.get("type"), link.get("hreflang"))
            for link in one.findall(f"{ATOM}link[@rel='alternate']")
        ]
        assert len(alternates) == len(set(alternates)) > 0
        assert all(person.findtext(f"{ATOM}name") for person in one.findall(f"{ATOM}author"))
    assert feed.find(f"{ATOM}author") is not None


def test_the_id_of_a_feed_is_that_of_stream_and_language_whatever_its_title():
    one, renamed = (tree(selection_of(entry_with(), title=title)) for title in ("A", "B"))
    other = tree(selection_of(entry_with(), language="fr"))

    assert one.findtext(f"{ATOM}id") == renamed.findtext(f"{ATOM}id")
    assert one.findtext(f"{ATOM}id") != other.findtext(f"{ATOM}id")


def test_a_reader_finds_title_dates_and_everlasting_id_of_an_entry():
    feed = read(selection_of(entry_with()))
    item = feed.entries[0]

    assert (feed.version, feed.bozo) == ("atom10", False)
    assert item.title == "Amina Okafor: Water supply"
    assert item.published_parsed[:5] == item.updated_parsed[:5] == (2026, 10, 14, 9, 30)
    assert (item.id, item.link, item.author) == (entry_with().id, entry_with().url, "Amina Okafor")
    assert item.summary == entry_with().summary
    assert "I ask the House to act before summer." in item.content[0].value


def test_a_reader_finds_every_recording():
    item = read(dict(hard_selections())["everything an entry can hold"]).entries[0]

    found = [(media.href, media.type) for media in item.enclosures]
    address = "https://parliament.example/media/speech.mp4"
    assert found == [(address, "video/mp4"), (address, "audio/mpeg")]


def test_a_link_without_an_address_is_left_out():
    """RFC 4287, section 4.2.7.1; readers that meet one forget the entry's own."""
    links = (Link("related", "", "The bill"), Link("related", "https://parliament.example/b/"))
    entry = entry_with(links=links)

    assert read(selection_of(entry)).entries[0].link == entry.url
    assert [link.get("href") for link in tree(selection_of(entry)).iter(f"{ATOM}link")].count(
        None
    ) == 0


def test_a_withdrawn_entry_is_a_tombstone_with_when_and_why():
    gone = tombstone_of(entry_with())
    feed = tree(selection_of(gone, entry_with(thing="1a2b3c4d5e6f")))

    (stone,) = feed.findall(f"{TOMB}deleted-entry")
    assert (stone.get("ref"), stone.get("when")) == (gone.id, "2026-10-14T09:30:00Z")
    assert stone.findtext(f"{TOMB}comment") == "Misattributed"


def test_readers_that_know_no_tombstones_are_told_in_the_place_of_the_entry():
    gone = tombstone_of(entry_with())
    feed = read(selection_of(entry_with(thing="1a2b3c4d5e6f"), gone))

    item = feed.entries[1]
    assert (item.id, item.title, item.link) == (gone.id, "Withdrawn: Water supply", gone.url)
    assert item.summary == "Withdrawn on 14 October 2026: Misattributed"
    assert "content" not in item
    assert item.updated_parsed[:5] == (2026, 10, 14, 9, 30)


def test_a_tombstone_changes_nothing_of_what_is_read_of_the_feed():
    """Readers take the links of elements they do not know for the feed's own."""
    alive, gone = (
        read(selection_of(entry)) for entry in (entry_with(), tombstone_of(entry_with()))
    )

    assert gone.feed.link == alive.feed.link
    assert gone.feed.links == alive.feed.links


def test_other_languages_are_pointed_to_in_the_same_format():
    links = (Link("alternate", "https://parliament.example/fr/feeds/all/", "French", "", "fr"),)
    feed = tree(selection_of(entry_with(), links=links))

    (french,) = feed.findall(f"{ATOM}link[@hreflang='fr']")
    assert french.get("href") == "https://parliament.example/fr/feeds/all/feed.atom"
    assert french.get("type") == "application/atom+xml"


@pytest.mark.parametrize("text", ["1 < 2 & <b>3</b>", "&lt;b&gt;", HOSTILE])
def test_a_reader_sees_the_words_as_they_were_typed_and_no_markup(text):
    entry = entry_with(title=text, summary=text, participants=(), passages=(Passage(text),))
    item = tree(selection_of(entry, description=text)).find(f"{ATOM}entry")

    for name in ("title", "summary"):
        assert item.findtext(f"{ATOM}{name}") == text
    read_as_html = html.fragment_fromstring(item.findtext(f"{ATOM}content"), create_parent=True)
    assert read_as_html.text_content() == text
    assert {element.tag for element in read_as_html.iter()} <= {"div", "p"}


@pytest.mark.parametrize(("full_text", "expected"), [(True, True), (False, False)])
def test_whole_texts_are_carried_only_where_wanted(full_text, expected):
    assert (
        "content" in read(selection_of(entry_with()), full_text=full_text).entries[0]
    ) is expected


@pytest.mark.parametrize(
    ("length", "carried"),
    [("full", {"summary", "content"}), ("summary", {"summary"}), ("title", set())],
)
def test_an_entry_carries_as_much_as_its_reader_chose(length, carried):
    entry = tree(selection_of(entry_with()), length).find(f"{ATOM}entry")

    found = {etree.QName(child).localname for child in entry} & {"summary", "content"}
    assert found == carried


def test_each_length_is_a_feed_with_an_id_of_its_own():
    feed = selection_of(entry_with())

    assert len({tree(feed, length).findtext(f"{ATOM}id") for length in feeds.LENGTHS}) == 3


def test_an_archive_says_so_and_leads_to_those_beside_it_in_the_same_length():
    """RFC 5005, section 4."""
    feed = tree(dict(hard_selections())["an archive"], "title")

    found = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    stream = "https://parliament.example/en/feeds/kind:speech/"
    assert feed.find("{http://purl.org/syndication/history/1.0}archive") is not None
    assert found["current"] == f"{stream}feed-title.atom"
    assert found["prev-archive"] == f"{stream}archive/2026-08/feed-title.atom"
    assert found["next-archive"] == f"{stream}archive/2026-10/feed-title.atom"
