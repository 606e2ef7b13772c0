"""Every format in every language, new, corrected and withdrawn, before checkers that this project does not bring.

PY names a Python with feedparser, fastfeedparser, atoma, podcastparser, jsonschema and icalendar, NPM a folder with
feedsmith, rss-parser, feedparser, podcast-partytime, ical.js and node-ical.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator

import pytest

from tests.interop.conftest import JUDGES, needs
from tests.interop.news import News

LANGUAGES = ("en", "fr", "es", "ar")
LENGTHS = ("feed", "feed-summary", "feed-title")
FILES = [f"{length}.{ending}" for length in LENGTHS for ending in ("rss", "atom", "json")]
CHANGES = [
    (),
    (("correct", "corrected"), ("withdraw", "withdrawn"), ("move", "sitting")),
    (("withdraw", "arabic"), ("withdraw", "corrected"), ("withdraw", "withdrawn")),
]


@pytest.fixture(params=CHANGES, ids=["new", "changed", "all withdrawn"])
def told(news: News, request) -> News:
    """What was published, and what became of it."""
    for verb, which in request.param:
        news.author.do(verb, news.ids[which])
    return news


def judged(script: str, *addresses: str) -> list[str]:
    """Return what a judge says of addresses that do not pass."""
    python = script.endswith(".py")
    program = os.environ.get("PY", "") if python else needs("node")
    if not (program and os.environ.get("NPM") and (JUDGES / script).exists()):
        pytest.skip(f"{script} is not on this machine, or PY and NPM do not name what it needs")
    done = subprocess.run(
        [program, JUDGES / script, *addresses],
        cwd=os.environ["NPM"], capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.stdout.count("PASS") + done.stdout.count("FAIL") == len(addresses), done.stderr
    return [line for line in done.stdout.splitlines() if not line.startswith("PASS")]


def feeds(news: News, *files: str, kind: str = "speech") -> Iterator[str]:
    for language in LANGUAGES:
        for file in files:
            yield news.feed(file, kind, language)


@pytest.mark.parametrize("script", ["feed_parsers.py", "feed_parsers.mjs"])
def test_eight_parsers_find_nothing_wrong_with_news(told, script):
    assert judged(script, *feeds(told, *FILES)) == []


@pytest.mark.parametrize("script", ["feed_parsers.py", "feed_parsers.mjs"])
def test_eight_parsers_find_nothing_wrong_with_a_podcast(news, script):
    assert judged(script, *feeds(news, "podcast-video.rss", kind="video")) == []


def test_json_feeds_fit_their_schema(told):
    files = [file for file in FILES if file.endswith(".json")]

    assert [fault for feed in feeds(told, *files) for fault in judged("jsonfeed.py", feed)] == []


@pytest.mark.parametrize("script", ["ical_check.py", "ical_check.mjs"])
def test_four_calendar_programs_find_nothing_wrong(told, script):
    assert judged(script, *feeds(told, "calendar.ics", kind="sitting")) == []
