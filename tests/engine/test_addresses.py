"""Whatever address a stranger makes up is answered: not found, moved, or explained; never a fault."""

from __future__ import annotations

from urllib.parse import quote

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syndication.contract import Enclosure, Link, Participant
from syndication.models import Publication
from syndication.testing import entry_with
from tests.engine import outlets
from tests.engine.record import publish, speech, world

pytestmark = pytest.mark.django_db

NO_FAULT = {200, 301, 302, 400, 404, 405, 410}
HOSTILE = [
    "%00", "kind:%00", "text:%00", "text:a%00b", "%ff%fe", "text:%ff", "text:%ed%a0%80", "text:..", "..",
    "../../etc/passwd", "%2e%2e/%2e%2e", "kind:speech/..", "/", "//", "kind:", ":", "::", "kind:speech//",
    "kind:'", "kind:speech'--", "member:" + "x" * 65, "member:" + ",".join(map(str, range(30))),
    "text:" + "x" * 201, "colour:red", "kind", "kind:speech/kind", "%F0%9F%92%A7", "text:%F0%9F%92%A7",
    "a" * 5000, "text:%22", "text:%0d%0aSet-Cookie:a", "kind:speech%0d%0aX: y", "language:xx", "<script>",
    "text:%25", "text:%2525", "thing:" + "%C3%A9" * 64,
]  # fmt: skip


@pytest.mark.parametrize("path", HOSTILE)
@pytest.mark.parametrize(
    "address", ["/en/feeds/{}/feed.rss", "/e/en/latest/{}/", "/api/v1/entries/?query={}"]
)
def test_a_made_up_stream_is_no_fault(path, address):
    ask = outlets.embed if address.startswith("/e/") else outlets.site

    answer = ask(address.format(path))

    assert answer.status_code in NO_FAULT
    assert "Set-Cookie" not in answer
    assert "X" not in answer


@pytest.mark.parametrize("path", HOSTILE)
def test_a_redirect_leads_to_an_answer_and_not_to_itself(path):
    address = f"/en/feeds/{path}/feed.rss"
    for _ in range(2):
        answer = outlets.site(address)
        if answer.status_code != 301:
            return
        address = answer["Location"]

    assert outlets.site(address).status_code in {200, 404}


@pytest.mark.parametrize(
    ("ask", "path"),
    [
        (outlets.site, "/en/feeds/kind:speech/feed.exe"),
        (outlets.site, "/xx/feeds/kind:speech/feed.rss"),
        (outlets.site, "/en/feeds/no-such-stream/feed.rss"),
        (outlets.site, "/en/feeds/colour:red/feed.rss"),
        (outlets.embed, "/e/xx/speech/t00000000001/"),
        (outlets.embed, "/e/en/speech/t00000000099/"),
        (outlets.embed, "/e/en/latest/colour:red/"),
        (outlets.embed, "/en/feeds/kind:speech/feed.rss"),
        (outlets.site, "/e/en/speech/t00000000001/"),
    ],
)
def test_what_is_not_there_is_not_found_and_leaves_nothing(ask, path):
    publish(speech(1))

    assert ask(path).status_code == 404
    assert not Publication.objects.exists()


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=40), st.sampled_from(["", "kind:", "text:", "member:a/text:"]))
def test_any_text_makes_an_address_that_is_answered(text, before):
    path = quote(
        before + text.encode("utf-8", "surrogatepass").decode("latin-1"), encoding="latin-1"
    )
    with world():
        answers = [
            outlets.site(f"/en/feeds/{path}/feed.rss"),
            outlets.site(f"/en/speeches/{path}/"),
            outlets.site(f"/api/v1/entries/{path}/"),
            outlets.embed(f"/e/en/latest/{path}/"),
            outlets.embed(f"/e/en/speech/{path}/"),
        ]

    assert {answer.status_code for answer in answers} <= NO_FAULT


def test_addresses_leave_as_uris_whatever_letters_they_are_made_of():
    publish(
        speech(
            1, url="/es/speeches/maría-de-lara-carbó/", links=(Link("via", "https://é.example/ñ"),)
        )
    )

    feed = outlets.feed("kind:speech").content.decode()

    assert "/es/speeches/mar%C3%ADa-de-lara-carb%C3%B3/</link>" in feed
    assert feedparser.parse(feed).entries[0].link.isascii()


def test_after_a_move_to_another_host_every_output_names_the_new_one(settings):
    publish(speech(1))
    outlets.feed("kind:speech")
    settings.BASE_URL = "https://moved.example"
    settings.ALLOWED_HOSTS = ["moved.example"]

    feed = outlets.feed("kind:speech").content.decode()

    assert "https://moved.example/" in feed
    assert "http://127.0.0.1" not in feed


@pytest.mark.parametrize("address", ["http://[", "javascript:alert(1)", "data:text/html,x"])
def test_what_leads_nowhere_is_no_address_in_any_outlet(address):
    person = Participant("", "Amina Okafor", part="yes", url=address, image=address)
    own = {"participants": (person,), "links": (Link("via", address),)}
    publish(
        entry_with(thing="d00000000001", kind="division", url="/en/divisions/d00000000001/", **own),
        entry_with(thing="t00000000001", url="/en/speeches/t00000000001/", **own),
    )

    answers = [
        outlets.page("t00000000001"),
        outlets.site("/en/divisions/d00000000001/"),
        outlets.feed(),
        outlets.embed("/e/en/speech/t00000000001/"),
        outlets.record("t00000000001"),
    ]

    assert {answer.status_code for answer in answers} == {200}
    assert [text for answer in answers if address in (text := answer.content.decode())] == []


@pytest.mark.parametrize(
    "file", [Enclosure("javascript:alert(1)", "video/mp4", 7), Enclosure("/media/a.mp4", "\x01", 7)]
)
def test_a_file_without_an_address_or_a_type_is_carried_by_no_feed(file):
    publish(speech(1, enclosures=(file, Enclosure("/media/b.mp4", "video/mp4", 8))))

    (entry,) = feedparser.parse(outlets.feed().content).entries

    assert [found.length for found in entry.enclosures] == ["8"]
