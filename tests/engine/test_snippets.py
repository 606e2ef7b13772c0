"""What is pasted into other people's pages: short, escaped, and whole without a script."""

from __future__ import annotations

import json
import re

import pytest
from lxml import html

from syndication import snippets
from syndication.contract import Embed

SPEECH = Embed(
    "https://embed.parliament.example/e/en/speech/7k3m2qx9ab4c/",
    "Water supply, Amina Okafor",
    "speech",
    656,
)
WORDS = snippets.Quotation(
    "https://parliament.example/en/speeches/2026-10-14-amina-okafor-7k3m2qx9ab4c/",
    "Amina Okafor · Member for Harbour East · Water supply · 14 October 2026",
    "The reservoirs stand at half of what they held in spring.",
    "en",
    "ltr",
    "en",
    "ltr",
)
HOSTILE = "\"'><script>alert(1)</script><!-- --> & ]]>"


def test_the_frame_is_what_the_contract_says():
    assert snippets.frame(SPEECH) == (
        '<iframe src="https://embed.parliament.example/e/en/speech/7k3m2qx9ab4c/"'
        ' title="Water supply, Amina Okafor" width="100%" height="656" loading="lazy"'
        ' sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"'
        ' allow="fullscreen" referrerpolicy="no-referrer" frameborder="0"></iframe>'
    )


@pytest.mark.parametrize("title", ["Water " * 100, "&" * 400, "ماء " * 100])
def test_a_frame_stays_short_however_long_the_title(title):
    code = snippets.frame(Embed(SPEECH.url, title, "speech", 656))

    assert len(code) <= snippets.LIMIT
    assert html.fromstring(code).get("title").endswith("…")


def test_a_frame_with_a_long_address_still_has_a_title():
    code = snippets.frame(Embed(f"{SPEECH.url}{'x' * 400}/", "Water supply", "latest", 480))

    assert html.fromstring(code).get("title") == "Water supply"


@pytest.mark.parametrize(
    ("size", "pixels"), [("small", "492"), ("medium", "656"), ("large", "820")]
)
def test_there_are_three_sizes_on_the_grid(size, pixels):
    assert html.fromstring(snippets.frame(SPEECH, size)).get("height") == pixels


def test_the_whole_is_words_frame_and_one_script_of_the_embed_host():
    code = snippets.whole(SPEECH, WORDS)

    parts = html.fragments_fromstring(code)
    assert [part.tag for part in parts] == ["blockquote", "iframe", "script"]
    assert code.endswith(
        '<script async referrerpolicy="no-referrer" src="https://embed.parliament.example/w.js"></script>'
    )
    assert len(code) <= 900


def test_words_say_their_language_and_lead_to_where_they_stand():
    quote = html.fromstring(snippets.quotation(WORDS))

    assert quote.tag == "blockquote"
    assert quote.get("cite") == quote.find(".//a").get("href") == WORDS.url
    assert (quote.get("lang"), quote.get("dir")) == ("en", "ltr")
    assert quote.find("p").text == WORDS.words


def test_without_words_only_the_source_is_named():
    quote = html.fromstring(snippets.quotation(snippets.Quotation(WORDS.url, "Water bill")))

    assert quote.text_content() == "Water bill"
    assert "lang" not in quote.attrib


def test_hostile_texts_stay_texts():
    embed = Embed("https://embed.parliament.example/w/", HOSTILE, "speech", 656)
    quoted = snippets.Quotation(f"{WORDS.url}{HOSTILE}", HOSTILE, HOSTILE, "en", "ltr", "en", "ltr")

    for code in (snippets.frame(embed), snippets.quotation(quoted), snippets.whole(embed, quoted)):
        scripts = list(html.fromstring(f"<div>{code}</div>").iter("script"))
        assert [script.get("src") for script in scripts] in (
            [],
            ["https://embed.parliament.example/w.js"],
        )
        assert "alert(1)</" not in code


def test_a_hostile_address_stays_an_address():
    address = f"{SPEECH.url}?{HOSTILE}"

    frame = html.fromstring(snippets.frame(Embed(address, "Water", "speech", 656)))

    assert frame.get("src") == address


@pytest.mark.parametrize("address", [WORDS.url, f"{WORDS.url}a--b-->{HOSTILE}"])
def test_wordpress_gets_the_block_it_would_write_itself(address):
    code = snippets.wordpress(address)

    opening, body = re.fullmatch(
        r"<!-- wp:embed (\{.*?\}) -->\n(<figure.*</figure>)\n<!-- /wp:embed -->", code, re.DOTALL
    ).groups()
    assert json.loads(opening) == {"url": address}
    assert "--" not in opening
    assert html.fromstring(body).text_content().strip() == address
