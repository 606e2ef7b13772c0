"""The site behind real HTTP on two ports, as strangers reach it, and something in front that may change answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Lock, Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, connections
from django.test import override_settings

REQUESTS = (request_started, request_finished)
"""At which Django lets go of connections; here there is one, and it is the test's."""


@dataclass(frozen=True)
class Said:
    """An answer, before it goes out."""

    status: str
    headers: dict[str, str]
    body: bytes

    def having(self, **headers: str) -> Said:
        """Return the same with other headers; an empty one is left out."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        kept = {name: value for name, value in self.headers.items() if name.lower() not in given}
        return replace(self, headers={**kept, **{n: v for n, v in given.items() if v}})

    def saying(self, before: bytes, after: bytes) -> Said:
        """Return the same with other words."""
        return replace(self, body=self.body.replace(before, after))


Change = Callable[[dict[str, Any], Said], Said]


@dataclass
class Front:
    """Where the site is, what stands in front of it does to an answer, and what was asked for."""

    site: str = ""
    embed: str = ""
    change: Change = lambda _asked, said: said
    asked: list[dict[str, Any]] = field(default_factory=list)


class _Silent(WSGIRequestHandler):
    def log_message(self, *_given: Any) -> None: ...


@contextmanager
def front() -> Iterator[Front]:
    """Serve the site from this process and its database until the block ends."""
    found = Front()
    servers = [WSGIServer(("127.0.0.1", 0), _Silent) for _host in range(2)]
    found.site, found.embed = (f"http://127.0.0.1:{server.server_port}" for server in servers)
    with override_settings(
        BASE_URL=found.site, EMBED_URL=found.embed, ALLOWED_HOSTS=["127.0.0.1"], FETCH_ALLOWED=()
    ):
        application = _shared(WSGIHandler(), found)
        threads = []
        connection.inc_thread_sharing()
        for signal in REQUESTS:
            signal.disconnect(close_old_connections)
        for server in servers:
            server.set_app(application)
            threads.append(Thread(target=server.serve_forever, args=[0.01], daemon=True))
            threads[-1].start()
        try:
            yield found
        finally:
            for server, thread in zip(servers, threads, strict=True):
                server.shutdown()
                thread.join()
                server.server_close()
            connection.dec_thread_sharing()
            for signal in REQUESTS:
                signal.connect(close_old_connections)


def _shared(handler: WSGIHandler, front: Front) -> Any:
    """Answer one after the other, by the connection of the test, whose transaction alone knows the record."""
    one, own = Lock(), connections["default"]

    def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        with one:
            connections["default"] = own
            said = front.change(environ, own_words := _said(handler, environ))
            front.asked.append(environ)
        if said.body != own_words.body:
            said = said.having(content_length=str(len(said.body)))
        start(said.status, list(said.headers.items()))
        return [said.body]

    return answer


def _said(handler: WSGIHandler, environ: dict[str, Any]) -> Said:
    begun: list[Any] = []
    answer = handler(environ, lambda status, headers, _info=None: begun.extend((status, headers)))
    try:
        body = b"".join(answer)
    finally:
        answer.close()
    status, headers = begun
    return Said(status, dict(headers), body)
