"""The self-test of feeds at the desk, begun with the keyboard and read in two directions."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Demo
from tests.browser.test_pages import keep, violations

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("ar", 390)])
def test_the_page_is_accessible_and_a_run_is_begun_with_the_keyboard(
    browser: Browser, demo: Demo, language: str, width: int
) -> None:
    context = browser.new_context(locale=language, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{demo.site}/admin/login/?next=/admin/feed_check/")
    page.fill("input[name=username]", "clerk")
    page.fill("input[name=password]", "valmere")
    page.keyboard.press("Enter")
    page.wait_for_selector(".feed-check")

    if page.locator(".feed-check button").count():  # of the other case a run may be at work
        page.locator(".feed-check button").focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.locator(".feed-check progress").count() == 1
    keep(page, f"feed-check-{language}-{width}")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert violations(page) == []
    context.close()
