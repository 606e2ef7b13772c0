"""What Chromium does with our frame on another site's page: what it asks for, what moves, how soon it shows, memory."""

from __future__ import annotations

import json
import statistics
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

from tests.bench import slow
from tests.browser.conftest import Demo
from tests.browser.pages import HOST, framed, inside, serving, shown
from tests.browser.test_embed_elsewhere import STORED
from tests.browser.test_frames import layout_shift, loader, origin
from tests.conftest import launched

TIMES = 7
THROTTLED = 4
MEMORY_TIMES = 3
RESTING = 15
"""Seconds at most until memory is looked at."""
CARDS = 20
BARE = "<!doctype html><html lang=en><meta charset=utf-8><title>Bare</title><p>Words."
"""What no document can be sooner than, on the same machine at the same moment."""

BLOCKING = """performance.getEntriesByType("resource")
    .filter(one => one.renderBlockingStatus === "blocking").length"""
PAINTED = """performance.timeOrigin + performance.getEntriesByName("first-contentful-paint")[0]?.startTime"""
BLOCKED = """() => new Promise(done => {
    const first = performance.getEntriesByName("first-contentful-paint")[0].startTime;
    let blocked = 0;
    new PerformanceObserver(list => { for (const one of list.getEntries())
        if (one.startTime > first) blocked += Math.max(0, one.duration - 50);
    }).observe({type: "longtask", buffered: true});
    setTimeout(() => done(blocked), 500);
})"""


@contextmanager
def context(browser: Browser, **own: Any):
    """Give a browser a clean state."""
    made = browser.new_context(viewport={"width": 1000, "height": 800}, **own)
    try:
        yield made
    finally:
        made.close()


def asked(browser: Browser, demo: Demo) -> dict[str, float]:
    """Return what one card asks for and leaves behind, and how much of the page it moves."""
    with context(browser) as made:
        page, seen = shown(made, f"{framed(demo.embed, sandbox=None)}<p>Below.</p>")
        frame = inside(page)
        page.wait_for_load_state("networkidle")
        ours = [address for address, _ in seen.requests if address.startswith(origin(demo))]
        return {
            "first": 1 + frame.evaluate(BLOCKING),
            "all": len(ours),
            "hosts": len(seen.hosts() - {HOST, urlsplit(demo.embed).hostname}),
            "cookies": len(made.cookies()),
            "stored": stored(made, demo),
            "referers": len([1 for _, referer in seen.requests if referer]),
            "complaints": len(seen.complaints),
            "moved": layout_shift(page),
        }


def stored(made: BrowserContext, demo: Demo) -> float:
    """Return how much the embed's host has stored: the browser tells its own page, a framed one it refuses."""
    page = made.new_page()
    page.goto(demo.embed)
    return float(page.evaluate(STORED))


def moved_with_loader(browser: Browser, demo: Demo) -> float:
    """Return how much of a page moves that has the optional script too."""
    with context(browser) as made:
        page, _ = shown(made, f"{framed(demo.embed)}<p>Below.</p>{loader(demo)}")
        inside(page)
        page.wait_for_load_state("networkidle")
        return layout_shift(page)


def cards(demo: Demo, *, lazy: bool) -> str:
    """Return the body of a page of many cards."""
    one = framed(demo.embed) if lazy else framed(demo.embed).replace(' loading="lazy"', "")
    return "".join(f"<p>{number}</p>{one}" for number in range(CARDS))


def asked_by_many(browser: Browser, demo: Demo) -> int:
    """Return how many requests a page of many cards makes before anybody scrolls."""
    with context(browser) as made:
        page, seen = shown(made, cards(demo, lazy=True))
        page.wait_for_load_state("networkidle")
        return len([1 for address, _ in seen.requests if address.startswith(origin(demo))])


def memory(path: str, demo: Demo) -> dict[str, float]:
    """Return the megabytes that many cards take over an empty page, each time in a browser of its own."""
    bodies = {"lazy": cards(demo, lazy=True), "all": cards(demo, lazy=False)}
    found: dict[str, list[float]] = {name: [] for name in ("empty", *bodies)}
    for _time in range(MEMORY_TIMES):
        for name in found:
            with launched(path) as browser, context(browser) as made:
                page, _ = shown(made, bodies.get(name, "<p>Empty.</p>"))
                page.wait_for_load_state("networkidle")
                found[name].append(rested(page, browser))
    middle = {name: statistics.median(values) for name, values in found.items()}
    return {name: middle[name] - middle["empty"] for name in bodies}


def rested(page: Page, browser: Browser) -> float:
    """Return the megabytes of the processes that render, once they no longer change."""
    before, now = 0.0, renderers(browser)
    for _second in range(RESTING):
        if abs(now - before) < 1:
            break
        page.wait_for_timeout(1000)
        before, now = now, renderers(browser)
    return now


def renderers(browser: Browser) -> float:
    """Return the proportional megabytes of the processes that render."""
    told = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    ids = [one["id"] for one in told["processInfo"] if one["type"] == "renderer"]
    return sum(kilobytes(one) for one in ids) / 1024


def kilobytes(process: int) -> int:
    """Return the proportional set size of a process."""
    said = Path(f"/proc/{process}/smaps_rollup").read_text()
    return int(next(line for line in said.splitlines() if line.startswith("Pss:")).split()[1])


def painted(browser: Browser, demo: Demo) -> dict[str, float]:
    """Return the milliseconds from the host page's navigation to the first text, far away and on a slow processor.

    Ours and a bare document in turns, for this says how much of it is the machine.
    """
    served = serving({"/e/bare": BARE}, {})
    addresses = {
        "ours": demo.embed,
        "bare": f"http://embed.localhost:{served.server_port}/e/bare",
    }
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in addresses}
    with slow.proxy() as proxy:
        for _time in range(TIMES + 1):
            for name, address in addresses.items():
                found[name].append(paint(browser, proxy, address))
    served.shutdown()
    served.server_close()
    warm = {name: values[1:] for name, values in found.items()}
    first, blocked = (
        {name: statistics.median(one[place] for one in values) for name, values in warm.items()}
        for place in (0, 1)
    )
    return {**first, "blocked": blocked["ours"], "best": min(one[0] for one in warm["ours"])}


def paint(browser: Browser, proxy: str, address: str) -> tuple[float, float]:
    """Return how long one page took to show the text in its frame, and how long work blocked it afterwards."""
    with context(browser, proxy={"server": proxy, "bypass": "<-loopback>"}) as made:
        made.on("page", lambda page: throttle(made, page))
        page, _ = shown(made, framed(address))
        frame = inside(page)
        frame.locator("p").first.wait_for()
        page.wait_for_load_state("networkidle")
        frame.evaluate(
            "() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))"
        )
        began = page.evaluate("performance.timeOrigin")
        return frame.evaluate(PAINTED) - began, frame.evaluate(BLOCKED)


def throttle(made: BrowserContext, page: Page) -> None:
    """Slow down the processor of a page, and of each frame in it before it begins."""
    session = made.new_cdp_session(page)
    slower, rate = "Emulation.setCPUThrottlingRate", {"rate": THROTTLED}
    session.send(slower, rate)

    def begun(told: dict[str, Any]) -> None:
        for method, wanted in ((slower, rate), ("Runtime.runIfWaitingForDebugger", {})):
            message = json.dumps({"id": 1, "method": method, "params": wanted})
            sent = {"sessionId": told["sessionId"], "message": message}
            session.send("Target.sendMessageToTarget", sent)

    session.on("Target.attachedToTarget", begun)
    wanted = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": False}
    session.send("Target.setAutoAttach", wanted)
