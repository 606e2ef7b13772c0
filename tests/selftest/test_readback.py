"""Every format is read back by other means than it was written with, and says where it is broken."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils.translation import override

from syndication import registry
from syndication.contract import Enclosure, ReadableRenderer
from syndication.errors import InvalidFeedError
from syndication.testing import assert_conforms, entry_with, selection_of, tombstone_of

FILM = Enclosure("https://parliament.example/media/speech.mp4", "video/mp4", 12_345)
BROKEN = {
    "rss": {
        "an element that does not end": ("</item>", "", "Opening and ending tag mismatch"),
        "a document type": ("<rss", "<!DOCTYPE rss []><rss", "document type"),
        "no version": ('version="2.0"', 'version="0.91"', "RSS 2.0"),
        "no link of the channel": ("<link>", "<x/><y>", "mismatch"),
        "a date of no form": ("<pubDate>Wed", "<pubDate>Someday", "is no date"),
        "no guid": ("guid", "uid", "<item> has no <guid>"),
        "a length in words": ('length="12345"', 'length="long"', "no number of bytes"),
    },
    "atom": {
        "no author": ("author", "writer", "has no author"),
        "a date without a zone": ("00Z</updated>", "00</updated>", "says no zone"),
        "an entry without its id": ("<id>tag:parliament", "<id/><id>tag:parliament", "2 times"),
        "a tombstone for nothing": (" ref=", " of=", "has no ref"),
        "a tombstone without its entry": (' ref="', ' ref="x', "not all readers are told: xtag:"),
    },
    "jsonfeed": {
        "a comma too many": ("]}\n", ",]}\n", "Expecting value"),
        "an old version": ("version/1.1", "version/1", "JSON Feed 1.1"),
        "an id that is a number": ('"id":"tag:', '"id":1,"x":"tag:', "missing or of the wrong type"),
        "a member twice": ('"title":', '"version":"1","title":', "twice"),
        "no content": ('"content_html"', '"html"', "no content"),
        "what is no number": ('"size_in_bytes":12345', '"size_in_bytes":NaN', "NaN is no JSON"),
    },
    "calendar": {
        "lines that end as they like": ("\r\n", "\n", "does not end with CR LF"),
        "an event without its end": ("END:VEVENT\r\n", "", "ends and did not begin"),
        "a calendar without its end": ("END:VCALENDAR\r\n", "", "does not end"),
        "no date": ("DTSTART", "X-START", "says DTSTART 0 times"),
        "a line that says nothing": ("METHOD:PUBLISH", "METHOD", "no line of a calendar"),
        "an endless line": ("SUMMARY", "SUMMARY;X=" + "x" * 80, "too long"),
    },
    "opml": {
        "an outline without words": ("outline text", "outline words", "has no text"),
        "a feed without an address": ("xmlUrl", "url", "has no xmlUrl"),
        "no list": ("outline", "line", "lists nothing"),
    },
    "podcast-video": {"another character set": ("utf-8", "utf-16", "."), "no title": ("title>", "x>", "<title>")},
}  # fmt: skip
CASES = [(name, fault) for name, faults in BROKEN.items() for fault in faults]


def selection():
    live = entry_with(kind="sitting", enclosures=(FILM,))
    gone = tombstone_of(entry_with(thing="1a2b3c4d5e6f", kind="sitting"))
    return selection_of(live, gone)


def renderer(name: str) -> ReadableRenderer:
    _plugin, found = registry.renderer(name)
    assert isinstance(found, ReadableRenderer)
    return found


def written(name: str) -> bytes:
    with override("en"):
        return renderer(name).render(selection()).body


def test_every_feed_can_be_read_back():
    feeds = [item for _plugin, item in registry.renderers().values() if item.filename]

    assert [item.format for item in feeds if not isinstance(item, ReadableRenderer)] == []


@pytest.mark.parametrize(("name", "fault"), CASES)
def test_bytes_that_are_not_valid_are_refused_in_words(name, fault):
    before, after, sentence = BROKEN[name][fault]
    body = written(name)

    renderer(name).read(body)
    broken = body.replace(before.encode(), after.encode())

    assert broken != body
    with pytest.raises(InvalidFeedError, match=sentence):
        renderer(name).read(broken)


def test_the_line_that_is_wrong_is_named():
    body = written("rss").replace(b"</item>", b"</itme>", 1)

    with pytest.raises(InvalidFeedError) as raised:
        renderer("rss").read(body)

    assert raised.value.line == 3


@pytest.mark.parametrize("name", ["rss", "atom", "jsonfeed"])
def test_ids_files_and_tombstones_are_read_back(name):
    live, gone = renderer(name).read(written(name))

    assert (live.id, gone.id) == tuple(entry.id for entry in selection().entries)
    assert live.enclosures == (FILM,)
    assert gone.title == "Withdrawn: Water supply"
    assert gone.withdrawn in {True, None}


def test_a_list_of_feeds_leads_to_feeds_and_shows_no_entries():
    found = renderer("opml").read(written("opml"))

    assert {item.id for item in found} == {""}
    assert found[0].url.endswith("/feed.rss")


class Forgetful:
    """A renderer that is as good as another, but for what it forgets."""

    def __init__(self, other, forget):
        self._other, self._forget = other, forget
        for name in ("format", "media_type", "filename", "holds", "read"):
            setattr(self, name, getattr(other, name))

    def render(self, selection):
        return self._other.render(self._forget(selection))


FORGETTING = {
    "an entry": lambda given: _with(given, given.entries[:-1]),
    "the order": lambda given: _with(given, given.entries[::-1]),
    "a title": lambda given: _with(given, [_named(entry) for entry in given.entries]),
}


def _with(given, entries):
    return replace(given, entries=tuple(entries))


def _named(entry):
    return replace(entry, title=entry.title[::-1])


@pytest.mark.parametrize("fault", FORGETTING)
@pytest.mark.parametrize("name", ["rss", "atom", "jsonfeed"])
def test_a_renderer_that_forgets_something_does_not_conform(name, fault):
    with pytest.raises(AssertionError, match="read back it shows something else"):
        assert_conforms(Forgetful(renderer(name), FORGETTING[fault]))
