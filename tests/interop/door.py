"""A door in front of a server, which notes what was asked and answered; readers and writers know its address alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "server", "date"})
"""Headers that are between two ends of one connection, or that the door writes itself."""


class Passed(NamedTuple):
    """One who went through the door."""

    path: str
    agent: str
    status: int


@dataclass
class Door:
    """Where it is, what is behind it, and who went through."""

    port: int
    behind: int
    passed: list[Passed] = field(default_factory=list)

    def statuses(self, path: str) -> list[int]:
        """Return how those who asked for a path were answered."""
        return [one.status for one in self.passed if one.path == path]


@contextmanager
def door(behind: int) -> Iterator[Door]:
    """Stand in front of a port until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found = self.server.found
            with closing(HTTPConnection("127.0.0.1", found.behind, timeout=20)) as line:
                sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                line.request(self.command, self.path, sent or None, dict(self.headers))
                answer = line.getresponse()
                body = answer.read()
            agent = self.headers.get("User-Agent", "")
            found.passed.append(Passed(self.path, agent, answer.status))
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in HOP:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_said: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.found = Door(server.server_port, behind)
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    yield server.found
    server.shutdown()
    server.server_close()
