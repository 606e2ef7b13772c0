"""A clip from 0:12 to 0:48 of a recording of real size: made of words, shared, reopened, shown on another origin."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, Response

from tests.browser import long_recording
from tests.browser.conftest import ROOT, Demo, demonstrating
from tests.browser.pages import inside, shown
from tests.browser.test_builder import snippet
from tests.browser.test_clips import SELECT
from tests.browser.test_framed_clips import ROUGHLY
from tests.serving.server import environment

pytestmark = pytest.mark.soak

FROM, TO = 12, 48
FRAME = 0.1
"""Seconds that a picture of a recording lasts, and a player may be late by, on a busy machine."""
BEFORE = long_recording.BEFORE
PICTURES = 8
"""How many pictures in a row somebody must see something in, to notice it."""
MEGABYTE = 1_000_000

Look = list[Any]
"""The second of a picture, the line that is marked beside it, the captions on it."""

WATCH = """() => {
    const video = document.querySelector("video");
    const line = () => document.querySelector(".transcript [aria-current] .words, #w [aria-current]");
    window.seen = [];
    window.look = at => [
        at,
        (line()?.innerText ?? "").replace(/^[\\s0-9:]+/, "").trim(),
        [...video.textTracks].filter(one => one.mode === "showing")
            .flatMap(one => [...one.activeCues ?? []].map(cue => `${one.language} ${cue.text}`)).join(),
    ];
    video.muted = true;
    const watch = (_, {mediaTime}) => {
        if (!video.seeking) seen.push(look(mediaTime));
        video.requestVideoFrameCallback(watch);
    };
    video.requestVideoFrameCallback(watch);
}"""
"""Notes of each picture that is shown: its second, the line that is marked, the captions."""
ENDED = "document.querySelector('video').paused && seen.some(([at]) => at > 20)"
PLAY = "void document.querySelector('video').play()"


@dataclass(frozen=True)
class Recorded:
    """Where the page of the video is, and what is said in it, a sentence after the other."""

    demo: Demo
    page: str
    size: int
    sentences: list[str]

    def within(self, start: int, end: int) -> list[str]:
        """Return what is said from one second to another."""
        return self.sentences[start // long_recording.SECONDS : end // long_recording.SECONDS]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorded]:
    """The demo with one more video, imported while it is served."""
    folder = tmp_path_factory.mktemp("long")
    with demonstrating(folder) as demo:
        timing, media = long_recording.made(folder)
        hosts = {"BASE_URL": demo.site, "EMBED_URL": demo.embed.partition("/e/")[0]}
        command = [sys.executable, "manage.py", "import", "timing", str(timing), "--verbosity=0"]
        subprocess.run(command, cwd=ROOT, env=environment(folder / "var", **hosts), check=True)
        said = [sentence for _turn, texts in long_recording.spoken() for sentence in texts]
        yield Recorded(demo, page_of(demo, "second reading"), media.stat().st_size, said)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    yield made
    made.close()


def page_of(demo: Demo, words: str) -> str:
    """Return the page of the video that has such a title."""
    query = quote(f'kind:video text:"{words}"')
    with urlopen(f"{demo.site}/api/v1/entries/?limit=1&query={query}", timeout=20) as answer:  # noqa: S310 (our own http address)
        found: str = json.load(answer)["entries"][0]["url"]
    return found


def made_of_words(page: Page, recorded: Recorded) -> str:
    """Select the words of the clip and return the address that is shown for it."""
    first, *_, last = recorded.within(FROM, TO)
    page.goto(recorded.page)
    page.get_by_text("Share a clip").click()
    page.evaluate(SELECT, [first[:30], last[:30]])
    page.wait_for_function("document.querySelector('#clip-address').value")
    assert page.locator("output").inner_text() == "0:36"
    return page.locator("#clip-address").input_value()


def played(shown_in: Page | Frame, page: Page) -> list[Look]:
    """Wait until it stops by itself; return what was seen with each picture."""
    for _attempt in range(900):
        if shown_in.evaluate(ENDED):
            break
        page.wait_for_timeout(100)
    found: list[Look] = shown_in.evaluate("seen")
    return found


def for_long(looks: list[str]) -> list[str]:
    """Return what was seen one after the other, but for what nobody sees, because it is gone at once."""
    runs = [(text, len(list(same))) for text, same in groupby(looks)]
    return [text for text, pictures in runs if text and pictures >= PICTURES]


def parts_of_the_recording(page: Page) -> list[tuple[int, int]]:
    """Return what will be fetched of recordings: the status of each answer, and the size of the whole."""
    found: list[tuple[int, int]] = []

    def note(answer: Response) -> None:
        if answer.url.endswith(".mp4"):
            whole = answer.headers.get("content-range", "/0").rpartition("/")[2]
            found.append((answer.status, int(whole)))

    page.on("response", note)
    return found


def only_the_clip(
    recorded: Recorded, looks: list[Look], *, captions: str, words: str, late: float
) -> None:
    """That range was seen and nothing else, its words marked one after the other, with captions in a language."""
    said = recorded.within(FROM, TO)
    times = [at for at, _line, _cue in looks]

    assert FROM - FRAME <= min(times) <= FROM + FRAME
    assert TO - 3 * FRAME <= max(times) <= TO + late
    assert for_long([line for _at, line, _cue in looks]) == [BEFORE[words] + one for one in said]
    assert for_long([cue for _at, _line, cue in looks]) == [
        f"{captions} {BEFORE[captions]}{one}" for one in said
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_is_made_of_words_shared_and_reopened(
    browser: Browser, context: BrowserContext, recorded: Recorded, language: str
) -> None:
    shared = made_of_words(context.new_page(), recorded)
    assert shared == f"{recorded.page}t={FROM},{TO}/"

    elsewhere = browser.new_context()
    page = elsewhere.new_page()
    fetched = parts_of_the_recording(page)
    page.goto(shared.replace("/en/", f"/{language}/"))
    page.evaluate(WATCH)
    page.evaluate(PLAY)

    looks = played(page, page)
    only_the_clip(recorded, looks, captions=language, words=language, late=FRAME)
    at_the_end = f"{language} {BEFORE[language]}{recorded.within(FROM, TO)[-1]}"
    assert page.evaluate("look()")[2] == at_the_end
    assert 30 * MEGABYTE < recorded.size < 100 * MEGABYTE
    assert {status for status, _whole in fetched} == {206}
    assert {whole for _status, whole in fetched} == {recorded.size}
    elsewhere.close()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_the_builder_gives_for_it_plays_on_another_origin(
    context: BrowserContext, recorded: Recorded, language: str
) -> None:
    builder = context.new_page()
    shared = made_of_words(builder, recorded)
    builder.goto(f"{recorded.demo.site}/en/embed/?url={quote(shared, safe='')}&lang={language}")

    page, seen = shown(context, snippet(builder))
    frame = inside(page)
    frame.locator("video").wait_for()
    frame.evaluate(WATCH)
    frame.locator("button").first.click()

    only_the_clip(recorded, played(frame, page), captions=language, words="en", late=ROUGHLY)
    assert seen.hosts() == {"host.localhost", "embed.localhost"}
    assert seen.complaints == []
