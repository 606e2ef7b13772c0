"""What another site is told of an address, and what it is not told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlsplit

import pytest
import time_machine
from django.conf import settings
from django.db import OperationalError
from lxml import etree, html

from syndication import actions
from syndication.contract import Facet
from syndication.errors import QueryError
from syndication.testing import entry_with

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 2, 10, 0, 20, tzinfo=UTC)
MINUTE = NOW.replace(second=0)
SITE, EMBED = settings.BASE_URL, settings.EMBED_URL
THING = entry_with().thing
PATH = f"/en/speeches/2026-10-14-amina-okafor-{THING}"
PAGE = f"{SITE}{PATH}/"
SPEECH = entry_with(url=PAGE)
FRAME = f"{EMBED}/e/en/speech/{THING}/"
NOWHERE = f"{SITE}/en/speeches/2026-10-14-nobody-t00000000009/"


@pytest.fixture(autouse=True)
def spoken():
    with time_machine.travel(NOW, tick=False):
        actions.publish([SPEECH])
        yield


@pytest.fixture
def ask(client):
    """Ask about an address."""

    def asking(url=PAGE, headers=None, **asked):
        return client.get("/oembed", {"url": url, **asked}, headers=headers)

    return asking


def test_the_page_of_a_speech_is_answered_with_its_frame(ask):
    answer = ask()
    found = answer.json()

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert found["title"] == "Water supply"
    assert found["provider_name"] == str(settings.SYNDICATION_PUBLISHER)
    assert f'src="{FRAME}"' in found["html"]
    assert f'href="{PAGE}"' in found["html"]


def test_xml_is_answered_where_it_is_asked_for(ask):
    answer = ask(format="xml")

    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    assert {item.tag: item.text for item in etree.fromstring(answer.content)} == {
        name: str(value) for name, value in ask(format="json").json().items()
    }


@pytest.mark.parametrize(
    "url",
    [
        PAGE,
        PAGE.rstrip("/"),
        PAGE.replace("http://", "https://"),
        PAGE.replace("http://", "HTTP://"),
        f"{PAGE}#p3",
        f"{PAGE}?utm_source=newsletter&utm_medium=email&fbclid=1",
        f"  {PAGE}\n",
        quote(PAGE, safe=""),
        f"{SITE}{PATH.replace('amina', '%61mina')}/",
        f"{SITE}/en/speeches/{THING}/",
        FRAME,
        f"{FRAME}?theme=dark",
    ],
)
def test_an_address_is_known_in_every_spelling(ask, url):
    answer = ask(url)

    assert answer.status_code == 200
    assert f'src="{FRAME}"' in answer.json()["html"]


def test_the_language_of_the_address_is_that_of_the_frame(ask):
    french = ask(PAGE.replace("/en/", "/fr/")).json()["html"]

    assert f'src="{EMBED}/e/fr/speech/{THING}/"' in french
    assert "14 octobre 2026" in french


def test_a_clip_is_a_video_of_its_own(ask):
    found = ask(f"{FRAME}t=12.4,48/").json()

    assert found["type"] == "video"
    assert f'src="{FRAME}t=12.4,48/"' in found["html"]


@pytest.mark.parametrize(
    ("url", "frame"),
    [
        (f"{SITE}/en/speeches/", "kind:speech"),
        (f"{SITE}/en/feeds/kind:speech/language:fr/feed.rss", "kind:speech/language:fr"),
        (f"{EMBED}/e/en/latest/kind:speech/text:clean%20water/", "kind:speech/text:clean%20water"),
        (f"{EMBED}/e/en/latest/kind:bill/", "kind:bill"),
    ],
)
def test_a_stream_is_answered_with_its_list_even_when_there_is_nothing_in_it_yet(ask, url, frame):
    found = ask(url).json()

    assert found["type"] == "rich"
    assert f'src="{EMBED}/e/en/latest/{frame}/"' in found["html"]


def test_a_stream_of_two_things_is_a_list(ask):
    things = f"thing:{THING},t00000000001"

    found = ask(f"{SITE}/en/feeds/{things}/feed.rss").json()

    assert f'src="{EMBED}/e/en/latest/{things}/"' in found["html"]


def test_what_a_view_cannot_read_of_an_address_is_nothing(ask, monkeypatch):
    def unreadable(_address):
        raise QueryError("t=9,1 is no clip")

    monkeypatch.setattr("plugins.oembed.views.queries.resolve", unreadable)

    assert ask().status_code == 404


def test_a_saved_stream_is_answered_by_its_slug(ask):
    actions.save_stream("water", titles={"en": "Water"}, query="text:water")

    found = ask(f"{SITE}/en/feeds/water/feed.rss").json()

    assert found["title"] == "Water"
    assert f'src="{EMBED}/e/en/latest/water/"' in found["html"]


@pytest.mark.parametrize("encode", [str, quote])
def test_words_of_any_script_may_stand_in_an_address(ask, encode):
    url = f"{SITE}/ar/speeches/{encode('أمينة-أوكافور')}-{THING}/"

    assert f'src="{EMBED}/e/ar/speech/{THING}/"' in ask(url).json()["html"]


def test_while_the_record_does_not_answer_others_are_asked_to_come_back(ask, monkeypatch):
    def down(*_arguments):
        raise OperationalError("connection refused")

    monkeypatch.setattr("plugins.oembed.views.queries.entry", down)
    answer = ask()

    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("asked", [{}, {"url": ""}])
def test_no_address_is_a_mistake(client, asked):
    assert client.get("/oembed", asked).status_code == 400


def test_a_format_that_is_none_is_said_to_be_none(ask):
    assert ask(format="yaml").status_code == 501
    assert ask("https://elsewhere.example/", format="yaml").status_code == 501


@pytest.mark.parametrize(
    "url",
    [
        NOWHERE,
        "https://elsewhere.example/en/speeches/",
        "http://127.0.0.1:9/",
        f"{SITE}/",
        f"{SITE}/admin/",
        f"{SITE}/en/speeches/?q=water",
        f"{SITE}/en/speeches/?after=2026",
        f"{FRAME}?t=12",
        f"{EMBED}/e/en/speech/t00000000009/",
        f"{EMBED}/e/en/bill/{THING}/",
        f"{SITE}/en/feeds/thing:{THING}/kind:bill/feed.rss",
        f"{EMBED}/e/xx/latest/kind:speech/",
        f"{SITE}/xx/feeds/kind:speech/feed.rss",
        f"{EMBED}/e/en/latest/colour:blue/",
        f"{SITE}/en/feeds/colour:blue/feed.rss",
        "not an address",
        "//elsewhere.example/",
        "http://[",
        f"{SITE}/en/speeches/%ff-{THING}/",
        f"{SITE}/en/speeches/a\x00b-{THING}/x",
        f"{PAGE}?{'x' * 3000}",
        f"javascript:{PAGE}",
        f"{SITE}@elsewhere.example{PATH}/",
        f"{SITE}/oembed?url={PAGE}",
    ],
)
def test_whatever_is_not_to_be_embedded_is_answered_alike(ask, url):
    answer, usual = ask(url), ask(NOWHERE)

    assert answer.status_code == 404
    assert answer.content == usual.content
    assert answer["Cache-Control"] == usual["Cache-Control"]


@pytest.mark.parametrize("how", ["restricted", "under embargo", "expired"])
def test_what_is_hidden_is_answered_like_what_never_was(ask, how):
    hide(how)

    for url in (PAGE, FRAME, f"{FRAME}t=1,5/"):
        answer, usual = ask(url), ask(NOWHERE)

        assert answer.status_code == 404
        assert answer.content == usual.content
        assert dict(answer.items()) == dict(usual.items())


def hide(how):
    if how == "restricted":
        actions.save_audience("bureau", title="The bureau")
        actions.restrict(THING, audience="bureau")
    elif how == "under embargo":
        actions.embargo(THING, until=MINUTE + timedelta(hours=1))
    else:
        actions.expire(THING, after=MINUTE)


def test_a_list_says_nothing_of_what_is_hidden_in_it(ask):
    before = ask(f"{SITE}/en/speeches/")

    hide("under embargo")
    after = ask(f"{SITE}/en/speeches/")

    assert after.content == before.content
    assert after["ETag"] == before["ETag"]


def test_what_is_withdrawn_keeps_its_frame_which_says_so(ask):
    actions.withdraw(THING, reason="Misattributed")

    answer = ask()

    assert answer.status_code == 200
    assert answer.json()["title"] == "Withdrawn: Water supply"
    assert f'src="{FRAME}"' in answer.json()["html"]
    assert "reservoirs" not in answer.content.decode()


def test_what_ends_soon_is_not_kept_longer(ask):
    actions.expire(THING, after=MINUTE + timedelta(minutes=30))

    assert ask().json()["cache_age"] == 30 * 60 - 20 - 60


@pytest.mark.parametrize("asked", [{"maxwidth": 300, "maxheight": 100}])
def test_the_room_that_is_named_is_kept_to(ask, asked):
    found = ask(**asked).json()

    assert (found["width"], found["height"]) == (300, 100)
    assert 'width="300" height="100"' in found["html"]


@pytest.mark.parametrize("limit", ["", "0", "-1", "wide", "1e3", "1" * 5000, "٣٠٠"])
def test_a_limit_that_is_none_is_left_out(ask, limit):
    assert ask(maxwidth=limit, maxheight=limit).content == ask().content


def test_what_consumers_add_changes_nothing(ask):
    assert ask(dnt=1, callback="alert", **{"for": "5"}).content == ask().content


def test_scripts_of_other_pages_may_read_it_and_nobody_keeps_a_cookie(ask):
    answer = ask()

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Access-Control-Allow-Credentials" not in answer
    assert not answer.cookies


def test_who_has_it_already_is_told_so(ask):
    first = ask()

    again = ask(headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert again.getvalue() == b""
    assert again["ETag"] == first["ETag"]
    assert again["Access-Control-Allow-Origin"] == "*"
    assert "Content-Length" not in again
    assert ask(headers={"If-None-Match": '"another"'}).status_code == 200
    assert ask(format="xml")["ETag"] != first["ETag"]


def test_only_its_head_can_be_asked_for_and_nothing_sent(client, ask):
    head = client.head("/oembed", {"url": PAGE})

    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == ask()["ETag"]
    assert client.post("/oembed", {"url": PAGE}).status_code == 405


def test_caches_keep_it_until_the_next_minute_at_most(ask):
    for answer in (ask(), ask(NOWHERE)):
        assert answer["Cache-Control"] == "public, max-age=40"


def test_made_up_questions_cost_a_few_statements_and_nothing_is_kept(
    ask, django_assert_max_num_queries, published_rows
):
    before = published_rows()
    for number in range(5):
        for url in (
            f"{SITE}/en/speeches/t{number:011}/",
            f"{EMBED}/e/en/latest/text:made-up-{number}/",
            f"https://elsewhere.example/{number}",
        ):
            with django_assert_max_num_queries(6):
                ask(url, maxwidth=number)

    assert published_rows() == before


def test_somebody_elses_address_is_not_looked_for_in_the_record(ask, django_assert_num_queries):
    with django_assert_num_queries(3):  # whether the clerks redirect an address that is not there
        ask("https://elsewhere.example/")


@pytest.fixture
def published_rows():
    """Count what is published."""
    from syndication.models import Publication

    return Publication.objects.count


def links(page):
    """Return the addresses by which a page is discovered, as WordPress finds them: inside its head."""
    head = html.document_fromstring(page).find("head")
    return {
        link.get("type"): link.get("href")
        for link in head.iterfind("link")
        if "+oembed" in (link.get("type") or "")
    }


@pytest.mark.parametrize("path", [f"{PATH}/", "/en/speeches/", "/fr/speeches/", "/en/members/"])
def test_a_page_names_what_is_answered_for_it(client, path):
    page = client.get(path)
    found = links(page.content)

    assert list(found) == ["application/json+oembed", "text/xml+oembed"]
    for kind, address in found.items():
        parts = urlsplit(address)
        answer = client.get(f"{parts.path}?{parts.query}")

        assert f"{parts.scheme}://{parts.netloc}" == SITE
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith(kind.replace("+oembed", ""))


def test_the_page_of_words_names_the_stream_of_these_words(client):
    address = urlsplit(
        links(client.get("/en/speeches/?q=water").content)["application/json+oembed"]
    )

    found = client.get(f"{address.path}?{address.query}").json()

    assert f'src="{EMBED}/e/en/latest/kind:speech/text:water/"' in found["html"]


def test_what_is_withdrawn_is_still_discovered(client):
    actions.withdraw(THING, reason="Misattributed")

    page = client.get(f"{PATH}/")

    assert page.status_code == 410
    assert len(links(page.content)) == 2


@pytest.mark.parametrize("path", [f"{PATH}/", "/en/speeches/", "/ar/speeches/?q=ماء"])
def test_it_is_named_early_in_the_head(client, path):
    page = client.get(path).content
    began, last = page.index(b"<head>"), page.index(b"text/xml+oembed")

    assert last - began < 4096


def test_feeds_are_left_as_they_are(client):
    assert b"oembed" not in client.get("/en/feeds/kind:speech/feed.rss").content


def test_a_member_is_the_author_of_a_list_of_their_speeches(ask):
    member = entry_with(
        kind="member", thing="2kc6kwjw86qj", title="Amina Okafor", listed=False, facets=()
    )
    actions.publish([member, entry_with(url=PAGE, facets=(Facet("member", member.thing),))])

    found = ask(f"{EMBED}/e/en/latest/kind:speech/member:2kc6kwjw86qj/").json()

    assert found["author_name"] == "Amina Okafor"
