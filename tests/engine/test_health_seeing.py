"""Of a request to an embed only its site's origin, its type and its form are seen, whatever strangers send."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import example, given
from hypothesis import strategies as some

from syndication.health import report
from syndication.health.seeing import EMBEDS, KINDS, Form, Outcome, outcome_of, seen
from syndication.health.sites import LONGEST, UNTOLD, site
from tests.texts.hostile import Chance, text

SPEECH = "/e/en/speech/t00000000001/"
ORIGIN = re.compile(r"https?://([a-z0-9_-]+\.)+[a-z][a-z0-9-]*(:[0-9]{1,5})?")


@pytest.mark.parametrize(
    ("told", "origin"),
    [
        ("https://www.member.example/", "https://www.member.example"),
        ("https://WWW.Member.Example/news/?id=7#top", "https://www.member.example"),
        ("https://member.example?x", "https://member.example"),
        ("https://member.example", "https://member.example"),
        ("http://member.example:80/", "http://member.example"),
        ("https://member.example:443/", "https://member.example"),
        ("https://member.example:8443/", "https://member.example:8443"),
        ("https://member.example./", "https://member.example"),
        ("https://xn--mnchen-3ya.example/", "https://xn--mnchen-3ya.example"),
    ],
)
def test_a_site_is_its_origin(told, origin):
    assert site(told) == origin


@pytest.mark.parametrize(
    "told",
    [
        "",
        "null",
        "about:client",
        "file:///home/amina/notes.html",
        "chrome-extension://aapbdbdomjkkjkaonfhkkikfgjllcleb/",
        "android-app://org.example.reader/",
        "data:text/html,x",
        "javascript:alert(1)",
        "https://amina:secret@member.example/",
        "https://member.example:80@evil.example/",
        "https://192.0.2.17/",
        "https://[2001:db8::17]/",
        "https://0x7f.1/",
        "http://localhost:8000/",
        "http://intranet/",
        "https://münchen.example/",
        "https://mÃ¼nchen.example/",
        "https://member.example:99999/",
        "https://member.example:0x1f/",
        "https://member..example/",
        "https://.example/",
        "https://member.example\r\nX-Evil: 1",
        "https://member.example\\@evil.example/",
        " https://member.example/",
        f"https://{'a' * 64}.example/",
        f"https://{'a.' * 130}example/",
        "https://<script>alert(1)</script>.example/",
    ],
)
def test_what_is_no_public_sites_name_is_not_told(told):
    assert site(told) == UNTOLD


def test_the_origin_is_asked_before_the_referrer_and_null_is_none():
    assert site("https://a.example", "https://b.example/") == "https://a.example"
    assert site("null", "https://b.example/") == "https://b.example"


@given(some.text() | some.integers(0, 2**32).map(lambda number: text(Chance(number))))
@example("https://member.example/" + "x" * 100_000)
def test_whatever_is_sent_a_site_is_an_origin_or_nothing(told):
    for sent in (told, f"https://{told}", f"https://{told}/", f"https://member.example/{told}"):
        found = site(sent)

        assert found == UNTOLD or ORIGIN.fullmatch(found)
        assert len(found) <= LONGEST + len("https://:65535")


@given(some.text(), some.text())
def test_nothing_but_the_origin_is_kept(path, destination):
    told = {"referer": f"https://member.example/{path}", "sec-fetch-dest": destination}

    found = seen(SPEECH, told)

    assert found[0] == "https://member.example"
    assert found.kind == "speech"
    assert found.form in Form.values


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        *((f"/e/fr/{word}/t00000000001/", word) for word in EMBEDS),
        ("/e/en/speech/t00000000001/t=12.4,48/theme=dark/", "speech"),
        ("/e/en/latest/kind:speech/", "latest"),
        ("/e/en/poem/t00000000001/", "other"),
        ("/e/speech/123", "other"),
        ("/cards/en/t00000000001.png", "card"),
        ("/w.js", "script"),
    ],
)
def test_it_is_seen_what_is_embedded(path, kind):
    assert seen(path, {}).kind == kind


@pytest.mark.parametrize(
    "path",
    ["/", "/favicon.ico", "/media/videos/a.mp4", "/t/secret/e/en/speech/t00000000001/", "/wp.php"],
)
def test_what_is_no_embed_is_not_seen_and_neither_is_what_somebody_plays(path):
    assert seen(path, {}) is None


@pytest.mark.parametrize("wish", [{"dnt": "1"}, {"sec-gpc": "1"}, {"dnt": "1x", "referer": "x"}])
def test_who_wishes_not_to_be_counted_is_not(wish):
    assert seen(SPEECH, wish) is None


@pytest.mark.parametrize("wish", [{"dnt": "0"}, {"dnt": ""}, {"sec-gpc": ""}, {"sec-gpc": "0"}])
def test_who_wishes_nothing_is(wish):
    assert seen(SPEECH, wish) is not None


@pytest.mark.parametrize(
    ("destination", "form"),
    [
        ("iframe", "framed"),
        ("object", "framed"),
        ("document", "opened"),
        ("image", "part"),
        ("empty", "part"),
        ("", "untold"),
    ],
)
def test_a_frame_is_told_from_a_page_where_the_browser_tells(destination, form):
    assert seen(SPEECH, {"sec-fetch-dest": destination}).form == form


def test_a_theme_is_a_version():
    assert seen(f"{SPEECH}theme=dark/", {}).theme == "dark"
    assert seen(f"{SPEECH}theme=pink/", {}).theme == ""


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, "shown"), (304, "shown"), (301, "moved"), (400, "wrong"), (404, "missing"), (410, "gone"),
        (429, "limited"), (405, "refused"), (500, "failed"), (503, "failed"), (999, "failed"),
    ],
)  # fmt: skip
def test_a_status_has_a_meaning(status, outcome):
    assert outcome_of(status) == outcome


def test_the_report_has_words_for_everything_that_is_counted():
    assert set(report.KINDS) == set(KINDS)
    assert {*report.ADVICE, Outcome.SHOWN} == set(Outcome)


def test_every_embed_there_is_an_address_of_is_known_by_its_word():
    assert words(get_resolver(settings.EMBED_URLCONF).url_patterns) <= {*EMBEDS}


def words(patterns) -> set[str]:
    """Return the words after the language in the addresses of embeds."""
    found = set()
    for item in patterns:
        if isinstance(item, URLResolver):
            found |= words(item.url_patterns)
        elif isinstance(item, URLPattern):
            parts = str(item.pattern).split("/")
            if parts[0] == "e" and len(parts) > 2 and "<" not in parts[2]:
                found.add(parts[2])
    return found
