"""The embed of each kind of thing in Chromium: it fits its box, in every language, and nothing is out of reach."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Demo
from tests.browser.pages import SANDBOX, framed, inside, shown
from tests.browser.test_embed_elsewhere import BOXES, LOOKS, assert_each_fits
from tests.browser.test_frames import STYLED
from tests.browser.test_pages import LEFT_TO_THE_HOST, violations

pytestmark = pytest.mark.browser

QUERIES = {
    "member": ("member", "Okafor"),
    "member who left": ("member", "Kaminski"),
    "bill": ("bill", "Water Resources"),
    "bill that is law": ("bill", "Official Languages"),
    "sitting to come": ("sitting", "120"),
    "sitting that is over": ("sitting", "118"),
    "division": ("division", "Water Resources"),
    "video": ("video", "Okafor"),
}
STRICT = {
    "Content-Security-Policy": (
        "default-src 'self'; frame-src {}; require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
}
NO_SCRIPTS = "Blocked script execution"
"""What Chromium says of a sandbox that lets no script run."""
SPEECH = 'kind:speech text:"who must answer"'


@pytest.fixture(scope="module")
def things(demo: Demo) -> dict[str, tuple[str, str]]:
    """Name to kind and public id of what the demo parliament has of each kind."""
    found = {
        name: (kind, first(demo, f'kind:{kind} text:"{words}"'))
        for name, (kind, words) in QUERIES.items()
    }
    speech = read(demo, f"{first(demo, SPEECH)}/")
    debate = next(item["value"] for item in speech["facets"] if item["name"] == "debate")
    return {**found, "debate": ("debate", debate)}


def first(demo: Demo, query: str) -> str:
    """Return the public id of the first entry of a stream."""
    thing: str = read(demo, f"?limit=1&query={quote(query)}")["entries"][0]["thing"]
    return thing


def read(demo: Demo, rest: str) -> dict[str, Any]:
    """Read the API."""
    with urlopen(f"{demo.site}/api/v1/entries/{rest}", timeout=20) as answer:  # noqa: S310 (our own http address)
        found: dict[str, Any] = json.load(answer)
    return found


def addresses(demo: Demo, things: dict[str, tuple[str, str]], language: str) -> Iterator[str]:
    """Yield the address of each embed in a language."""
    host = demo.embed.partition("/e/")[0]
    for kind, thing in things.values():
        yield f"{host}/e/{language}/{kind}/{thing}/"
    yield f"{host}/e/{language}/latest/kind:speech/member:{things['member'][1]}/"
    yield f"{host}/e/{language}/latest/bills/"


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_it_fits_its_box(
    browser: Browser, demo: Demo, things: dict[str, tuple[str, str]], language: str, look: str
) -> None:
    assert_each_fits(browser, addresses(demo, things, language), look)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_all_of_it_can_be_reached_in_the_smallest_box(
    browser: Browser, demo: Demo, things: dict[str, tuple[str, str]], language: str
) -> None:
    width, height = BOXES[0]
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()

    for address in addresses(demo, things, language):
        page.goto(address)
        last = page.locator("footer a").last
        last.focus()

        box = last.bounding_box()
        assert box, address
        assert 0 <= box["y"] <= box["y"] + box["height"] <= height, address
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_axe_finds_nothing_wrong(
    browser: Browser, demo: Demo, things: dict[str, tuple[str, str]], language: str, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.set_viewport_size({"width": 600, "height": 656})

    for address in addresses(demo, things, language):
        page.goto(address)

        assert violations(page, without=LEFT_TO_THE_HOST) == [], address
    context.close()


@pytest.mark.parametrize("sandbox", [SANDBOX, "allow-scripts", ""], ids=["ours", "scripts", "all"])
def test_it_shows_on_a_strict_and_isolated_page_in_any_sandbox(
    browser: Browser, demo: Demo, things: dict[str, tuple[str, str]], sandbox: str
) -> None:
    strict = STRICT["Content-Security-Policy"].format(demo.embed.partition("/e/")[0])

    for address in addresses(demo, things, "fr"):
        context = browser.new_context()
        frame = framed(address, sandbox=sandbox)
        page, seen = shown(context, frame, {**STRICT, "Content-Security-Policy": strict})
        inside(page).locator("footer a").first.wait_for()

        assert inside(page).evaluate(STYLED) == "flex", address
        assert [one for one in seen.complaints if NO_SCRIPTS not in one] == [], address
        context.close()


def test_without_scripts_and_styles_of_ours_it_is_complete_all_the_same(
    browser: Browser, demo: Demo, things: dict[str, tuple[str, str]]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(f"{said.text} {said.location.get('url')}"))

    for address in addresses(demo, things, "en"):
        answer = page.goto(address)

        assert answer
        assert answer.status == 200, address
        assert page.locator("h1").inner_text(), address
        assert page.locator("footer a").count(), address
    assert [text for text in complaints if "favicon" not in text] == []
    context.close()
