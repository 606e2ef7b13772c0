"""What no text may ever do to a page: run, speak, lead away, ask others, or become markup."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Error,
    Frame,
    Page,
    Request,
    Route,
)

from tests.browser.pages import HOST

OURS = frozenset({"127.0.0.1", "embed.localhost", HOST})
CANARY = """for (const name of ["alert", "confirm", "prompt", "print", "open"])
    window[name] = (...said) => console.error("executed:", name, ...said);"""
MARKUP = """() => {
    const wrong = [], hosts = new Set(["127.0.0.1", "embed.localhost", "host.localhost"]);
    const note = one => wrong.push(one.outerHTML.slice(0, 160));
    for (const one of document.querySelectorAll("*")) {
        const strange = [...one.attributes].some(({name, value}) => name.startsWith("on")
            || name === "srcdoc" || /[<>"'=]/.test(name)
            || (/^(href|src|action|formaction|xlink:href|poster|data|background)$/.test(name)
                && /^[\\x00-\\x20]*[jdv](ava|ata|b)\\s*(s\\s*c\\s*r\\s*i\\s*p\\s*t)?\\s*:/i.test(value)));
        if (strange) note(one);
        if (one.matches("img, script[src], link[rel=stylesheet], iframe, video, source, track") && (one.src || one.href)
            && !hosts.has(new URL(one.src || one.href, location).hostname)) note(one);
        if (one.matches("a[href]") && !/^(https?|mailto|tel|):$/.test(one.protocol)) note(one);
    }
    const never = "object, embed, base[href], applet, marquee, frameset, math, font, layer, bgsound, plaintext, xml,"
        + "xss, listing, meta[http-equiv=refresh], foreignobject, animate, set, isindex, keygen, blink, body body";
    document.querySelectorAll(never).forEach(note);
    return wrong;
}"""
TOLERATED = ("Failed to load resource", "Access to image at", "Access to video at")
"""Said of media of ours that are not there; whoever asks somebody else is found out by the request."""


log = logging.getLogger(__name__)


class Watch:
    """Whatever goes wrong in a context, in the order in which it does."""

    def __init__(self, context: BrowserContext) -> None:
        self.faults: list[str] = []
        self.looked = 0
        self._moves: list[str] = []
        context.add_init_script(CANARY)
        context.route(lambda address: urlsplit(address).hostname not in OURS, self._foreign)
        context.on("console", self._console)
        context.on("dialog", self._dialog)
        context.on("page", self._page)
        context.on("request", self._request)

    def fault(self, said: str) -> None:
        """Keep what went wrong, and tell of it at once: a soak takes long."""
        self.faults.append(said)
        log.warning("event=hostile fault=%r", said)

    def look(self, page: Page | Frame, what: str) -> None:
        """See what has become of a page or of a frame."""
        self.looked += 1
        try:
            for one in page.evaluate(MARKUP):
                self.fault(f"{what}: {one}")
        except Error as error:  # it went away while it was looked at
            self.fault(f"{what}: {error}")

    def visit(self, page: Page, address: str, *statuses: int) -> None:
        """Open a page of ours, which stays where it is."""
        self._settled()
        answer = page.goto(address, wait_until="load")
        if not answer or answer.status not in (statuses or (200,)):
            self.fault(f"{address} answers {answer and answer.status}")
        self.look(page, address)
        self._settled(kept=1)

    def _settled(self, kept: int = 0) -> None:
        if len(self._moves) > 1:
            self.fault(f"a page leads on: {self._moves}")
        del self._moves[kept:]

    def _foreign(self, route: Route) -> None:
        self.fault(f"{route.request.frame.url} asks for {route.request.url[:200]}")
        route.abort()

    def _request(self, asked: Request) -> None:
        if urlsplit(asked.url).scheme not in ("http", "https", "data", "blob"):
            self.fault(f"{asked.frame.url} asks for {asked.url[:200]}")

    def _console(self, message: ConsoleMessage) -> None:
        if not message.text.startswith(TOLERATED):
            where = message.location.get("url") or (message.page and message.page.url)
            self.fault(f"{where} says {message.text[:300]}")

    def _dialog(self, dialog: Dialog) -> None:
        self.fault(f"a dialog: {dialog.message[:200]}")
        dialog.dismiss()

    def _moved(self, frame: Frame) -> None:
        if frame.parent_frame is None:
            self._moves.append(frame.url)

    def _page(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.fault(f"{page.url} fails: {error}"))
        page.on("framenavigated", self._moved)
        page.on("popup", lambda other: self.fault(f"{page.url} opens {other.url}"))
