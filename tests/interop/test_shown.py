"""What a reader of somebody's WordPress page sees: the real HTML, WordPress's real script, a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from tests.interop.conftest import WORDPRESS
from tests.interop.speaking import SPEECH, WITHDRAWN

pytestmark = pytest.mark.browser

SCRIPT = WORDPRESS / "wp-includes" / "js" / "wp-embed.min.js"


@pytest.fixture(params=[390, 1280])
def page(browser, request) -> Iterator[Page]:
    """A window as wide as a telephone's and one as a desk's."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    yield context.new_page()
    context.close()


class Blog(BaseHTTPRequestHandler):
    """A blog of one page."""

    text = ""

    def do_GET(self) -> None:
        body = self.text.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: object) -> None: ...


@pytest.fixture(scope="module")
def blog() -> Iterator[str]:
    """The address of the blog, on a site that is not ours."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Blog)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://blog.localhost:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def read(page: Page, paste, blog):
    """Read a blog on which an address was pasted, as WordPress's themes show it."""

    def reading(address: str, *plugins: Path) -> Page:
        Blog.text = (
            '<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            "<style>iframe { max-width: 100% }</style>"
            f"<h1>A blog</h1>{paste(address, *plugins)['html']}<p>after</p>"
            f"<script>{SCRIPT.read_text()}</script>"
        )
        page.goto(blog)
        return page

    return reading


def test_wordpress_shows_the_frame_once_it_has_measured_it(record, read):
    page = read(record.page(SPEECH))
    frame = page.frame_locator("iframe")

    expect(page.locator("iframe")).to_be_visible()
    expect(page.locator("blockquote")).to_be_hidden()
    expect(frame.get_by_text("I ask the House to act before summer.")).to_be_visible()
    assert page.locator("iframe").bounding_box()["height"] >= 200
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_with_our_plugin_nothing_moves_when_it_appears(record, read, plugin):
    page = read(record.page(SPEECH), plugin)
    began = page.locator("text=after").bounding_box()

    expect(page.frame_locator("iframe").get_by_text("I ask the House")).to_be_visible()

    assert page.locator("text=after").bounding_box() == began
    assert page.locator("iframe").bounding_box()["height"] == pytest.approx(656, abs=4)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_withdrawn_says_so_on_the_blog(record, read):
    page = read(record.page(WITHDRAWN))

    expect(page.frame_locator("iframe").get_by_text("Published by mistake")).to_be_visible()
