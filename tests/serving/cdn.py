"""deploy/varnish.vcl as it stands, only with the ports of a test, and origins to put behind it."""

from __future__ import annotations

import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.serving.server import EMBED, FEED, ROOT, SITE, free_port
from tests.serving.wire import ask

FRESH = "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"


@dataclass
class Origin:
    """What stands behind: every answer as the test wants it, and a list of what was asked for."""

    port: int = 0
    status: int = 200
    body: bytes = b"<rss/>"
    headers: dict[str, str] = field(default_factory=lambda: {"Cache-Control": FRESH})
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def targets(self) -> list[str]:
        return [target for target, _headers in self.asked]


class Quiet(ThreadingHTTPServer):
    """Says nothing of connections that Varnish lets go of."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def origin() -> Iterator[Origin]:
    """Answer until the block ends; what is asked by the probe is not written down."""
    found = Origin()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            given = {name.lower(): value for name, value in self.headers.items()}
            probing = self.path == "/robots.txt"
            if not probing:
                found.asked.append((self.path, given))
            self.send_response(200 if probing else found.status)
            body = b"" if probing else found.body
            own = {} if probing else {"Vary": "Accept-Encoding", **found.headers}
            for name, value in {**own, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = Quiet(("127.0.0.1", 0), Handler)
    found.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=[0.05])
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def varnish(behind: int, folder: Path, port: int = 0) -> Iterator[int]:
    """Run Varnish in front of a port; give its own."""
    program = shutil.which("varnishd", path="/usr/sbin:/usr/local/sbin:/usr/bin")
    if not program:
        pytest.skip("there is no varnishd on this machine")
    port = port or free_port()
    (folder / "varnish.vcl").write_text(_adapted(behind))
    command = [program, "-F", "-j", "none", "-n", folder / "work", "-T", "none", "-s", "malloc,32m"]
    command += ["-a", f"127.0.0.1:{port}", "-f", folder / "varnish.vcl"]
    command += ["-p", "http_gzip_support=off"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _wait(port, process, folder / "log")
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _adapted(behind: int) -> str:
    text = (ROOT / "deploy" / "varnish.vcl").read_text()
    for given, own in {
        "embed.parliament.example": EMBED,
        "parliament.example": SITE,
        '"8000"': f'"{behind}"',
        ".interval = 2s;": ".interval = 0.1s;",
    }.items():
        assert given in text, f"deploy/varnish.vcl no longer says {given!r}"
        text = text.replace(given, own)
    return text


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _attempt in range(400):
        with suppress(OSError):
            ask(port, FEED, host="nobody.example")
            return
        assert process.poll() is None, log.read_text()
        time.sleep(0.05)
    pytest.fail("Varnish does not answer")
