"""Subscribers on this machine, over real HTTP: what they are asked and brought, and what they answer to it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from django.utils import timezone

from syndication.contract import Delivery
from syndication.delivery.delivering import Deliverer
from syndication.models import DeliveryRecord
from syndication.posting import post


@dataclass(frozen=True)
class Brought:
    """One delivery as it arrived."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["x-delivery-id"]


@dataclass
class Subscriber:
    """Takes everything unless told otherwise: by which status, with which headers, after how many seconds."""

    url: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    brought: list[Brought] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0
    echo: Callable[[str], str] = lambda challenge: challenge
    taken: Callable[[], None] = lambda: None

    def at(self, path: str) -> list[Brought]:
        return [one for one in self.brought if one.path == path]


@contextmanager
def subscriber() -> Iterator[Subscriber]:
    """Be there until the block ends."""
    found = Subscriber()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = {name: value[0] for name, value in parse_qs(urlsplit(self.path).query).items()}
            found.asked.append({**asked, "path": urlsplit(self.path).path})
            self._answer(found.echo(asked.get("hub.challenge", "")).encode())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            found.brought.append(Brought(self.path, headers, body))
            found.taken()
            self._answer(b"")

        def _answer(self, body: bytes) -> None:
            time.sleep(found.seconds)
            self.send_response(found.statuses.get(self.path, found.status))
            for name, value in found.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        request_queue_size = 1000
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    found.url = f"http://127.0.0.1:{server.server_port}"
    yield found
    server.shutdown()
    server.server_close()


def deliver(seconds: float = 20) -> None:
    """Look what is owed, and deliver until nothing waits that is due."""
    looked = iter([False, *[True] * 10_000])

    def done() -> bool:
        due = DeliveryRecord.objects.filter(state="waiting", due__lte=timezone.now())
        return next(looked) and not due.exists()

    assert Deliverer().until(done, seconds)


class PlainTransport:
    """Brings a body with its id, and nothing else."""

    scheme = "plain"

    def send(self, delivery: Delivery) -> None:
        post(delivery.address, delivery.artefact.body, {"X-Delivery-Id": delivery.id})
