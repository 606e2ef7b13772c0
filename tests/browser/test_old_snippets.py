"""Whatever anybody has pasted since the first release still shows the record, and nothing more of it is asked for."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import ROOT, Demo
from tests.browser.pages import shown

pytestmark = pytest.mark.browser

PASTED = (ROOT / "tests" / "browser" / "golden" / "snippets.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
def test_every_snippet_of_every_release_shows_the_record(
    browser: Browser, demo: Demo, scripts: bool
) -> None:
    parts = urlsplit(demo.embed)
    pasted = PASTED.replace("EMBED", f"{parts.scheme}://{parts.netloc}")
    pasted = pasted.replace("SPEECH", parts.path.strip("/").rpartition("/")[2])
    context = browser.new_context(
        java_script_enabled=scripts, viewport={"width": 700, "height": 9000}
    )

    page, seen = shown(context, pasted.replace(' loading="lazy"', ""))
    frames = page.locator("iframe")

    assert frames.count() == PASTED.count("<iframe")
    for number in range(frames.count()):
        frame = frames.nth(number).content_frame
        frame.locator("article > header").wait_for(timeout=15_000)
        assert frame.locator("h1").inner_text() != ""
        assert frame.locator("article > footer a").count() >= 1
    assert seen.hosts() == {"host.localhost", "embed.localhost"}
    complaints = [one for one in seen.complaints if "Blocked script execution" not in one]
    assert complaints == []  # a sandbox of old says that it lets no script run
    context.close()
