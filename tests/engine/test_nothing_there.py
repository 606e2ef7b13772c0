"""What is not there: cheap, kept briefly, the same whether it is hidden or never was; and nothing is made of it."""

from __future__ import annotations

import pytest

from syndication.models import Publication
from syndication.publications.memory import memory
from tests.engine import outlets
from tests.engine.record import NOW, hide, publish, speech, thing

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

BRIEFLY = "public, max-age=60"


@pytest.mark.parametrize(
    "path",
    [
        "/en/feeds/kind:speech/feed.nothing",
        "/xx/feeds/kind:speech/feed.rss",
        "/en/feeds/colour:red/feed.rss",
        "/en/feeds/" + "a:b/" * 500 + "feed.rss",
    ],
)
def test_a_feed_that_cannot_be_is_told_without_a_statement(path, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = outlets.site(path)

    assert (answer.status_code, answer["Cache-Control"]) == (404, BRIEFLY)
    assert not answer.has_header("Set-Cookie")


@pytest.mark.parametrize(
    "path", ["/", "/e/", "/e/xx/speech/t00000000001/", "/e/en/latest/colour:red/", "/admin/"]
)
def test_an_embed_that_cannot_be_is_told_without_a_statement(path, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = outlets.embed(path)

    assert (answer.status_code, answer["Cache-Control"]) == (404, BRIEFLY)


def test_what_is_hidden_is_as_if_it_never_was():
    publish(speech(1))
    hide(speech(1))

    hidden, absent = outlets.speech_embed(thing(1)), outlets.speech_embed(thing(2))

    assert outlets.told(hidden) == outlets.told(absent)
    assert (hidden.status_code, hidden["Cache-Control"], hidden.headers) == (
        404,
        BRIEFLY,
        absent.headers,
    )


def test_what_never_was_leaves_no_trace(monkeypatch):
    memory()
    monkeypatch.setattr(memory(), "remove", None)

    for number in range(3):
        assert outlets.speech_embed(thing(number)).status_code == 404
    assert Publication.objects.count() == 0


@pytest.mark.parametrize(
    ("ask", "path", "status"),
    [
        (outlets.site, "/en/feeds/kind:speech/feed.rss", 301),
        (outlets.embed, f"/e/en/speech/{thing(1)}/", 400),
    ],
)
@pytest.mark.parametrize("query", ["utm_source=x", "limit=5", "callback=evil", "%00"])
def test_a_query_string_makes_neither_a_publication_nor_a_rendering(
    ask, path, status, query, monkeypatch
):
    publish(speech(1))
    monkeypatch.setattr("syndication.publications.publishing._publish", None)

    answer = ask(f"{path}?{query}")

    assert (answer.status_code, answer.get("Location", path)) == (status, path)
    assert Publication.objects.count() == 0


@pytest.mark.parametrize(
    "header",
    [
        {"x_forwarded_host": "evil.example"},
        {"x_forwarded_proto": "https"},
        {"forwarded": "host=evil"},
    ],
)
def test_no_header_gets_into_what_is_kept(header):
    publish(speech(1))

    first = outlets.feed(**header)

    assert b"evil" not in first.content
    assert outlets.feed().content == first.content
