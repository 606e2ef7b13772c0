"""A publication as readers meet it: validators, bounded freshness, one address, nothing rendered twice."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import feedparser
import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from syndication import actions, queries, registry
from syndication.contract import Facet
from syndication.errors import SyndicationError
from syndication.models import Publication, Stream
from tests.engine import outlets
from tests.engine.record import MEMBER, NOW, hide, publish, speech, speech_of

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]


@pytest.fixture(autouse=True)
def spoken():
    publish(speech(1), speech(2))


def test_a_feed_has_a_strong_etag_and_the_date_of_its_newest_change():
    answer = outlets.feed()

    assert answer["ETag"].startswith('"')
    assert answer["Last-Modified"] == f"{speech(2).updated:%a, %d %b %Y %H:%M:%S} GMT"
    assert answer["Cache-Control"] == (
        "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"
    )
    assert answer["Vary"] == "Accept-Encoding, Authorization"
    assert not answer.has_header("Set-Cookie")


def test_a_reader_who_has_it_is_told_so():
    first = outlets.feed()

    by_tag = outlets.feed(if_none_match=first["ETag"])
    by_date = outlets.feed(if_modified_since=first["Last-Modified"])
    other = outlets.feed(if_none_match='"another"', if_modified_since=first["Last-Modified"])

    assert [(answer.status_code, answer.getvalue()) for answer in (by_tag, by_date)] == [
        (304, b"")
    ] * 2
    assert by_tag["ETag"] == first["ETag"]
    assert by_tag["Cache-Control"] == first["Cache-Control"]
    assert other.status_code == 200


def test_head_tells_the_same_without_the_body():
    got = outlets.feed()
    head = outlets.site("/en/feeds/kind:speech/feed.rss", method="HEAD")

    names = ("ETag", "Last-Modified", "Cache-Control", "Content-Type", "Content-Length")
    assert head.content == b""
    assert [head[name] for name in names] == [got[name] for name in names]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written_to_a_feed(method):
    assert outlets.site("/en/feeds/kind:speech/feed.rss", method=method).status_code == 405


@pytest.mark.parametrize(("past", "left"), [(0, 60), (17, 43), (59, 1)])
@pytest.mark.parametrize(
    "columns",
    [
        {},
        {"visible_from": NOW + timedelta(minutes=1)},
        {"visible_until": NOW - timedelta(minutes=1)},
        {"visible_from": NOW + timedelta(minutes=1), "audience": "committee"},
    ],
)
def test_a_feed_is_fresh_until_the_next_whole_minute_whatever_is_hidden(
    past, left, columns, time_machine
):
    if columns:
        publish(speech(3))
        hide(speech(3), **columns)
    time_machine.move_to(NOW + timedelta(seconds=past))

    assert outlets.feed()["Cache-Control"] == (
        f"public, max-age={left}, stale-while-revalidate=600, stale-if-error=86400"
    )


@pytest.mark.parametrize("minutes", [1, 10, 24 * 60])
def test_what_ends_soon_is_not_kept_beyond_its_end_by_anybody(minutes):
    actions.expire(speech(2).thing, after=NOW + timedelta(minutes=minutes))

    assert outlets.feed()["Cache-Control"] == "public, max-age=60"


def test_a_feed_is_rendered_once(monkeypatch):
    outlets.feed()

    from syndication.publications import publishing

    monkeypatch.setattr(publishing, "draw", None)
    assert outlets.feed().status_code == 200


@pytest.mark.parametrize(
    ("asked", "proper"),
    [
        ("/en/feeds/kind:speech/feed.rss?utm=1", "/en/feeds/kind:speech/feed.rss"),
        ("/en/feeds/member:b,a/kind:speech/feed.rss", "/en/feeds/kind:speech/member:a,b/feed.rss"),
        ("/en/feeds/text: water  supply/feed.rss", "/en/feeds/text:water%20supply/feed.rss"),
        ("/e/en/latest/kind:speech/?theme=dark", "/e/en/latest/kind:speech/theme=dark/"),
        ("/e/en/latest/member:b,a/", "/e/en/latest/member:a,b/"),
        ("/e/en/speech/t00000000001/?theme=auto", "/e/en/speech/t00000000001/"),
        ("/e/en/latest/text:100%2541/?h=small", "/e/en/latest/text:100%2541/"),
    ],
)
def test_one_stream_has_one_address_and_others_make_no_publication(asked, proper):
    ask = outlets.embed if asked.startswith("/e/") else outlets.site

    answer = ask(asked)

    assert (answer.status_code, answer["Location"]) == (301, proper)
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("all", 1),
        ("kind:speech/member:a", 1),
        ("kind:speech/member:a/group:g/language:en", 1),
        ("kind:speech/member:a/group:g/body:h", 0),
        ("member:a,b", 0),
        ("kind:bill,speech", 0),
        ("member:a/text:water", 0),
        ("member:nobody", 0),
    ],
)
def test_a_combination_anybody_can_make_up_is_answered_and_not_kept(path, kept):
    found = [Facet("member", "a"), Facet("group", "g"), Facet("body", "h")]
    publish(speech(3, title="Water supply", facets=tuple(found)))

    asked = outlets.feed(path)

    assert (asked.status_code, Publication.objects.count()) == (200, kept)
    assert (b"Water supply" in asked.content) == (path != "member:nobody")


@pytest.mark.parametrize("path", ["text:water supply", "topic:énergie", "text:100% “l'eau”"])
@pytest.mark.parametrize("address", ["/en/feeds/{}/feed.rss", "/e/en/latest/{}/"])
def test_an_address_with_other_characters_than_ascii_is_answered(path, address):
    ask = outlets.embed if address.startswith("/e/") else outlets.site

    answer = ask(address.format(outlets.quote(path)))

    assert answer.status_code == 200


def test_a_change_marks_only_the_publications_it_touches():
    publish(speech_of("a", 3), speech_of("b", 4))
    for query in ("member:a", "member:b", "kind:bill", "all"):
        outlets.feed(query)

    publish(speech_of("a", 3, title="Changed"))

    stale = Publication.objects.filter(stale=True).values_list("query", flat=True)
    assert sorted(stale) == ["", "member:a"]


def test_a_speech_that_changes_hands_leaves_the_feed_it_was_in():
    publish(speech_of("a", 3))
    before = outlets.feed("member:a").content.decode()

    publish(speech_of("b", 3))

    after = outlets.feed("member:a").content.decode()
    assert (speech(3).title in before, speech(3).title in after) == (True, False)


def test_a_members_feed_takes_the_name_of_a_member_recorded_later():
    publish(speech_of(MEMBER, 3))
    outlets.feed(f"member:{MEMBER}")

    from tests.engine.record import profile

    publish(profile(title="Amina Okafor-Lind"))

    assert "Amina Okafor-Lind" in outlets.feed(f"member:{MEMBER}").content.decode()


def test_a_feed_takes_the_title_its_stream_is_given():
    def title():
        return feedparser.parse(outlets.feed("kind:speech").content).feed.title

    saying = [title()]
    for name in ("All speeches", "Every speech"):
        actions.save_stream("words", titles={"en": name}, query=queries.parse("kind:speech"))
        saying.append(title())
    actions.save_stream("words", titles={"en": "Bills"}, query=queries.parse("kind:bill"))
    saying.append(title())

    titles = ["Speeches", "All speeches", "Every speech", "Speeches"]
    assert saying == [f"{name} – Parliament of Valmere" for name in titles]


def test_the_feed_of_a_saved_stream_names_the_address_that_stays():
    actions.save_stream("debates", titles={"en": "Debates"}, query=queries.parse("kind:speech"))
    actions.save_stream("spoken", titles={"en": "Spoken"}, query=queries.parse("kind:speech"))

    asked = [
        feedparser.parse(outlets.feed(path).content).feed
        for path in ("debates", "spoken", "kind:speech")
    ]

    named = [next(link.href for link in feed.links if link.rel == "self") for feed in asked]
    assert [urlsplit(address).path for address in named] == [
        "/en/feeds/debates/feed.rss",
        "/en/feeds/spoken/feed.rss",
        "/en/feeds/kind:speech/feed.rss",
    ]
    assert [feed.title.partition(" – ")[0] for feed in asked[:2]] == ["Debates", "Spoken"]


def test_no_saved_stream_takes_the_address_of_everything():
    query = queries.parse("kind:bill")

    with pytest.raises(SyndicationError, match="“all” is the address of everything"):
        actions.save_stream("all", titles={"en": "Bills"}, query=query)
    with pytest.raises(ValidationError, match="“all” is the address of everything"):
        Stream(slug="all", title="Bills", query=str(query)).full_clean()


def test_a_plugin_that_is_set_up_otherwise_writes_anew(settings, monkeypatch):
    outlets.feed()
    settings.SYNDICATION_PLUGINS = {**settings.SYNDICATION_PLUGINS, "rss": {"ttl": 7}}
    rss = apps.get_app_config("rss")
    monkeypatch.delitem(rss.__dict__, "settings")
    registry.clear()

    written = outlets.feed().content.decode()

    registry.clear()
    assert "<ttl>7</ttl>" in written


def test_a_change_while_a_feed_is_written_is_not_lost(monkeypatch):
    from plugins.rss.renderer import RssRenderer

    assemble = RssRenderer.assemble

    def interrupted(self, selection, fragments):
        artefact = assemble(self, selection, fragments)
        if speech(3).title.encode() not in artefact.body:
            publish(speech(3))
        return artefact

    monkeypatch.setattr(RssRenderer, "assemble", interrupted)
    outlets.feed()

    assert speech(3).title in outlets.feed().content.decode()


def test_formats_and_languages_and_lengths_are_publications_of_their_own():
    outlets.feed()
    outlets.feed(language="fr")
    outlets.embed("/e/en/latest/kind:speech/")

    kept = Publication.objects.order_by("pk").values_list("format", "language")
    assert list(kept) == [("rss", "en"), ("rss", "fr"), ("latest-widget", "en")]
