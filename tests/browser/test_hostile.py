"""Hostile texts in every place of a record run nowhere: in no embed, page, card, builder, nor where oEmbed is pasted.

The browser is told to forget our policies, so that it is the markup that holds and not they.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.conftest import ROOT
from tests.browser.pages import framed, serving
from tests.browser.watching import Watch
from tests.serving.server import environment, free_port
from tests.serving.server import serving as running
from tests.texts.hostile import MARKUP, known

OWN = (
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    '" onmouseover=alert(1) style="position:fixed;inset:0',
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<meta http-equiv=refresh content='0;url=http://evil.example/'>",
    "<base href=http://evil.example/>",
    "<link rel=stylesheet href=http://evil.example/x.css>",
    "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
    "javascript:alert(1)",
    " java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "http://evil.example/x.png",
    "//evil.example/x.png",
)
"""Each would run, lead away or ask a stranger, were it markup or an address in the place it stands."""
FRAMED = ("speech", "member", "bill", "sitting", "division", "video")
AT_ONCE = 12
PASTED = 40
EACH = 5
MOST = 20
"""Faults that are told of."""


T = TypeVar("T")


@dataclass(frozen=True)
class Record:
    """Where the record is served, and what it holds: kind, public id, path of the page."""

    site: str
    embed: str
    things: list[tuple[str, str, str]]

    def embeds(self) -> Iterator[str]:
        """Yield the address of every embed there is."""
        for kind, thing, _path in self.things:
            if kind in FRAMED:
                yield f"{self.embed}/e/en/{kind}/{thing}/"
            if kind == "speech":
                yield f"{self.embed}/e/en/debate/d{thing[1:]}/"
                yield f"{self.embed}/e/en/latest/debate:d{thing[1:]}/"
            if kind == "member":
                yield f"{self.embed}/e/ar/latest/member:{thing}/"
        for kind in FRAMED:
            yield f"{self.embed}/e/en/latest/kind:{kind}/"


@contextmanager
def recorded(texts: Sequence[str], folder: Path, migrated: Path) -> Iterator[Record]:
    """Serve a record of these texts."""
    port = free_port()
    hosts = {"BASE_URL": f"http://127.0.0.1:{port}", "EMBED_URL": f"http://embed.localhost:{port}"}
    shutil.copyfile(migrated, folder / "hemicycle.sqlite3")
    (folder / "texts.json").write_text(json.dumps(list(texts)))
    (folder / "static").mkdir()
    env = environment(folder, **hosts)
    run(env, "manage.py", "collectstatic", "--no-input", "--verbosity=0")
    things = run(env, "-m", "tests.browser.hostile_record", folder / "texts.json")
    with running(folder, port=port, workers=2, **hosts):
        yield Record(hosts["BASE_URL"], hosts["EMBED_URL"], json.loads(things))


def run(env: dict[str, str], *words: str | Path) -> bytes:
    """Run a command of the project and return what it prints."""
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE).stdout


def nothing_happens(
    browser: Browser, record: Record, texts: Sequence[str], *, each: int = 1
) -> None:
    """Look at everything there is of a record; at what is slow to draw, of one thing of so many.

    What begins the texts of five things stands in any one of them, so that nothing is left out of any output.
    """
    context = browser.new_context(bypass_csp=True)
    watch = Watch(context)
    look_at_embeds(context, watch, list(record.embeds()))
    look_at_pages(context, watch, record)
    look_at_what_is_drawn(context, watch, record, each)
    look_at_what_is_said_again(context, watch, record, texts)
    look_at_what_is_pasted(context, watch, record)
    context.close()
    if watch.faults:
        pytest.fail("\n".join([f"{len(watch.faults)} faults:", *watch.faults[:MOST]]))
    assert watch.looked > 3 * len(texts)


def look_at_embeds(context: BrowserContext, watch: Watch, addresses: list[str]) -> None:
    """Look at embeds on a page of somebody else's that lets them do what they like."""
    for some in split(addresses, AT_ONCE):
        frames = "".join(framed(one, sandbox=None) for one in some).replace(' loading="lazy"', "")
        show(context, watch, frames, len(some))


def look_at_pages(context: BrowserContext, watch: Watch, record: Record) -> None:
    """Look at the pages of the record, and at lists of them."""
    page = context.new_page()
    for folder in sorted({path.split("/")[2] for _kind, _thing, path in record.things}):
        watch.visit(page, f"{record.site}/en/{folder}/")
    for _kind, _thing, path in record.things:
        watch.visit(page, f"{record.site}{path}", 200, 410)
    page.close()


def look_at_what_is_drawn(context: BrowserContext, watch: Watch, record: Record, each: int) -> None:
    """Look at pictures, and at the builder with a thing that was chosen."""
    page = context.new_page()
    for _kind, thing, path in record.things[::each]:
        watch.visit(page, f"{record.embed}/cards/en/{thing}.png", 200, 404, 410)
        asked = quote(f"{record.site}{path}", safe="")
        watch.visit(page, f"{record.site}/en/embed/?url={asked}")
    page.close()


def look_at_what_is_said_again(
    context: BrowserContext, watch: Watch, record: Record, texts: Sequence[str]
) -> None:
    """Look at pages that say what they were asked."""
    page = context.new_page()
    for text in texts:
        asked = quote(text, safe="", errors="replace")
        watch.visit(page, f"{record.site}/en/speeches/?q={asked}", 200, 404)
        watch.visit(page, f"{record.site}/en/embed/?q={asked}&url={asked}&start={asked}", 200, 400)
    page.close()


def look_at_what_is_pasted(context: BrowserContext, watch: Watch, record: Record) -> None:
    """Look at what oEmbed answers, as a page of somebody else's that trusts us shows it."""
    for some in split(record.things, PASTED):
        asked = (quote(f"{record.site}{path}", safe="") for _kind, _thing, path in some)
        answers = [get(f"{record.site}/oembed?url={one}") for one in asked]
        show(context, watch, "".join(str(answer["html"]) for answer in answers), 0)


def split(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield so many of something at a time."""
    return (items[start : start + size] for start in range(0, len(items), size))


def get(address: str) -> dict[str, object]:
    """Read an answer in JSON."""
    with urlopen(address, timeout=30) as answer:  # noqa: S310 (our own http address)
        found: dict[str, object] = json.load(answer)
    return found


def show(context: BrowserContext, watch: Watch, body: str, frames: int) -> None:
    """Look at somebody else's page, and at each of so many frames in it."""
    server = serving({"/": f"<!doctype html><title>Host</title><body>{body}"}, {})
    page = context.new_page()
    watch.visit(page, f"http://host.localhost:{server.server_port}/")
    for frame in page.frames[1 : frames + 1]:
        if frame.locator("article").count() != 1:
            watch.fault(f"{frame.url} is no embed")
        watch.look(frame, frame.url)
    page.close()
    server.shutdown()
    server.server_close()


@pytest.mark.browser
def test_a_sample_runs_nowhere(browser: Browser, tmp_path: Path, migrated: Path) -> None:
    texts = [*OWN[::2], *MARKUP[::6]]  # make soak takes all there are

    with recorded(texts, tmp_path, migrated) as record:
        nothing_happens(browser, record, texts, each=2)


@pytest.mark.soak
def test_every_known_text_runs_nowhere(browser: Browser, tmp_path: Path, migrated: Path) -> None:
    texts = known() or pytest.skip("HOSTILE_TEXTS names no collection of texts")

    with recorded(texts, tmp_path, migrated) as record:
        nothing_happens(browser, record, texts, each=EACH)


@pytest.mark.browser
@pytest.mark.parametrize("text", OWN)
def test_the_watch_sees_a_text_that_is_let_through(browser: Browser, text: str) -> None:
    context = browser.new_context(bypass_csp=True)
    watch = Watch(context)

    show(context, watch, f"""{text}<a href="{text}" title='{text}'>x</a><img src="{text}">""", 0)
    context.close()

    assert watch.faults != []
