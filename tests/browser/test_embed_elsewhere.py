"""The embed on somebody else's page, under that page's strict policy and with scripts switched off."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Demo
from tests.browser.pages import HOST, framed, inside, shown

pytestmark = pytest.mark.browser

BOXES = (
    (256, 420),
    (280, 480),
    (320, 568),
    (400, 400),
    (400, 656),
    (600, 656),
    (800, 480),
    (800, 656),
)
LOOKS = {
    "as it is": " ",
    "with letters twice as large": "html { font-size: 200% }",
    "with the spacing of WCAG 1.4.12": (
        "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
        " p { margin-block-end: 2em !important }"
    ),
}
SIZE = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
SIDEWAYS = """[...document.querySelectorAll("body *")]
    .filter(one => one.clientWidth && one.scrollWidth > one.clientWidth + 1 && !one.matches(".facts"))
    .map(one => one.outerHTML.slice(0, 80))"""

STORED = """async () => localStorage.length + sessionStorage.length
    + (self.indexedDB ? (await indexedDB.databases()).length : 0)"""


@pytest.mark.parametrize("scripts", [False, True], ids=["scripts off", "scripts on"])
def test_a_speech_shows_on_a_members_own_page(browser: Browser, demo: Demo, scripts: bool) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    hosts: set[str] = set()
    complaints: list[str] = []
    page.on("request", lambda request: hosts.add(str(urlsplit(request.url).hostname)))
    page.on("console", lambda message: complaints.append(message.text))

    page.goto(demo.member)
    frame = page.frame_locator("iframe")
    frame.get_by_text("it says who must answer when a tap runs dry").wait_for()

    assert frame.get_by_text("Amina Okafor").count() >= 1
    assert hosts <= {"member.localhost", "embed.localhost"}
    assert complaints == []
    assert context.cookies() == []
    context.close()


def test_nothing_is_kept_and_no_request_tells_the_page(browser: Browser, demo: Demo) -> None:
    context = browser.new_context()
    address = urlsplit(demo.embed)
    loader = f'<script async referrerpolicy="no-referrer" src="//{address.netloc}/w.js"></script>'

    page, seen = shown(context, framed(demo.embed, sandbox=None) + loader)
    inside(page).locator("footer a").first.wait_for()
    page.wait_for_load_state("networkidle")
    asked = {urlsplit(asked).hostname: referer for asked, referer in seen.requests}
    page.goto(demo.embed)

    assert asked == {HOST: "", address.hostname: ""}
    assert page.evaluate(STORED) == 0
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_an_embed_fits_its_box(browser: Browser, demo: Demo, language: str, look: str) -> None:
    assert_each_fits(browser, embeds(demo, language), look)


def assert_each_fits(browser: Browser, addresses: Iterable[str], look: str) -> None:
    """Look at embeds in every box, in a style that makes them larger."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()

    for address in addresses:
        page.goto(address)
        page.add_style_tag(content=LOOKS[look])
        for width, height in BOXES:
            page.set_viewport_size({"width": width, "height": height})

            assert page.evaluate(SIZE) == [width, height], (address, width, height)
            assert page.evaluate(SIDEWAYS) == [], (address, width, height)
    context.close()


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_all_of_an_embed_can_be_reached_in_the_smallest_box(
    browser: Browser, demo: Demo, language: str
) -> None:
    width, height = BOXES[0]
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()

    for address in embeds(demo, language):
        page.goto(address)
        last = page.locator("footer a").last
        last.focus()

        box = last.bounding_box()
        assert box, address
        assert 0 <= box["y"] <= box["y"] + box["height"] <= height, address
    context.close()


def embeds(demo: Demo, language: str) -> tuple[str, ...]:
    """Return the addresses of a speech, of a clip of it and of the latest, in a language."""
    base, _, rest = demo.embed.partition("/e/en/")
    paths = (rest, f"{rest}t=12,40/", "latest/kind:speech/")
    return tuple(f"{base}/e/{language}/{path}" for path in paths)
