"""Pages of other people, on an origin of their own, with whatever policy they have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import MappingProxyType
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Frame, Page

HOST = "host.localhost"
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"


@dataclass
class Seen:
    """What a page did while somebody looked: complaints of the console, and requests with their Referer."""

    complaints: list[str] = field(default_factory=list)
    requests: list[tuple[str, str]] = field(default_factory=list)

    def hosts(self) -> set[str]:
        return {str(urlsplit(address).hostname) for address, _ in self.requests}


def framed(address: str, *, sandbox: str | None = SANDBOX, more: str = "") -> str:
    """Return the iframe that our snippets have."""
    fence = "" if sandbox is None else f' sandbox="{sandbox}"'
    return (
        f'<iframe src="{address}" title="Speech" width="100%" height="656" loading="lazy"{fence}'
        f' allow="fullscreen" referrerpolicy="no-referrer" frameborder="0"{more}></iframe>'
    )


def shown(
    context: BrowserContext,
    body: str,
    headers: Mapping[str, str] = MappingProxyType({}),
    *,
    head: str = "",
    others: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Page, Seen]:
    """Open a page of somebody else's that holds a body; ``others`` are further pages of that origin."""
    page, seen = context.new_page(), Seen()
    page.on("console", lambda message: seen.complaints.append(message.text))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on(
        "request", lambda asked: seen.requests.append((asked.url, asked.headers.get("referer", "")))
    )
    whole = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>'
        f"{head}<body>{body}"
    )
    server = serving({"/": whole, "/favicon.ico": " ", **others}, headers)

    def stop(_context: BrowserContext) -> None:
        server.shutdown()
        server.server_close()

    context.on("close", stop)
    page.goto(f"http://{HOST}:{server.server_port}/", wait_until="load")
    return page, seen


def serving(pages: Mapping[str, str], headers: Mapping[str, str]) -> ThreadingHTTPServer:
    """Serve pages on a free port: frames of this machine show on no page that comes from nowhere."""

    class Site(BaseHTTPRequestHandler):
        """A few pages and their headers."""

        def do_GET(self) -> None:
            body = pages.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            kind = "text/javascript" if self.path.endswith(".js") else "text/html; charset=utf-8"
            for name, value in {"Content-Type": kind, **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    return server


def inside(page: Page) -> Frame:
    """Return the frame that shows the record, however deep it lies."""
    for _attempt in range(300):
        for frame in page.frames:
            if urlsplit(frame.url).path.startswith("/e/"):
                return frame
        page.wait_for_timeout(100)
    raise AssertionError([frame.url for frame in page.frames])
