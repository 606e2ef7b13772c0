"""The builder in a real browser: by keyboard alone, by hand, without script, and what it gives on another site."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page

from cms.demo import homepage
from tests.browser.conftest import Demo, free_port
from tests.browser.test_pages import LANGUAGES, keep, violations

pytestmark = pytest.mark.browser

WAYS = ("frame", "whole", "quotation", "address", "wordpress")
HOSTILE = (
    "\"'><script>alert(1)</script>",
    "</textarea><img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "{{ 7|add:7 }}{% debug %}",
    "\u202e\u2066 %00 \ufeff",
    "' OR 1=1; --",
    "a" * 3000,
)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A desktop that lets a page write to its clipboard, and notes what went wrong."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
    )
    yield context
    context.close()


def chosen(demo: Demo, language: str = "en", **asked: str) -> str:
    """Return the address of the builder with the demo's speech."""
    pairs = {"url": demo.speech, **asked}
    return f"{demo.site}/{language}/embed/?" + "&".join(
        f"{name}={quote(value, safe='')}" for name, value in pairs.items()
    )


def complaints(page: Page) -> list[str]:
    """Return what the console will say, policies that were broken among it."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def tab_to(page: Page, selector: str) -> None:
    """Press the tabulator until something has the focus."""
    for _press in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("one => document.activeElement?.matches(one)", selector):
            return
    pytest.fail(f"the tabulator does not lead to {selector}")


def press(page: Page, selector: str, *keys: str, until: str) -> None:
    """Go somewhere by tabulator, press keys or type words there, and wait for what comes of it."""
    tab_to(page, selector)
    for key in keys:
        page.keyboard.type(key) if " " in key else page.keyboard.press(key)
    page.locator(until).first.wait_for()


def width_of(page: Page) -> float:
    """Return how wide the one frame is that can be seen."""
    (frame,) = page.locator("#stage iframe:visible").all()
    box = frame.bounding_box()
    assert box
    return box["width"]


def snippet(page: Page, way: str = "frame") -> str:
    """Return what one way gives to paste."""
    return page.locator(f"#text-{way}").input_value()


def test_from_an_empty_page_to_a_copied_snippet_by_keyboard_alone(
    context: BrowserContext, demo: Demo
) -> None:
    page = context.new_page()
    said = complaints(page)
    page.goto(f"{demo.site}/en/embed/")

    press(page, "#q", "tap runs dry", "Enter", until="#found a[href*='url=']")
    press(page, "#found a[href*='url=']", "Enter", until="#looks-form")
    press(page, "#h", "ArrowDown", until="#text-frame:text('height=\"820\"')")
    press(page, "#start-handle", "PageUp", until="#text-frame:text('/t=')")
    assert page.evaluate("document.activeElement.id") == "start-handle"
    press(page, "#phone, #desktop", "ArrowLeft", until="#phone:checked")
    press(page, "[data-take='text-frame']", "Enter", until="#status:text('Copied')")

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == snippet(page)
    assert "/t=" in copied
    assert width_of(page) == 360
    assert said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_builder_is_accessible(
    browser: Browser, demo: Demo, language: str, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    states = {
        "empty": f"{demo.site}/{language}/embed/",
        "found": f"{demo.site}/{language}/embed/?q=water",
        "chosen": chosen(demo, language),
        "mistaken": chosen(demo, language, start="soon", end="1"),
        "unknown": f"{demo.site}/{language}/embed/?url=https%3A%2F%2Felsewhere.example%2F",
    }

    for name, address in states.items():
        page.goto(address)
        keep(page, f"builder-{name}-{language}-{width}-{scheme}")

        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        assert violations(page) == [], name
    assert context.cookies() == []
    context.close()


def test_without_script_the_preview_changes_by_radio_buttons(browser: Browser, demo: Demo) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(chosen(demo))
    shown = page.locator("#stage iframe:visible")

    assert width_of(page) == 640
    assert "theme=light" in str(shown.get_attribute("src"))
    page.locator("#phone").check()
    page.locator("#dark").check()

    assert width_of(page) == 360
    assert "theme=dark" in str(shown.get_attribute("src"))
    assert page.locator("[data-take]:visible, .handles:visible").count() == 0
    context.close()


def test_words_marked_in_the_transcript_make_a_clip(context: BrowserContext, demo: Demo) -> None:
    page = context.new_page()
    said = complaints(page)
    page.goto(chosen(demo))
    lines = page.locator("#transcript [data-start]")
    first, last = lines.nth(1), lines.nth(2)
    last.scroll_into_view_if_needed()
    begin, end = first.bounding_box(), last.bounding_box()
    assert begin, "the transcript cannot be seen"
    assert end, "the transcript cannot be seen"

    page.mouse.move(begin["x"] + 60, begin["y"] + begin["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + 120, end["y"] + end["height"] / 2, steps=5)
    page.mouse.up()

    clip = f"/t={first.get_attribute('data-start')},{last.get_attribute('data-end')}/"
    page.locator("#text-frame", has_text=clip).wait_for()
    assert clip in str(page.locator("#stage iframe").first.get_attribute("src"))
    assert clip.strip("/") in snippet(page, "address")
    assert page.locator("#transcript [aria-current]").count() == 2
    assert lines.nth(1).inner_text().split(maxsplit=1)[1].strip() in snippet(page, "quotation")
    assert said == []


def test_a_change_is_shown_and_said_without_moving_the_focus(
    context: BrowserContext, demo: Demo
) -> None:
    page = context.new_page()
    page.goto(chosen(demo))

    page.locator("#lang").focus()
    page.locator("#lang").select_option("fr")
    page.locator("#text-frame", has_text="/e/fr/").wait_for()

    assert page.locator("#status").inner_text() != ""
    assert page.evaluate("document.activeElement.id") == "lang"
    assert "lang=fr" in page.url
    page.reload()
    assert "/e/fr/" in snippet(page)


def test_a_mistake_is_said_beside_its_field_and_goes_with_it(
    context: BrowserContext, demo: Demo
) -> None:
    page = context.new_page()
    page.goto(chosen(demo))

    page.locator("#start").fill("soon")
    page.locator("#start").press("Tab")
    page.locator("#start-problem").wait_for()
    assert page.locator("#start").get_attribute("aria-invalid") == "true"
    page.locator("#start").fill("")
    page.locator("#start").press("Tab")

    page.locator("#start-problem").wait_for(state="detached")
    assert page.locator("#start").get_attribute("aria-invalid") is None


@pytest.mark.parametrize("scripts", [False, True], ids=["scripts off", "scripts on"])
def test_what_is_copied_shows_on_another_site(browser: Browser, demo: Demo, scripts: bool) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(chosen(demo))
    port, frames = free_port(), demo.embed.partition("/e/")[0]
    member = homepage.serve(port, name="Amina Okafor", snippet=snippet(page), frames=frames)

    page.goto(f"http://elsewhere.localhost:{port}/")

    page.frame_locator("iframe").get_by_text("it says who must answer").first.wait_for()
    member.shutdown()
    member.server_close()
    context.close()


def test_the_panel_of_a_page_leads_here_with_the_page_filled_in(
    context: BrowserContext, demo: Demo
) -> None:
    page = context.new_page()
    page.goto(demo.speech)

    page.locator("details.follow summary").click()
    page.get_by_role("link", name="More ways to embed").click()

    assert "/en/embed/" in page.url
    assert "/speech/" in snippet(page)


def test_hostile_texts_do_nothing(context: BrowserContext, demo: Demo) -> None:
    page = context.new_page()
    opened: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        opened.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)

    for text in HOSTILE:
        for asked in ({"q": text}, {"url": text}, {"q": text, "start": text, "theme": text}):
            answer = page.goto(chosen(demo, **asked))
            assert answer, asked
            assert answer.status == 200, asked

    assert opened == []
