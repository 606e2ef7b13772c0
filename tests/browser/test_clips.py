"""A clip in a real browser: it plays its range and nothing else, is made of words, and its address opens elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Demo
from tests.browser.test_pages import keep, path, violations

pytestmark = pytest.mark.browser

START, END = 12.4, 48
TIME = "document.querySelector('video').currentTime"
PAUSED = "document.querySelector('video').paused"
CAPTIONS = """[...document.querySelector('video').textTracks]
    .filter(track => track.mode === 'showing').map(track => track.language)"""
SELECT = """([first, last]) => {
    const words = [...document.querySelectorAll('.transcript .words')].filter(one =>
        one.textContent.includes(first) || one.textContent.includes(last));
    const [from, until] = [words[0].firstChild, words.at(-1).firstChild];
    getSelection().setBaseAndExtent(from, 3, until, 9);
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that complains of nothing."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def clip(demo: Demo, language: str = "en", times: str = f"{START},{END}") -> str:
    """Return the address of a clip of the demo's speech."""
    return f"{demo.speech}t={times}/".replace("/en/", f"/{language}/")


def play(page: Page, *, to: float | None = None) -> None:
    """Play, quickly where a moment is to be reached."""
    page.evaluate("document.querySelector('video').muted = true")
    page.evaluate("document.querySelector('video').play()")
    page.wait_for_function(f"{TIME} > {START}")
    if to is not None:
        page.evaluate("document.querySelector('video').playbackRate = 8")
        page.wait_for_function(f"{TIME} >= {to} || {PAUSED}")


def test_a_clip_plays_only_its_range(page: Page, demo: Demo) -> None:
    page.goto(clip(demo))

    play(page)
    began = page.evaluate(TIME)
    play(page, to=60)
    page.wait_for_function(PAUSED)

    assert START <= began < START + 3
    assert END - 0.5 <= page.evaluate(TIME) <= END + 0.1


def test_nobody_winds_a_clip_out_of_its_range(page: Page, demo: Demo) -> None:
    page.goto(clip(demo, times="12.4,30"))
    play(page)

    found = []
    for moment in (2, 45, 20):
        page.evaluate(f"document.querySelector('video').currentTime = {moment}")
        page.wait_for_function("!document.querySelector('video').seeking")
        found.append(page.evaluate(TIME))

    assert 12.4 <= found[0] < 13.5
    assert 29.5 <= found[1] <= 30.1
    assert 20 <= found[2] < 21


def test_a_clip_that_ended_begins_again_at_its_start(page: Page, demo: Demo) -> None:
    page.goto(clip(demo, times="12.4,16"))
    play(page, to=60)
    page.wait_for_function(PAUSED)

    page.evaluate("document.querySelector('video').playbackRate = 1")
    page.evaluate("document.querySelector('video').play()")
    page.wait_for_function(f"!{PAUSED}")

    assert 12.3 <= page.evaluate(TIME) < 14


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_it_plays_with_captions_in_the_readers_language(
    page: Page, demo: Demo, language: str
) -> None:
    page.goto(clip(demo, language))
    before = page.evaluate(CAPTIONS)

    play(page)

    assert (before, page.evaluate(CAPTIONS)) == ([], [language])


def test_the_transcript_follows_and_leads(page: Page, demo: Demo) -> None:
    page.goto(clip(demo))
    play(page)
    page.wait_for_selector(".transcript [aria-current=true]")

    page.get_by_role("button", name="0:36").click()
    page.wait_for_function(f"{TIME} >= 36")
    page.wait_for_function(
        "document.querySelector('[aria-current=true] .words')?.textContent.includes('every letter')"
    )

    assert page.locator(".transcript [aria-current]").count() == 1


def test_words_that_are_selected_make_the_address_and_it_opens_elsewhere(
    page: Page, browser: Browser, demo: Demo
) -> None:
    page.goto(demo.speech)
    page.get_by_text("Transcript and clips").click()

    page.evaluate(SELECT, ["Tarn Street", "every letter"])

    address = page.get_by_label("Address of the clip")
    page.wait_for_function("document.querySelector('#clip-address').value")
    assert address.input_value() == f"{demo.speech}t=13.4,37.5/"
    assert page.locator("output").inner_text() == "0:24"
    shared = address.input_value()
    elsewhere = browser.new_context().new_page()
    elsewhere.goto(shared)
    assert elsewhere.url == shared
    assert elsewhere.locator("mark").first.inner_text().startswith("I want to speak about Tarn")
    assert elsewhere.locator("mark").last.inner_text() == "They kept every letter."
    elsewhere.context.close()


def test_a_clip_is_made_with_the_keyboard_alone(page: Page, demo: Demo) -> None:
    page.goto(demo.speech)
    page.get_by_text("Transcript and clips").focus()
    page.keyboard.press("Enter")
    handles = page.get_by_role("slider")

    handles.first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    handles.last.focus()
    page.keyboard.press("ArrowLeft")

    assert handles.first.get_attribute("aria-label") == "The clip begins with"
    assert "Tarn Street" in str(handles.first.get_attribute("aria-valuetext"))
    assert page.get_by_label("Address of the clip").input_value() == f"{demo.speech}t=13.4,40.6/"
    page.get_by_role("button", name="Share this clip").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{demo.speech}t=13.4,40.6/")


def test_handles_are_dragged(page: Page, demo: Demo) -> None:
    page.goto(demo.speech)
    page.get_by_text("Transcript and clips").click()
    handle = page.get_by_role("slider").last
    handle.scroll_into_view_if_needed()
    box: Any = handle.bounding_box()

    page.mouse.move(box["x"] + box["width"] - 8, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=8)
    page.mouse.up()

    assert page.get_by_label("Address of the clip").input_value() == f"{demo.speech}t=0.9,28.5/"


def test_the_address_is_copied(browser: Browser, demo: Demo) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(clip(demo))

    page.locator("form.clip").get_by_role("button", name="Copy").click()

    assert page.evaluate("navigator.clipboard.readText()") == clip(demo)
    context.close()


def test_a_touch_selects_words_too(browser: Browser, demo: Demo) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(demo.speech)
    page.get_by_text("Transcript and clips").tap()

    page.evaluate(SELECT, ["plain question", "plain question"])

    page.wait_for_function("document.querySelector('#clip-address').value")
    assert page.locator("#clip-address").input_value() == f"{demo.speech}t=21,23.4/"
    context.close()


def test_without_script_the_form_leads_to_the_clip_and_the_player_knows_its_range(
    browser: Browser, demo: Demo
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(demo.speech)
    page.get_by_text("Transcript and clips").click()

    page.get_by_label("The clip begins with").select_option("13.43-20.21")
    page.get_by_label("The clip ends with").select_option("36.01-37.42")
    page.get_by_role("button", name="Share this clip").click()

    assert page.url == f"{demo.speech}t=13.4,37.5/"
    assert str(page.locator("video source").get_attribute("src")).endswith("#t=13.4,37.5")
    assert page.get_by_role("button", name="Copy").count() == 0
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_pages_of_clips_are_accessible(
    browser: Browser, demo: Demo, language: str, width: int, scheme: Any
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{demo.site}/{language}/videos/")
    video = path(page.locator(f"main a[href*='/{language}/videos/']").first.get_attribute("href"))

    for name, address in (
        ("clip", clip(demo, language)),
        ("speech", demo.speech.replace("/en/", f"/{language}/")),
        ("video", f"{demo.site}{video}t=7,20/"),
    ):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        keep(page, f"clips-{name}-{language}-{width}-{scheme}")

        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert violations(page) == [], address
    context.close()


def test_a_recording_that_the_browser_cannot_play_is_said_to_be_one(
    browser: Browser, demo: Demo
) -> None:
    page = browser.new_page()
    page.route("**/*.mp4", lambda route: route.fulfill(body="nothing", content_type="video/mp4"))
    page.goto(demo.speech)

    page.evaluate("() => { document.querySelector('video').play().catch(() => {}) }")

    page.get_by_text("Your browser cannot play this recording.").wait_for()
    page.close()
