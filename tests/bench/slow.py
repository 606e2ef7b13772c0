"""A proxy that lets every request wait: what is far away, on one machine."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

WAIT = 0.15
HOPS = frozenset({"connection", "keep-alive", "proxy-connection", "transfer-encoding"})


class Slow(BaseHTTPRequestHandler):
    """Answer what another server answers, later."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        time.sleep(WAIT)
        asked = urlsplit(self.path)
        port = asked.port or 80
        there = HTTPConnection("127.0.0.1", port)
        own = {name: value for name, value in self.headers.items() if name.lower() not in HOPS}
        there.request("GET", f"{asked.path}?{asked.query}".rstrip("?"), headers=own)
        answer = there.getresponse()
        body = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOPS | {"content-length"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        there.close()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def proxy() -> Iterator[str]:
    """Run the proxy; the block is given its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
