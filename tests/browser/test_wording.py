"""The neutral voice at the desk: found while somebody types, held back, and decided on, in two directions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Demo
from tests.browser.test_pages import keep, violations

pytestmark = pytest.mark.browser

WORDS = {
    "fr": ("La loi est adoptée.", "Une réforme historique."),
    "ar": ("أقر المجلس القانون.", "قانون رائع."),
}
"""Neutral words and praise in a language."""
PAGES = "/admin/api/main/pages/?locale="
PRESS = (
    "form => { const button = document.createElement('button');"
    " Object.assign(button, {name: 'action-publish', value: '1'});"
    " form.append(button); form.requestSubmit(button); }"
)


@pytest.fixture(params=[("fr", 1280), ("ar", 390)])
def page(browser: Browser, demo: Demo, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The form of a piece of news, in a language."""
    language, width = request.param
    context = browser.new_context(locale=language, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{demo.site}/admin/login/?next=/admin/neutrality/rules/")
    page.fill("input[name=username]", "clerk")
    page.fill("input[name=password]", "valmere")
    page.keyboard.press("Enter")
    page.locator("h2#titles").wait_for()
    looked_at(page, "rules")
    pages = page.request.get(f"{demo.site}{PAGES}{language}").json()["items"]
    news = next(one for one in pages if one["meta"]["type"] == "news.NewsPage")
    page.goto(f"{demo.site}/admin/pages/{news['id']}/edit/")
    yield page
    context.close()


def follow(page: Page, link: str) -> None:
    """Go where a link leads."""
    page.goto(str(page.locator(link).first.evaluate("link => link.href")))


def looked_at(page: Page, name: str, *, without: Sequence[str] = ()) -> None:
    """Keep a picture, and ask for what everybody needs of a page."""
    width = page.viewport_size["width"]
    keep(page, f"wording-{name}-{width}")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page, without=without) == []


def test_praise_is_found_while_it_is_typed_and_a_reviewer_lets_it_stand(page: Page) -> None:
    neutral, praise = WORDS[str(page.locator("html").get_attribute("lang"))]
    found = page.locator("[name=introduction] + .found li")

    page.fill("[name=introduction]", praise)
    found.first.wait_for()
    # Wagtail's field of rich text has no name of its own.
    looked_at(page, "typed", without=["aria-input-field-name"])
    page.fill("[name=introduction]", neutral)
    found.first.wait_for(state="detached")
    page.fill("[name=introduction]", praise)
    found.first.wait_for()

    with page.expect_navigation():
        page.locator("form:has([name=introduction])").first.evaluate(PRESS)
    page.locator("[data-wording] a").first.wait_for()
    keep(page, f"wording-held-{page.viewport_size['width']}")
    follow(page, "[data-wording] a")
    looked_at(page, "to-decide")

    page.locator("input[name=mark]").first.check()
    page.fill("[name=reason]", "1848")
    with page.expect_navigation():
        page.locator("form.wording button[type=submit]").click()
    looked_at(page, "decided")

    assert page.locator("input[name=mark]").count() == 0
    assert "1848" in page.locator(".found").inner_text()
