"""What pages say of themselves to those who show a preview of them, and to search engines."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import override_settings
from lxml import html

from cms.core import metadata, structured
from syndication import actions, queries
from syndication.contract import Embed, Enclosure, Link
from syndication.testing import entry_with
from tests import factories as make
from tests import pages

pytestmark = pytest.mark.django_db

HOSTILE = Path(settings.ROOT).parent / "shared/corpora/hostile-strings.json"
FIRST = 4096
"""Bytes of a page that the hastiest readers look at."""


def published(factory, **fields):
    record = make.published(factory(**fields))
    return queries.entry(record.public_id, "en")


def head_of(answer):
    return html.document_fromstring(answer.content.decode()).find("head")


def properties(head):
    """Return property or name to contents."""
    found: dict[str, list[str]] = {}
    for item in head.iter("meta"):
        name = item.get("property") or item.get("name")
        if name:
            found.setdefault(name, []).append(item.get("content"))
    return found


def graph(head):
    (text,) = head.xpath("script[@type='application/ld+json']/text()")
    return json.loads(text)


@pytest.fixture
def page(client):
    def get(address):
        answer = client.get(urlsplit(address).path, follow=True)
        assert answer.status_code in {200, 410}, address
        return head_of(answer)

    return get


@pytest.fixture
def speech():
    return published(make.SpeechFactory)


def test_a_page_says_what_previews_show(page, speech):
    found = properties(page(speech.url))

    assert found["og:title"] == [f"{speech.participants[0].name}: {speech.title}"]
    assert found["og:description"] == found["description"] == [metadata.short(speech.summary)]
    assert found["og:url"] == [speech.url]
    assert found["og:type"] == ["article"]
    assert found["og:site_name"] == ["Parliament of Valmere"]
    assert found["og:locale"] == ["en_GB"]
    assert found["article:published_time"] == ["2026-10-14T00:00:00+02:00"]
    assert found["twitter:card"] == ["summary_large_image"]


def test_a_page_shows_its_social_card_with_its_words(page, client, speech):
    found = properties(page(speech.url))

    (address,) = found["og:image"]
    assert address == f"{settings.EMBED_URL}/cards/en/{speech.thing}.png"
    assert (found["og:image:width"], found["og:image:height"]) == (["1200"], ["630"])
    assert found["og:image:type"] == ["image/png"]
    assert found["og:image:alt"] == found["twitter:image:alt"]
    assert speech.participants[0].name in found["og:image:alt"][0]
    assert len(found["og:image:alt"][0]) <= 420
    card = client.get(urlsplit(address).path, headers={"host": urlsplit(address).netloc})
    assert card["Content-Type"] == "image/png"


def test_a_page_has_one_canonical_address(page, speech):
    (link,) = page(speech.url).xpath("link[@rel='canonical']")

    assert link.get("href") == speech.url


def test_a_thing_in_two_languages_names_the_other(page):
    english = entry_with()
    actions.publish([english, entry_with(language="fr", original_language="en")])

    found = properties(page(f"/en/speeches/{english.thing}/"))

    assert (found["og:locale"], found["og:locale:alternate"]) == (["en_GB"], ["fr_FR"])


@pytest.mark.parametrize(
    ("factory", "kind", "type_"),
    [
        (make.SpeechFactory, "article", "Quotation"),
        (make.MemberFactory, "profile", "Person"),
        (make.BillFactory, "article", "Legislation"),
        (make.SittingFactory, "article", "Event"),
        (make.DivisionFactory, "article", "Event"),
        (make.VideoFactory, "video.other", "VideoObject"),
        (make.PaperFactory, "article", "DigitalDocument"),
    ],
)
def test_each_kind_says_what_it_is(page, factory, kind, type_):
    entry = published(factory)

    head = page(entry.url)

    assert properties(head)["og:type"] == [kind]
    data = graph(head)
    assert data["mainEntity"]["@type"] == type_
    assert (data["@type"], data["inLanguage"]) == ("WebPage", entry.language)
    assert entry.title in data["headline"]
    assert data["publisher"]["name"] == "Parliament of Valmere"
    assert data["url"] == entry.url


def test_a_video_can_be_played_where_it_is_previewed(page):
    entry = published(make.VideoFactory, file="sitting.mp4", duration=432.0)

    head = page(entry.url)

    found = properties(head)
    assert found["og:video"] == [entry.enclosures[0].url]
    assert found["og:video:type"] == ["video/mp4"]
    video = graph(head)["mainEntity"]
    assert video["contentUrl"] == entry.enclosures[0].url
    assert video["duration"] == "PT432S"
    assert found["video:duration"] == ["432"]
    assert video["thumbnailUrl"]


def test_a_video_with_a_player_of_ours_gets_the_players_card():
    entry = entry_with(
        kind="video", enclosures=(Enclosure("https://e.example/v.mp4", "video/mp4", 1, 60.0),)
    )
    player = Embed("https://e.example/e/en/video/1/", "A video", "video", height=360, video=True)

    found = metadata.illustrated(
        metadata.of_entry(entry, entry.title), (), (player,), entry.enclosures
    )

    assert (found.card, found.player) == ("player", player)
    assert '"embedUrl":"https://e.example/e/en/video/1/"' in structured.block(found, entry)


def test_a_clip_is_a_page_of_its_own():
    entry = entry_with()

    found = metadata.of_entry(entry, entry.title, options=(("t", "12.4,48"),))

    assert found.url == f"{entry.url}t=12.4,48/"


def test_lists_and_pages_laid_out_by_editors_say_it_too(page, client):
    make.published(make.SpeechFactory())
    home, index, news = pages.home(), pages.index(), pages.news()

    for address in ("/en/speeches/", home.url, index.url, news.url):
        found = properties(page(address))
        assert all(found[name][0] for name in ("og:title", "og:type", "og:url", "og:description"))
        assert found["og:image"][0].startswith(f"{settings.EMBED_URL}/cards/en/")
        assert graph(page(address))["headline"] == found["og:title"][0]
    assert graph(page(news.url))["@type"] == "NewsArticle"
    assert properties(page(news.url))["og:url"] == [news.full_url]


def test_of_what_was_withdrawn_only_that_is_said(page, speech):
    actions.withdraw(speech.thing, reason="Misattributed.")

    head = page(speech.url)

    found = properties(head)
    assert found["og:title"] == [f"Withdrawn: {speech.title}"]
    assert found["og:description"] == ["Misattributed."]
    assert found["robots"] == ["noindex"]
    assert speech.summary[:20] not in html.tostring(head, encoding="unicode")
    assert set(graph(head)) == {
        "@context",
        "@type",
        "url",
        "headline",
        "inLanguage",
        "image",
        "publisher",
    }


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_all_of_it_stands_within_the_first_4_kb(client, language):
    """Right-to-left letters take two bytes each; the previews' readers stop early."""
    words = {
        "en": "Water supply of ",
        "fr": "L’été où l’",
        "es": "¿Cuándo? ",
        "ar": "إمدادات المياه ",
    }
    entry = entry_with(
        language=language,
        title=words[language] * 6,
        summary=words[language] * 60,
        url=f"{settings.BASE_URL}/{language}/speeches/2026-10-14-amina-okafor-7k3m2qx9ab4c/",
    )
    actions.publish([entry])

    body = client.get(urlsplit(entry.url).path).content

    assert b"twitter:image:alt" in body[:FIRST]
    assert b"og:image:alt" in body[:FIRST]
    assert b"og:url" in body[:FIRST]


@override_settings(FEDIVERSE_CREATOR="@parliament@social.example")
def test_the_parliament_is_named_as_the_author_in_the_fediverse(page, speech):
    assert properties(page(speech.url))["fediverse:creator"] == ["@parliament@social.example"]


def test_without_an_account_nobody_is_named(page, speech):
    assert "fediverse:creator" not in properties(page(speech.url))


def test_no_text_leaves_the_block_of_data():
    text = "</script><script>alert(1)</script><!--\u2028&amp;"
    entry = entry_with(title=text, summary=text, source=text)

    block = structured.block(metadata.of_entry(entry, text), entry)

    assert block.count("<") == 2
    assert "\u2028" not in block
    assert json.loads(block.partition(">")[2].rpartition("<")[0])["headline"] == text


@pytest.mark.skipif(not HOSTILE.exists(), reason="the hostile strings are not there")
def test_no_hostile_string_leaves_the_head(client):
    strings = json.loads(HOSTILE.read_text(encoding="utf-8"))
    entry = entry_with()
    for number in range(0, len(strings), 40):
        text = " ".join(strings[number : number + 40])
        person = replace(entry.participants[0], name=text, role=text, group=text)
        actions.publish(
            [replace(entry, title=text, summary=text, source=text, participants=(person,))]
        )

        head = head_of(client.get(f"/en/speeches/{entry.thing}/", follow=True))

        assert {item.get("type") or item.get("src") for item in head.iter("script")} <= {
            "application/ld+json",
            *(item.get("src") for item in head.iter("script")),
        }
        assert len(head.xpath("script")) == 2
        assert len(head.xpath("link[@rel='canonical']")) == 1
        assert [
            name for item in head.iter("*") for name in item.attrib if name.startswith("on")
        ] == []
        graph(head)


def test_a_preview_is_no_way_to_follow(page, client, speech):
    text = client.get(urlsplit(speech.url).path).content.decode()

    assert f'href="{settings.EMBED_URL}/cards/' not in text


def test_other_pointers_stay_in_the_head(monkeypatch, page, speech):
    link = Link("alternate", "https://e.example/oembed", "oEmbed", "application/json+oembed")
    monkeypatch.setattr(queries, "offers_of", lambda selection: (link,))

    (found,) = page(speech.url).xpath("link[@type='application/json+oembed']")

    assert found.get("href") == "https://e.example/oembed"
