"""The bench of the embeds: ``python -m tests.bench.embeds`` prints a table and writes build/bench-embeds.json."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import django
from playwright.sync_api import Browser

from tests.bench import framing, held, loaders
from tests.bench.figures import Figure, at_most, beside, report
from tests.browser.conftest import Demo, demonstrating
from tests.browser.pages import framed, inside, shown
from tests.browser.test_builder import chosen, snippet
from tests.browser.test_frames import origin
from tests.browser.test_pages import LEFT_TO_THE_HOST, violations
from tests.conftest import chromium, launched

HOST_PAGE = '<main><h1>A member</h1><p>Below.</p><a href="{0}">The record</a>{1}</main>'


def main() -> None:
    """Measure, print, write, and fail when a goal is missed."""
    path = chromium()
    if not path:
        sys.exit("There is no Chromium on this machine (CHROMIUM names one).")
    django.setup()
    with tempfile.TemporaryDirectory(prefix="hemicycle-bench-") as folder:
        report(measure(path, Path(folder)), "bench-embeds.json")


def measure(path: str, folder: Path) -> Iterator[Figure]:
    """Yield every figure; those that other work on the machine disturbs come last."""
    yield from written()
    yield from others()
    yield from held.counted(folder)
    with demonstrating(folder) as demo:
        with launched(path) as browser:
            yield from served(browser, demo)
            yield from asked(browser, demo)
            yield from judged(browser, demo)
        yield from remembered(path, demo)
        with launched(path) as browser:
            yield from painted(browser, demo)


def written() -> Iterator[Figure]:
    """Yield the bytes of what we have others load, compressed as they are served."""
    from plugins.widgets.renderers.frame import SCRIPT, SHEETS, built
    from plugins.widgets.tests.test_sizes import compressed

    loader = built("w.js").encode()
    raw, packed, smallest = loaders.measured(loader)
    sheet = max(len(brotli.compress(built(name).encode())) for name in SHEETS)
    script = len(brotli.compress(built(SCRIPT).encode()))
    yield at_most("Script a host needs to show the record", 0, "B br", 0)
    yield at_most("Optional loader", smallest, "B br", 256)
    yield beside("Optional loader, gzip", packed, "B gz")
    yield beside("Optional loader, raw", raw, "B")
    yield at_most("Script in the frame", script, "B br", 400)
    yield at_most("Style in the frame, the largest of all kinds", sheet, "B br", 700)
    yield at_most("Document of 1,500 words", compressed()[1], "B br", 6000)
    yield at_most("Document of an excerpt", compressed(t="12,48")[1], "B br", 2500)


def others() -> Iterator[Figure]:
    """Yield what the loaders of others weigh, where they can be had."""
    for name, (raw, packed, smallest) in loaders.sizes():
        yield beside(f"{name}: {raw} raw, {packed} gz", smallest, "B br")


def served(browser: Browser, demo: Demo) -> Iterator[Figure]:
    """Yield what is pasted, and what a reader's browser loads of the demo's own speech."""
    page = browser.new_page()
    page.goto(chosen(demo))
    yield at_most("Snippet to paste", len(snippet(page)), "characters", 320)
    page.close()
    size = len(document(demo.embed, "br"))
    yield at_most("Document of the demo's speech, as served", size, "B br", 6000)


def document(address: str, coding: str = "identity") -> bytes:
    """Return a document of the embed host, whose name nothing but a browser knows."""
    asked = urlsplit(address)
    server = HTTPConnection("127.0.0.1", asked.port or 80)
    server.request("GET", asked.path, headers={"Host": asked.netloc, "Accept-Encoding": coding})
    answer = server.getresponse()
    if answer.status != HTTPStatus.OK:
        sys.exit(f"{address} answers {answer.status}")
    return answer.read()


def asked(browser: Browser, demo: Demo) -> Iterator[Figure]:
    """Yield what is asked for, and what moves."""
    found = framing.asked(browser, demo)
    yield at_most("Requests until the first text", found["first"], "", 1)
    yield at_most("Requests before it plays", found["all"], "", 2)
    yield at_most("Hosts of others that are asked", found["hosts"], "", 0)
    yield at_most("Cookies", found["cookies"], "", 0)
    yield at_most("Things stored", found["stored"], "", 0)
    yield at_most("Requests that tell the page (Referer)", found["referers"], "", 0)
    yield at_most("Complaints of the console", found["complaints"], "", 0)
    yield at_most("Layout shift of the host", found["moved"], "", 0)
    moved = framing.moved_with_loader(browser, demo)
    yield at_most("Layout shift of the host, with the loader", moved, "", 0)
    many = framing.asked_by_many(browser, demo)
    yield at_most(f"{framing.CARDS} cards: requests before scrolling", many, "", 15)


def judged(browser: Browser, demo: Demo) -> Iterator[Figure]:
    """Yield what checkers find in the document and in a page around it."""
    wrong = 0
    addresses = [demo.embed.replace("/e/en/", f"/e/{code}/") for code in ("en", "ar")]
    for address in addresses:
        for scheme in ("light", "dark"):
            with framing.context(browser, color_scheme=scheme, bypass_csp=True) as made:
                page, _ = shown(made, HOST_PAGE.format(demo.speech, framed(address)))
                frame = inside(page)
                frame.locator("footer a").first.wait_for()
                wrong += len(violations(page)) + len(violations(frame, without=LEFT_TO_THE_HOST))
    yield at_most("axe: host and frame, both directions, light and dark", wrong, "violations", 0)
    lists = f"{origin(demo)}/e/en/latest/kind:speech/"
    shown_too = (lists, f"{demo.embed}t=12,40/", f"{demo.embed}theme=dark/")
    errors = loaders.errors([document(one) for one in (*addresses, *shown_too)])
    if errors is not None:
        yield at_most("Nu HTML checker: speech, Arabic, list, clip, dark", errors, "errors", 0)


def remembered(path: str, demo: Demo) -> Iterator[Figure]:
    """Yield the memory of many cards."""
    found = framing.memory(path, demo)
    yield at_most(f"{framing.CARDS} cards: memory over an empty page", found["lazy"], "MB", 45)
    yield at_most(f"{framing.CARDS} cards, all loaded: memory", found["all"], "MB", 65)


def painted(browser: Browser, demo: Demo) -> Iterator[Figure]:
    """Yield how soon the first text shows."""
    found = framing.painted(browser, demo)
    yield beside("A bare document in the same frame: first text", found["bare"], "ms")
    yield beside("Ours: first text, the best time", found["best"], "ms")
    yield at_most("Ours: first text, 150 ms a request, 4x CPU", found["ours"], "ms", 600)
    yield at_most("Time that work blocked it after the first text", found["blocked"], "ms", 0)


if __name__ == "__main__":
    main()
