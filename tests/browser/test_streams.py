"""HLS from the parliament's own media host plays in frames and on pages, also in a browser that plays none."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame

from tests.browser.conftest import ROOT
from tests.browser.pages import framed, inside, shown
from tests.browser.test_framed_clips import until
from tests.serving.server import environment, free_port, serving

pytestmark = pytest.mark.browser

RECORDING = Path(__file__).with_name("recording")
"""48 seconds of the demo's first recording, small, in segments of four seconds that are ranges of one file."""
VIDEO = "v00000000001"
FROM, TO = 12, 20
PLAYS_NONE = """(() => { const { canPlayType } = HTMLMediaElement.prototype;
    HTMLMediaElement.prototype.canPlayType = function (type) {
        return type.endsWith("mpegurl") ? "" : canPlayType.call(this, type); }; })()"""
"""Of HLS, as of Firefox."""

RECORD = f"""
import sys
from django.conf import settings
from syndication import actions
from syndication.contract import Enclosure, Passage
from syndication.testing import entry_with
film = Enclosure(sys.argv[-1], "application/vnd.apple.mpegurl", 0, 48.0)
said = tuple(Passage(f"Sentence {{at}}.", f"t{{at}}.00-{{at + 4}}.00") for at in range(0, 48, 4))
url = f"{{settings.BASE_URL}}/en/videos/2026-10-14-sitting-{VIDEO}/"
actions.publish([entry_with(id="tag:v/en", thing="{VIDEO}", url=url, kind="video", title="Sitting of 14 October",
    facets=(), participants=(), part_of="", enclosures=(film,), passages=said)])
"""


@dataclass(frozen=True)
class Place:
    """Where the record is served, and its recording."""

    site: str
    embed: str
    media: str

    @property
    def clip(self) -> str:
        return f"{self.embed}/e/en/video/{VIDEO}/t={FROM},{TO}/"


class Media(BaseHTTPRequestHandler):
    """A media host: ranges of files, for everybody's scripts."""

    def do_GET(self) -> None:
        path = RECORDING / Path(self.path).name
        body = path.read_bytes() if path.is_file() else b""
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        self.send_response(404 if not body else 206 if asked else 200)
        if asked:
            first, last = int(asked[1]), min(int(asked[2] or len(body)), len(body) - 1)
            self.send_header("Content-Range", f"bytes {first}-{last}/{len(body)}")
            body = body[first : last + 1]
        kinds = {".m3u8": "application/vnd.apple.mpegurl", ".m4s": "video/iso.segment"}
        self.send_header("Content-Type", kinds.get(path.suffix, "text/plain"))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "Range")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def media_host() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Media)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://media.localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[Place]:
    folder, port = tmp_path_factory.mktemp("streams"), free_port()
    with media_host() as media:
        hosts = {
            "BASE_URL": f"http://127.0.0.1:{port}",
            "EMBED_URL": f"http://embed.localhost:{port}",
            "MEDIA_HOSTS": media,
        }
        shutil.copyfile(migrated, folder / "hemicycle.sqlite3")
        env = environment(folder, **hosts)
        command = "import django; django.setup()" + RECORD
        for words in (
            ["manage.py", "collectstatic", "--no-input", "-v0"],
            ["-c", command, f"{media}/recording.m3u8"],
        ):
            subprocess.run([sys.executable, *words], cwd=ROOT, env=env, check=True)
        with serving(folder, port=port, **hosts):
            yield Place(hosts["BASE_URL"], hosts["EMBED_URL"], media)


@pytest.fixture
def old(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that says it plays no HLS."""
    made = browser.new_context(viewport={"width": 700, "height": 900})
    made.add_init_script(PLAYS_NONE)
    yield made
    made.close()


def opened(context: BrowserContext, place: Place) -> tuple[Frame, list[str]]:
    """Return the frame of the clip on somebody else's page, and what it asks for from now on."""
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page, seen = shown(context, framed(place.clip))
    frame = inside(page)
    frame.locator("video").wait_for()
    assert seen.complaints == []
    return frame, asked


def test_what_plays_it_is_fetched_when_it_is_played_and_keeps_to_the_clip(
    old: BrowserContext, place: Place
) -> None:
    frame, asked = opened(old, place)
    button = frame.get_by_role("button", name="Play the recording")
    assert button.is_visible()
    assert [one for one in asked if "hls" in one or place.media in one] == []

    button.click()
    until(frame, f"video.currentTime > {FROM + 0.5} && !video.paused")

    assert frame.evaluate("video.src").startswith("blob:")
    assert not button.is_visible()
    assert {one.split("/")[2] for one in asked if "host.localhost" not in one} == {
        place.embed.split("/")[2],
        place.media.split("/")[2],
    }
    frame.evaluate("video.currentTime = 19.5")
    until(frame, "video.paused")
    frame.evaluate("video.play()")
    until(frame, f"!video.paused && video.currentTime > {FROM} && video.currentTime < {FROM + 4}")


def test_words_lead_to_their_moment_before_anything_is_fetched(
    old: BrowserContext, place: Place
) -> None:
    frame, _asked = opened(old, place)

    frame.get_by_text("Sentence 16.").click()

    until(frame, "video.currentTime > 16 && video.currentTime < 20 && !video.paused")


def test_what_cannot_be_had_may_be_tried_again(old: BrowserContext, place: Place) -> None:
    old.route("**/recording.m3u8", lambda route: route.abort())
    frame, _asked = opened(old, place)
    button = frame.get_by_role("button", name="Play the recording")

    frame.evaluate("window.first = document.querySelector('video + button')")
    button.click()
    until(frame, "!first.isConnected && document.querySelector('video + button')")
    old.unroute("**/recording.m3u8")
    button.click()

    until(frame, f"video.currentTime > {FROM}")


def test_a_browser_that_plays_it_is_given_nothing_more(browser: Browser, place: Place) -> None:
    context = browser.new_context(viewport={"width": 700, "height": 900})
    frame, asked = opened(context, place)

    frame.evaluate("video.muted = true, video.play()")
    until(frame, f"video.currentTime > {FROM}")

    assert frame.evaluate("video.currentSrc") == f"{place.media}/recording.m3u8#t={FROM},{TO}"
    assert [one for one in asked if "hls.js" in one] == []
    assert not frame.locator("video + button").is_visible()
    context.close()


def test_a_page_of_the_record_plays_it_too(old: BrowserContext, place: Place) -> None:
    page = old.new_page()
    page.goto(f"{place.site}/en/videos/2026-10-14-sitting-{VIDEO}/")

    page.get_by_role("button", name="Play the recording").click()

    page.wait_for_function("document.querySelector('video').currentTime > 0.5")
    assert page.locator("[data-fails]").is_hidden()
