"""The embed on somebody else's page, under that page's strict policy and with scripts switched off."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Demo

pytestmark = pytest.mark.browser


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


def test_the_embed_fits_its_box_in_both_directions(browser: Browser, demo: Demo) -> None:
    for width, height in ((320, 656), (400, 656), (600, 656), (800, 480)):
        context = browser.new_context(viewport={"width": width, "height": height})
        page = context.new_page()
        page.goto(demo.embed)
        size = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
        )
        context.close()

        assert size == [width, height]
