"""Embeds at their addresses: what every site may show, and nothing that follows its readers."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.conf import settings

from plugins.widgets.renderers import frame
from plugins.widgets.renderers.frame import built
from syndication import actions
from syndication.testing import entry_with

pytestmark = pytest.mark.django_db

HOST = {"host": urlsplit(settings.EMBED_URL).netloc}
SPEECH = f"/e/en/speech/{entry_with().thing}/"
LATEST = "/e/en/latest/kind:speech/"


@pytest.fixture(autouse=True)
def spoken():
    actions.publish([entry_with(), *(entry_with(thing=f"t{number:011}") for number in range(9))])


def directives(answer):
    parts = (part.split(maxsplit=1) for part in answer["Content-Security-Policy"].split(";"))
    return {part[0]: part[1] if len(part) > 1 else "" for part in parts}


@pytest.mark.parametrize("address", [SPEECH, LATEST])
def test_an_embed_brings_the_headers_that_let_everybody_show_it(client, address):
    answer = client.get(address, headers=HOST)

    assert answer.status_code == 200
    assert {
        name: answer[name]
        for name in (
            "Content-Type",
            "Cross-Origin-Embedder-Policy",
            "Cross-Origin-Resource-Policy",
            "Referrer-Policy",
            "X-Content-Type-Options",
            "X-Robots-Tag",
            "Permissions-Policy",
        )
    } == {
        "Content-Type": "text/html; charset=utf-8",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
        "Permissions-Policy": (
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=(),"
            " fullscreen=(self)"
        ),
    }


@pytest.mark.parametrize("address", [SPEECH, LATEST])
def test_an_embed_may_be_framed_by_anybody_and_knows_nobody(client, address):
    client.cookies["sessionid"] = "somebody"

    answer = client.get(address, headers=HOST)

    assert "X-Frame-Options" not in answer
    assert "frame-ancestors" not in directives(answer)
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize("address", [SPEECH, LATEST])
def test_the_policy_of_an_embed_allows_its_style_and_its_hosts_media_only(client, address):
    policy = directives(client.get(address, headers=HOST))

    assert policy.pop("style-src").startswith("'sha256-")
    assert policy.pop("script-src").startswith("'sha256-")
    assert policy == {
        "default-src": "'none'",
        "img-src": settings.EMBED_URL,
        "media-src": settings.EMBED_URL,
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }


def test_the_policy_names_media_hosts_and_what_plays_their_streams(settings):
    settings.MEDIA_HOSTS = ("https://media.parliament.example",)
    frame.headers.cache_clear()
    policy = directives(dict(frame.headers()))
    frame.headers.cache_clear()
    media = f"{settings.EMBED_URL} https://media.parliament.example"

    assert (policy["img-src"], policy["connect-src"]) == (media, media)
    assert policy["media-src"] == f"{media} blob:"
    main, stream, library = policy["script-src"].split()
    assert [main[:8], stream[:8]] == ["'sha256-"] * 2
    assert library == f"{settings.EMBED_URL}/static/frontend/hls.js"


def test_a_reader_who_has_an_embed_is_told_so(client):
    first = client.get(SPEECH, headers=HOST)

    again = client.get(SPEECH, headers={**HOST, "if-none-match": first["ETag"]})

    assert (again.status_code, again.getvalue()) == (304, b"")
    assert "X-Frame-Options" not in again


def test_only_speeches_have_a_speech_embed(client):
    actions.publish([entry_with(thing="b00000000001", kind="bill")])

    assert client.get("/e/en/speech/b00000000001/", headers=HOST).status_code == 404


def test_a_language_without_a_translation_shows_the_original(client):
    answer = client.get(SPEECH.replace("/en/", "/fr/"), headers=HOST)

    assert answer.status_code == 200
    assert entry_with().title in answer.content.decode()


def test_the_latest_are_as_many_as_the_setting_says(client):
    number = apps.get_app_config("widgets").settings.latest

    text = client.get(LATEST, headers=HOST).content.decode()

    assert text.count(f">{entry_with().title}<") + text.count(f": {entry_with().title}<") == number


def test_an_embed_that_is_not_there_says_so_inside_the_frame(client):
    answer = client.get("/e/en/speech/nothing/", headers=HOST)

    assert answer.status_code == 404
    assert answer.content.startswith(b"<!doctype html>")
    assert not answer.cookies


@pytest.mark.parametrize("address", ["/admin/", "/en/", "/api/v1/entries/", "/admin/login/"])
def test_nothing_with_a_form_or_a_session_lives_on_the_embed_host(client, address):
    assert client.get(address, headers=HOST).status_code == 404


def test_the_style_is_small_and_fetches_nothing():
    assert len(built("embed.css").encode()) < 8_000
    assert not {"url(", "@import", "expression("} & {
        token for token in ("url(", "@import", "expression(") if token in built("embed.css")
    }
