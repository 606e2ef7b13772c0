"""Libraries that other people's programs read feeds with find the same, before and after a change.

feedparser is installed with the tests; NPM names a folder whose node_modules have rss-parser, feedsmith and ical.js.
"""

from __future__ import annotations

import json
import os
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest

from tests.interop import author
from tests.interop.conftest import needs
from tests.interop.news import News
from tests.interop.readers import plain
from tests.interop.test_readers import SPOKEN, TITLES, WITHDRAWN

SCRIPT = Path(__file__).with_name("parsers.mjs")
FEEDS = [
    ("feedparser", "rss"), ("feedparser", "atom"), ("rss-parser", "rss"), ("rss-parser", "atom"),
    ("feedsmith", "rss"), ("feedsmith", "atom"), ("feedsmith", "json"),
]  # fmt: skip
Items = list[dict[str, Any]]


def by_node(parser: str, address: str) -> Items:
    """Return what a parser in JavaScript finds at an address."""
    node, folder = needs("node"), os.environ.get("NPM", "")
    if not (Path(folder) / "node_modules" / parser).exists():
        pytest.skip(f"NPM names no folder with {parser}")
    command = [node, SCRIPT, parser, address]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def by_feedparser(address: str) -> Items:
    found = feedparser.parse(address)
    assert (found.status, found.bozo) == (200, False)
    return [
        {
            "id": item.id,
            "title": item.title,
            "text": item.summary + "".join(one.value for one in item.get("content", ())),
            "at": item.published,
            "url": item.link,
            "enclosure": next((one.href for one in item.enclosures), None),
        }
        for item in found.entries
    ]


@pytest.fixture(params=FEEDS, ids="-".join)
def find(news: News, request):
    """Return what a library finds in a feed."""
    parser, file = request.param

    def finding(name: str = f"feed.{file}", kind: str = "speech") -> Items:
        address = news.feed(name, kind)
        return by_feedparser(address) if parser == "feedparser" else by_node(parser, address)

    finding()  # skips before anything is done
    return finding


def moment(said: str) -> datetime:
    try:
        return datetime.fromisoformat(said)
    except ValueError:
        return datetime.strptime(said, "%a, %d %b %Y %H:%M:%S %z")


def titled(items: Items, title: str) -> dict[str, Any]:
    (found,) = [item for item in items if item["title"].endswith(title)]
    return found


def test_a_library_finds_titles_words_dates_and_addresses(find, news):
    items = find()
    said = titled(items, author.TOPIC)

    assert sorted(item["title"] for item in items) == sorted(TITLES)
    assert {moment(item["at"]) for item in items} == {SPOKEN}
    assert author.MISHEARD in said["text"]
    assert said["url"].endswith(f"{news.ids['corrected']}/")
    assert said["id"].endswith(f"speech/{news.ids['corrected']}/en")


def test_a_library_finds_the_recording(find, news, request):
    """Of Atom's links rss-parser keeps the first alone."""
    parser, file = request.node.callspec.params["find"]
    (item,) = find(f"feed.{file}", "video")

    if (parser, file) != ("rss-parser", "atom"):
        assert item["enclosure"].endswith(f"/recordings/{news.ids['sitting']}.mp4")


def test_what_was_corrected_and_withdrawn_stays_the_same_item(find, news):
    before = {item["id"] for item in find()}
    news.happens("correct", "corrected")
    news.happens("withdraw", "withdrawn")
    items = find()
    said, gone = titled(items, author.TOPIC), titled(items, author.REGRETTED)

    assert {item["id"] for item in items} == before
    assert len(items) == len(before)
    assert author.HEARD in said["text"]
    assert author.NOTE in said["text"]
    assert gone["title"] == WITHDRAWN
    assert author.REASON in gone["text"]
    assert author.REGRET not in json.dumps(items)


@pytest.mark.parametrize("file", ["feed.rss", "feed.atom", "podcast-video.rss"])
@pytest.mark.parametrize("by", ["etag", "modified"])
def test_feedparser_is_told_that_nothing_changed(news, file, by):
    first = feedparser.parse(news.feed(file, "video"))
    again = feedparser.parse(news.feed(file, "video"), **{by: first[by]})

    assert (first.status, again.status, again.entries) == (200, 304, [])


def test_a_calendar_is_read_in_another_language_before_and_after_a_sitting_is_moved(news):
    (event,) = by_node("ical.js", news.feed("calendar.ics", "sitting"))
    news.happens("move", "sitting")
    (moved,) = by_node("ical.js", news.feed("calendar.ics", "sitting"))

    assert event["title"].startswith("Sitting 9")
    assert (event["at"], event["until"]) == (
        "2026-10-14T07:30:00.000Z",
        "2026-10-14T16:05:00.000Z",
    )
    assert (event["sequence"], event["status"]) == (0, "CONFIRMED")
    assert (moved["id"], moved["sequence"]) == (event["id"], 1)
    assert moved["at"] == "2026-10-14T08:30:00.000Z"


def test_a_sitting_that_was_withdrawn_is_cancelled(news):
    (event,) = by_node("ical.js", news.feed("calendar.ics", "sitting"))
    news.happens("withdraw", "sitting")
    (gone,) = by_node("ical.js", news.feed("calendar.ics", "sitting"))

    assert (gone["id"], gone["sequence"], gone["status"]) == (event["id"], 1, "CANCELLED")
    assert plain(gone["text"]).count(author.REASON) == 1
