"""Who follows what, at the desk: somebody subscribes over the wire, and a clerk reads of it in two directions."""

from __future__ import annotations

import time
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Demo
from tests.browser.test_pages import keep, violations
from tests.engine.subscribers import Subscriber, subscriber

pytestmark = pytest.mark.browser

WAGTAILS_OWN = ("landmark-unique",)
"""Its lists have two forms to search with, that of the menu and that of the list, and call neither by a name."""
PATIENCE = 30
"""Seconds in which a worker asks whether a subscription was meant."""


@pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("ar", 390)])
def test_a_subscription_is_read_of_at_the_desk(
    browser: Browser, demo: Demo, language: str, width: int
) -> None:
    context = browser.new_context(locale=language, viewport={"width": width, "height": 900})
    page = context.new_page()
    with subscriber() as own:
        follow(demo, own, language)
        page.goto(f"{demo.site}/admin/login/?next=/admin/subscriptions/")
        page.fill("input[name=username]", "clerk")
        page.fill("input[name=password]", "valmere")
        page.keyboard.press("Enter")
        page.wait_for_selector(".listing")
        wait_for_row(page, f"{own.url}/{language}")

    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    for name in ("subscriptions", "deliveries", "destinations"):
        page.goto(f"{demo.site}/admin/{name}/")
        keep(page, f"{name}-{language}-{width}")
        assert violations(page, without=WAGTAILS_OWN) == [], name
    context.close()


def follow(demo: Demo, own: Subscriber, path: str) -> None:
    """Ask the hub for the member's feed, and wait until it has asked back."""
    asked = {
        "hub.mode": "subscribe",
        "hub.topic": demo.feed,
        "hub.callback": f"{own.url}/{path}",
    }
    with urlopen(f"{demo.site}/hub", urlencode(asked).encode(), timeout=10) as answer:  # noqa: S310 (our own http address)
        assert answer.status == 202
    until = time.monotonic() + PATIENCE
    while not own.asked and time.monotonic() < until:
        time.sleep(0.2)
    assert [one["hub.mode"] for one in own.asked] == ["subscribe"]


def wait_for_row(page: Page, address: str) -> None:
    """Load the list again until it names an address: the worker writes it down after it was answered."""
    until = time.monotonic() + PATIENCE
    while not page.get_by_role("link", name=address).count() and time.monotonic() < until:
        page.reload()
    assert page.get_by_role("link", name=address).count() == 1
