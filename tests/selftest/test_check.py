"""What is wrong with a feed is found and said in words; of a record that is well nothing is said at all."""

from __future__ import annotations

import gzip
import io
import json
import random
from _thread import interrupt_main
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from cms.videos.models import Video
from plugins.atom.renderer import AtomRenderer
from plugins.rss.renderer import RssRenderer
from syndication import actions, queries
from syndication.models import EntryRecord, FeedCheck, Publication
from syndication.publications.memory import memory
from syndication.selftest import looking, running, words
from syndication.selftest.asking import Stranger
from syndication.selftest.findings import Finding
from syndication.selftest.published import Choice
from tests import factories as make
from tests.selftest.front import front
from tests.texts import brought

pytestmark = pytest.mark.django_db

FILM = b"not really a film" * 100


@pytest.fixture(autouse=True)
def hurry(monkeypatch):
    """Look again at once: what changes here changes before."""
    monkeypatch.setattr(looking, "PAUSE", 0.0)


@pytest.fixture
def place(settings, tmp_path):
    """The site, served, with a record in two languages."""
    settings.MEDIA_ROOT = tmp_path / "media"
    with front() as found:
        record()
        yield found


def record() -> None:
    """Publish a speech in English and one in Arabic, a sitting, a recording, and something withdrawn."""
    path = Path(settings.MEDIA_ROOT) / "videos" / "hd118.mp4"
    path.parent.mkdir(parents=True)
    path.write_bytes(FILM)
    english = make.published(make.SpeechFactory())
    make.published(english.sitting)
    make.published(english.member)
    arabic = make.LocaleFactory(language_code="ar")
    said = [{"id": "p1", "kind": "text", "text": "تقف الخزّانات عند نصف ما كانت عليه."}]
    make.published(
        make.SpeechFactory(locale=arabic, sitting=english.sitting, paragraphs=said, member=None)
    )
    gone = make.published(make.SpeechFactory(sitting=english.sitting))
    actions.withdraw(gone.public_id, reason="Attributed to the wrong member.")
    film = {"file": "videos/hd118.mp4", "media_url": "", "length": len(FILM), "captions": {}}
    make.published(make.VideoFactory(sitting=english.sitting, **film))
    make.StreamFactory(slug="spoken", query="kind:speech", title="Speeches")


def checked(**choice) -> tuple[FeedCheck, list[Finding]]:
    wanted = Choice(**choice)
    run = running.begin(wanted)
    found = [finding for step in running.go_on(run, wanted) for finding in step]
    return run, found


def said(found: list[Finding]) -> dict[str, int]:
    return dict(Counter(finding.what for finding in found))


def test_a_record_that_is_well_has_no_findings_in_any_format_and_language(place):
    run, found = checked()

    assert [words.sentence(one) for one in found] == []
    assert run.state == "done"
    assert run.feeds == run.expected == 2 * 13 * 4
    assert run.links > 20


def test_a_stranger_brings_no_cookie_and_no_session(place):
    checked(format="rss", language="en")

    assert not [asked for asked in place.asked if "HTTP_COOKIE" in asked]
    assert not [asked for asked in place.asked if "HTTP_AUTHORIZATION" in asked]


def test_feeds_that_somebody_asked_for_are_looked_at_too(place):
    url = queries.address(queries.parse("kind:video"), "en", "feed.atom")
    Stranger(most=10_000_000).ask(url)

    run, found = checked(stream="kind:video", format="atom", language="en")

    assert (run.feeds, found) == (1, [])
    assert Publication.objects.filter(address=url.partition("://")[2]).exists()


def feed(asked) -> bool:
    return "/feeds/" in asked["PATH_INFO"]


def plain(asked) -> bool:
    return feed(asked) and asked.get("HTTP_ACCEPT_ENCODING") == "identity"


FRONTS = {
    "a cookie": ("cookie", feed, lambda said: said.having(set_cookie="a=1")),
    "another media type": ("media_type", feed, lambda said: said.having(content_type="text/xml")),
    "no freshness": ("freshness", feed, lambda said: said.having(cache_control="no-store")),
    "no date": ("modified", feed, lambda said: said.having(last_modified="")),
    "no validator": ("validator", feed, lambda said: said.having(etag="")),
    "a weak validator": ("validator", feed, lambda said: said.having(etag='W/"1"')),
    "a cache that knows no conditions": (
        "unchanged",
        lambda asked: "HTTP_IF_NONE_MATCH" in asked,
        lambda said: replace(said, status="200 OK", body=b"x"),
    ),
    "another validator": (
        "other_validator",
        lambda asked: "HTTP_IF_NONE_MATCH" in asked,
        lambda said: said.having(etag='"1"'),
    ),
    "nothing packed": (
        "not_packed",
        lambda asked: asked.get("HTTP_ACCEPT_ENCODING") == "br",
        lambda said: said.having(content_encoding=""),
    ),
    "a fault": ("status", feed, lambda said: replace(said, status="500 Oh", body=b"")),
    "broken XML": ("invalid", plain, lambda said: said.saying(b"</title>", b"")),
    "another title": ("title", plain, lambda said: said.saying(b"Withdrawn: ", b"")),
    "a page that is not there": (
        "link",
        lambda asked: asked["REQUEST_METHOD"] == "HEAD" and "/speeches/" in asked["PATH_INFO"],
        lambda said: replace(said, status="404 Not Found"),
    ),
    "a file that cannot be wound": (
        "file_status",
        lambda asked: "/media/" in asked["PATH_INFO"],
        lambda said: replace(said, status="200 OK"),
    ),
    "a file of another type": (
        "file_type",
        lambda asked: "/media/" in asked["PATH_INFO"],
        lambda said: said.having(content_type="text/plain"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FRONTS)
def test_what_stands_in_front_of_the_site_and_does_harm_is_found(place, fault):
    what, concerned, harm = FRONTS[fault]
    place.change = lambda asked, said: harm(said) if concerned(asked) else said

    _run, found = checked(stream="all", format="rss", language="en")

    assert what in said(found), said(found)


def test_bytes_that_differ_when_packed_are_found(place):
    def harm(asked, said):
        packed = asked.get("HTTP_ACCEPT_ENCODING") == "gzip"
        return (
            replace(said, body=gzip.compress(b"old")).having(content_length="23")
            if packed
            else said
        )

    place.change = harm

    assert said(checked(stream="all", format="rss", language="en")[1]) == {"coding": 1}


def forgets_one(monkeypatch):
    own = RssRenderer.assemble
    monkeypatch.setattr(
        RssRenderer, "assemble", lambda self, head, items: own(self, head, list(items)[1:])
    )


def repeats_one(monkeypatch):
    own = RssRenderer.assemble
    monkeypatch.setattr(
        RssRenderer,
        "assemble",
        lambda self, head, items: own(self, head, [*(kept := list(items)), kept[0]]),
    )


def turns_round(monkeypatch):
    own = RssRenderer.assemble
    monkeypatch.setattr(
        RssRenderer, "assemble", lambda self, head, items: own(self, head, list(items)[::-1])
    )


def carries_no_file(monkeypatch):
    own = RssRenderer.fragment
    monkeypatch.setattr(
        RssRenderer, "fragment", lambda self, entry: own(self, replace(entry, enclosures=()))
    )


def leads_elsewhere(monkeypatch):
    own = RssRenderer.fragment
    monkeypatch.setattr(
        RssRenderer, "fragment", lambda self, entry: own(self, replace(entry, url=f"{entry.url}x"))
    )


RENDERERS = {
    forgets_one: "missing",
    repeats_one: "twice",
    turns_round: "order",
    carries_no_file: "no_file",
    leads_elsewhere: "url",
}


@pytest.mark.parametrize("fault", RENDERERS)
def test_a_renderer_that_writes_something_else_than_the_record_is_found(place, monkeypatch, fault):
    fault(monkeypatch)

    found = said(checked(stream="all", format="rss", language="en")[1])

    assert RENDERERS[fault] in found, found


def test_a_tombstone_that_is_missing_is_found(place, monkeypatch):
    own = AtomRenderer.fragment
    monkeypatch.setattr(
        AtomRenderer, "fragment", lambda self, entry: own(self, replace(entry, withdrawn=False))
    )

    found = checked(stream="all", format="atom", language="en")[1]

    assert said(found) == {"alive": 1, "link": 1}
    assert words.sentence(found[0]) == "It shows a withdrawn entry as if it were not withdrawn."


def test_an_old_answer_in_the_store_is_found(place):
    url = queries.address(queries.parse(""), "en", "feed.rss")
    checked(stream="all", format="rss", language="en")
    old = memory().get(url.partition("://")[2])
    row = EntryRecord.objects.filter(kind="speech", withdrawn=False, language="en").get()
    actions.publish([replace(queries.entry(row.thing, "en"), title="Water, again")])
    checked(stream="all", format="rss", language="en")
    memory().put(replace(old, stale=False))

    found = checked(stream="all", format="rss", language="en")[1]

    assert said(found)["title"] == 1
    assert {one.item for one in found} == {row.entry_id}


def test_what_is_hidden_and_shown_all_the_same_is_said_to_be_so(place):
    url = queries.address(queries.parse(""), "en", "feed.json")
    checked(stream="all", format="jsonfeed", language="en")
    old = memory().get(url.partition("://")[2])
    row = EntryRecord.objects.filter(kind="video").get()
    tomorrow = timezone.now().replace(second=0, microsecond=0) + timedelta(days=1)
    actions.embargo(row.thing, until=tomorrow)
    memory().put(replace(old, stale=False))

    found = checked(stream="all", format="jsonfeed", language="en")[1]

    assert {one.what for one in found if one.item == row.entry_id} >= {"hidden"}
    assert not any(row.title in words.sentence(one) for one in found)


def test_a_length_that_is_wrong_is_found(place):
    (Path(settings.MEDIA_ROOT) / "videos" / "hd118.mp4").write_bytes(FILM + b"more")

    found = checked(stream="all", format="podcast-video", language="en")[1]

    assert said(found) == {"file_length": 1}
    assert f"The file has {len(FILM) + 4} bytes and the feed says {len(FILM)}" in words.sentence(
        found[0]
    )


def test_a_recording_that_is_gone_is_found(place):
    (Path(settings.MEDIA_ROOT) / "videos" / "hd118.mp4").unlink()

    assert said(checked(format="atom", language="en")[1]) == {"file_status": 1}


def test_a_change_of_the_record_in_between_is_no_finding(place, monkeypatch):
    """The first answer is held up until the record has changed."""
    film = Video.objects.get()
    waiting = [True]

    def change(asked, said):
        if plain(asked) and waiting:
            waiting.clear()
            actions.withdraw(film.public_id, reason="Published in error.")
        return said

    place.change = change

    assert checked(stream="all", format="atom", language="en")[1] == []
    assert waiting == []


def test_links_of_others_are_counted_and_followed_only_where_that_is_wished(place):
    make.published(make.VideoFactory(media_url="https://elsewhere.example/a.mp4", captions={}))

    run, found = checked(stream="all", format="rss", language="en")

    assert (run.others, found) == (1, [])


def test_hostile_texts_are_no_findings(place):
    chance = random.Random(7)  # noqa: S311 (the same texts each time)
    actions.publish(brought.entry(chance, number, many=3) for number in range(24))

    found = checked(stream="all", language="en")[1]

    shown = [one for one in found if one.what != "link"]  # of such news there are no pages
    assert [(one.feed, words.sentence(one)) for one in shown] == []


def command(*arguments: str) -> tuple[int, str]:
    out = io.StringIO()
    try:
        call_command("feeds", "check", *arguments, stdout=out)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_the_command_says_that_nothing_is_wrong(place):
    status, printed = command("--format", "rss", "--language", "ar")

    assert status == 0
    assert printed.startswith("2 feeds, ")
    assert printed.endswith("nothing is wrong.\n")
    assert command("--format", "rss", "--language", "ar", "--quiet") == (0, "")


def test_the_command_says_what_is_wrong_and_what_to_do_and_ends_with_a_status(place):
    (Path(settings.MEDIA_ROOT) / "videos" / "hd118.mp4").unlink()

    status, printed = command("--stream", "all", "--format", "rss", "--language", "en")
    told = json.loads(command("--stream", "all", "--format", "rss", "--json")[1])

    assert status == 1
    assert "The file answers 404 instead of 206" in printed
    assert "Publish the entry again so that the file is measured" in printed
    assert {one["what"] for one in told["findings"]} == {"file_status"}
    assert FeedCheck.objects.count() == 2


def test_who_interrupts_the_command_is_told_what_was_looked_at(place):
    def interrupt(asked, said):
        if asked["PATH_INFO"].startswith("/fr/feeds/"):
            interrupt_main()
        return said

    place.change = interrupt
    status, printed = command("--format", "rss", "--stream", "all")

    assert status == 1
    assert "Stopped before the end: 1 of 4 feeds were looked at." in printed
    assert FeedCheck.objects.get().state == "stopped"


def test_a_list_of_feeds_does_not_have_the_feeds_written_that_nobody_asked_for(place):
    run, found = checked(stream="all", format="opml", language="en")

    assert (Publication.objects.count(), found) == (1, [])
    assert run.links > 5


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--format", "word"], "There is no feed format 'word'; there are rss"),
        (["--language", "xx"], "The record has no language 'xx'"),
        (["--stream", "kind"], "Cannot read 'kind'"),
    ],
)
def test_what_there_is_none_of_is_refused(arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("feeds", "check", *arguments)
