"""Every kind of public page, in four languages, at phone and desktop width."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import ROOT, Demo

pytestmark = pytest.mark.browser

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
KINDS = ("members", "bodies", "sittings", "bills", "speeches", "divisions", "videos")
LEFT_TO_THE_HOST = ("landmark-one-main", "region")
"""Rules for whole pages: a framed document has no landmarks, or its host page would have two of them."""

LANGUAGES = ("en", "fr", "es", "ar")
LOOKED_AT = [("en", 320), ("en", 1280), ("fr", 390), ("es", 320), ("ar", 390), ("ar", 1280)]
"""Languages and widths of every run; ``make soak`` looks at each language at each width."""
SHOTS = ROOT / "build" / "screenshots"


@pytest.mark.parametrize(
    ("language", "width"),
    [
        pytest.param(*both, marks=[] if both in LOOKED_AT else pytest.mark.soak)
        for both in product(LANGUAGES, (320, 390, 1280))
    ],
)
def test_pages_are_accessible_and_keep_to_themselves(
    browser: Browser, demo: Demo, language: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(str(urlsplit(request.url).hostname)))

    for name, address in addresses(page, demo, language):
        page.goto(address)
        keep(page, f"{name}-{language}-{width}")

        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        assert violations(page) == [], address
    assert hosts <= {"127.0.0.1", "embed.localhost"}
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize(
    "language",
    [
        pytest.param(code, marks=[] if code in ("fr", "ar") else pytest.mark.soak)
        for code in LANGUAGES
    ],
)
def test_pages_are_accessible_in_the_dark(browser: Browser, demo: Demo, language: str) -> None:
    context = browser.new_context(color_scheme="dark", viewport={"width": 1280, "height": 900})
    page = context.new_page()

    for name, address in addresses(page, demo, language):
        page.goto(address)
        keep(page, f"{name}-{language}-dark")

        assert violations(page) == [], address
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_embeds_are_accessible_in_light_and_dark(
    browser: Browser, demo: Demo, language: str, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 600, "height": 656})
    page = context.new_page()
    base, _, rest = demo.embed.partition("/e/en/")
    latest = f"{base}/e/{language}/latest/kind:speech/"

    for name, address in (("speech", f"{base}/e/{language}/{rest}"), ("latest", latest)):
        page.goto(address)
        keep(page, f"embed-{name}-{language}-{scheme}")

        assert violations(page, without=LEFT_TO_THE_HOST) == [], address
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_news_on_the_home_page_leads_to_its_own_page(
    browser: Browser, demo: Demo, language: str
) -> None:
    page = browser.new_page()
    page.goto(f"{demo.site}/{language}/")
    link = page.locator("main a[href*='/announcements/']").first
    title = link.inner_text()

    link.click()

    assert page.locator("h1").inner_text() == title
    page.close()


@pytest.mark.parametrize(("language", "width"), [("en", 390), ("en", 1280), ("ar", 1280)])
@pytest.mark.parametrize("path", ["", "speeches/"])
def test_what_there_is_to_follow_opens_inside_the_page(
    browser: Browser, demo: Demo, language: str, width: int, path: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{demo.site}/{language}/{path}")

    page.locator(".follow summary").click()

    box = page.locator(".follow > div").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    page.close()


def addresses(page: Page, demo: Demo, language: str) -> list[tuple[str, str]]:
    """Return the home page, each list, and the first thing of each list."""
    found = [("home", f"{demo.site}/{language}/")]
    for kind in KINDS:
        page.goto(f"{demo.site}/{language}/{kind}/")
        links = page.locator(f"main a[href*='/{language}/{kind}/']")
        found.append((kind, page.url))
        found.append((f"one-of-{kind}", f"{demo.site}{path(links.first.get_attribute('href'))}"))
    found.append(("stream", f"{demo.site}/{language}/feeds/all/"))
    found.append(("changes", f"{demo.site}/{language}/feeds/state:changed/"))
    found.append(("refine", f"{demo.site}/{language}/feeds/?who=a"))
    found.append(("refused", f"{demo.site}/{language}/feeds/?q={'x' * 201}&kind=secret"))
    return [*found, ("nothing", f"{demo.site}/{language}/speeches/nothing-000000000000/")]


def path(address: str | None) -> str:
    """Return the path of an address."""
    return urlsplit(address or "/").path


@cache
def axe() -> str:
    """Return axe-core, or skip where the frontend's packages are not installed."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed (make frontend)")
    return AXE.read_text()


def violations(page: Page, *, without: Sequence[str] = ()) -> list[str]:
    """Return what axe-core finds wrong, with the element."""
    page.evaluate(axe())
    rules = {"rules": {rule: {"enabled": False} for rule in without}}
    found = page.evaluate(
        "rules => axe.run(document, rules).then(result => result.violations)", rules
    )
    return [f"{item['id']}: {item['nodes'][0]['html'][:120]}" for item in found]


def keep(page: Page, name: str) -> None:
    """Keep a picture to be looked at."""
    Path(SHOTS).mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")
