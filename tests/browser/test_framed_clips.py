"""A clip in a frame: only its seconds play, its words follow, captions are the reader's; in WordPress's sandbox too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page

from tests.browser.conftest import Demo
from tests.browser.pages import framed, inside, shown

pytestmark = pytest.mark.browser

FROM, TO = 12, 48
CLIP = f"t={FROM},{TO}/"
ROUGHLY = 0.35
"""Seconds within which a browser tells how far a video is."""

WATCH = """() => { window.seen = []; video.muted = true;
    video.addEventListener("timeupdate", () => seen.push(video.currentTime)); }"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 700, "height": 900})
    yield made
    made.close()


def clip(context: BrowserContext, demo: Demo, language: str = "en", **more: str) -> Frame:
    """Return the frame of a clip, shown on another origin."""
    address = demo.embed.replace("/e/en/", f"/e/{language}/") + CLIP
    page, _ = shown(context, framed(address, **more))
    frame = inside(page)
    frame.locator("video").wait_for()
    frame.evaluate(WATCH)
    return frame


def until(frame: Frame, holds: str, timeout: int = 15_000) -> None:
    """Wait until something holds; the frame's own policy forbids what Playwright does to wait."""
    for _attempt in range(timeout // 100):
        if frame.evaluate(holds):
            return
        frame.page.wait_for_timeout(100)
    raise AssertionError(f"{holds}, at {frame.evaluate('video.currentTime')}")


def hurry(frame: Frame, to: float) -> None:
    """Go on to a second of the recording."""
    frame.evaluate("to => { video.currentTime = to; }", to)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_only_the_clip_plays_with_captions_in_the_readers_language(
    context: BrowserContext, demo: Demo, language: str
) -> None:
    frame = clip(context, demo, language)
    assert frame.evaluate("[...video.textTracks].map(track => track.mode)") == ["disabled"] * 4

    frame.locator("button").first.click()
    until(frame, f"video.currentTime > {FROM + 1}")
    showing = "[...video.textTracks].filter(one => one.mode === 'showing').map(one => one.language)"
    assert frame.evaluate(showing) == [language]
    until(frame, "[...video.textTracks].some(one => one.cues?.length)")

    hurry(frame, TO - 1)
    until(frame, "video.paused", timeout=15_000)
    times = frame.evaluate("seen.filter(time => time)")
    assert FROM - ROUGHLY <= min(times) <= max(times) <= TO + ROUGHLY


def test_whoever_leaves_the_clip_is_taken_back(context: BrowserContext, demo: Demo) -> None:
    frame = clip(context, demo)
    frame.locator("button").first.click()
    until(frame, f"video.currentTime > {FROM}")

    hurry(frame, 2)
    until(frame, "video.paused")

    frame.evaluate("video.play()")
    until(frame, f"video.currentTime > {FROM + 0.2}")
    assert frame.evaluate("video.currentTime") < FROM + 5


def test_the_words_follow_and_lead_back(context: BrowserContext, demo: Demo) -> None:
    frame = clip(context, demo)
    frame.locator("button").first.click()
    until(frame, f"video.currentTime > {FROM}")

    hurry(frame, 24.5)
    current = frame.locator("[aria-current]")
    until(frame, "document.querySelector('[aria-current]')?.value > 23")
    assert "Under clause 14" in current.inner_text()

    frame.get_by_text("They kept every letter.").click()
    until(frame, "video.currentTime >= 36 && video.currentTime < 39")
    assert "They kept every letter." in frame.locator("[aria-current]").inner_text()


def test_a_reader_may_mark_words_without_jumping(context: BrowserContext, demo: Demo) -> None:
    frame = clip(context, demo)

    frame.get_by_text("They kept every letter.").dblclick()

    assert frame.evaluate("getSelection().toString()") != ""
    frame.page.wait_for_timeout(300)
    assert frame.evaluate("video.currentTime") <= 36.1 + 1


def test_a_keyboard_is_enough(context: BrowserContext, demo: Demo) -> None:
    frame = clip(context, demo)

    frame.locator("button").nth(1).focus()
    frame.page.keyboard.press("Enter")

    until(frame, "video.currentTime >= 21")


def test_a_clip_shows_its_own_words_says_so_and_leads_to_the_whole(
    context: BrowserContext, demo: Demo
) -> None:
    frame = clip(context, demo)
    words = frame.locator(".words").inner_text()

    assert "[…]" in words
    assert "it says who must answer when a tap runs dry" not in words
    assert frame.locator(".notice").first.inner_text().startswith("Excerpt, from 0:12 to 0:48")

    frame.get_by_text("The whole speech").click()
    frame.get_by_text("it says who must answer when a tap runs dry").wait_for()


NUMBER = "aB3dE5fG7h"
WORDPRESS = """
    window.heights = []; window.followed = [];
    const secret = "aB3dE5fG7h", frame = () => document.querySelector("iframe");
    addEventListener("message", ({data, source}) => {
        if (source !== frame().contentWindow || data?.secret !== secret) return;
        if (data.message === "height") heights.push(data.value);
        if (data.message === "link" && new URL(data.value).host === new URL(frame().src).host)
            followed.push(data.value);
    });
    addEventListener("load", () => frame().contentWindow.postMessage({message: "ready", secret}, "*"));
"""
"""What WordPress does on its pages, as its handbook tells it."""


def wordpress(context: BrowserContext, demo: Demo) -> tuple[Page, Frame]:
    """Return a page that shows the clip as WordPress does: sandboxed, hidden until a height comes."""
    address = f"{demo.embed}{CLIP}#?secret={NUMBER}"
    hidden = ' style="position:absolute;visibility:hidden"'
    iframe = framed(address, sandbox="allow-scripts", more=hidden).replace(' loading="lazy"', "")
    page, _ = shown(context, f"<script>{WORDPRESS}</script>{iframe}")
    page.wait_for_function("heights.length")
    page.evaluate("document.querySelector('iframe').removeAttribute('style')")
    return page, inside(page)


def test_in_wordpress_the_height_is_told_with_the_secret(
    context: BrowserContext, demo: Demo
) -> None:
    page, _ = wordpress(context, demo)

    page.wait_for_function("200 <= heights.at(-1) && heights.at(-1) <= 1000")


def test_in_wordpress_the_poster_shows_and_the_clip_plays_with_captions(
    context: BrowserContext, demo: Demo
) -> None:
    page, frame = wordpress(context, demo)
    frame.evaluate(WATCH)
    page.wait_for_load_state("networkidle")
    assert frame.evaluate(
        "performance.getEntriesByType('resource').some(one => one.name === video.poster && one.responseStatus === 200)"
    )

    frame.locator("button").first.click()
    until(frame, f"video.currentTime > {FROM}")
    until(frame, "[...video.textTracks].some(one => one.mode === 'showing' && one.cues?.length)")


def test_in_wordpress_a_link_leads_out_by_way_of_the_embed_host(
    context: BrowserContext, demo: Demo
) -> None:
    page, frame = wordpress(context, demo)

    frame.locator("h1 a").click()
    page.wait_for_function("followed.length")
    (link,) = page.evaluate("followed")

    page.goto(link)
    assert page.url.startswith(f"{demo.site}/en/speeches/")


def test_a_link_opens_beside_the_page_that_frames_it(context: BrowserContext, demo: Demo) -> None:
    frame = clip(context, demo)

    with context.expect_page() as opened:
        frame.get_by_text("Full debate").click()

    assert opened.value.url.startswith(f"{demo.site}/en/sittings/")
    assert opened.value.evaluate("origin") == demo.site
