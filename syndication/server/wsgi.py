"""The outermost WSGI step: what is published is answered here by any WSGI server, everything else by Django."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any
from urllib.parse import quote

from syndication.health.seeing import outcome_of
from syndication.health.tally import tally
from syndication.patience import READER, WRITER, waiting
from syndication.server.table import DJANGOS, METHODS, Reply, Table, table

Environ = dict[str, Any]
Start = Callable[[str, list[tuple[str, str]]], Any]
Application = Callable[..., Any]
"""A WSGI application; Django calls its own a little differently typed."""

SAFE = ":,/"
"""What stands unquoted in the addresses of publications."""


class Published:
    """Answers what is published; lets Django answer the rest, without waiting for a database that does not."""

    def __init__(self, django: Application) -> None:
        self._django = django

    def __call__(self, environ: Environ, start: Start) -> Any:
        """Answer a request."""
        start = self._counting(environ, start)
        asks = environ["REQUEST_METHOD"] in METHODS
        reply = self._reply(environ) if asks else None
        if reply is None:
            with waiting(READER if asks else WRITER):
                return self._django(environ, start)
        fresh = reply.kept.answer.freshness(reply.at)
        status = "304 Not Modified" if reply.same else "200 OK"
        start(status, [("cache-control", fresh), *reply.head.pairs])
        if reply.same or environ["REQUEST_METHOD"] == "HEAD":
            return ()
        return (reply.kept.answer.bodies[reply.coding],)

    def _reply(self, environ: Environ) -> Reply | None:
        if environ.get("QUERY_STRING") or not self._djangos.isdisjoint(environ):
            return None
        if environ.get("CONTENT_LENGTH"):
            return None
        given = {name: environ[variable] for variable, name in self._wanted if variable in environ}
        path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
        target = quote(path.encode("latin-1"), safe=SAFE)
        asked = self._table.asked(target, given, environ["wsgi.url_scheme"])
        return self._table.reply(asked) if asked else None

    def _counting(self, environ: Environ, start: Start) -> Start:
        """Return what begins an answer and counts it; never that of somebody who shows a token."""
        host, path = environ.get("HTTP_HOST", ""), environ.get("PATH_INFO", "")
        if environ["REQUEST_METHOD"] != "GET" or "HTTP_AUTHORIZATION" in environ:
            return start
        given = {name: environ.get(variable, "") for variable, name in self._wanted}
        seen = self._table.seen(host, path, given)
        if seen is None:
            return start

        def counting(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            tally.count(seen._replace(outcome=outcome_of(int(status[:3]))))
            return start(status, headers, *more)

        return counting

    @cached_property
    def _table(self) -> Table:
        return table()

    @cached_property
    def _wanted(self) -> list[tuple[str, str]]:
        return [(_variable(name), name) for name in self._table.wanted]

    @cached_property
    def _djangos(self) -> frozenset[str]:
        return frozenset(map(_variable, DJANGOS - {"content-length"}))


def _variable(name: str) -> str:
    return f"HTTP_{name.upper().replace('-', '_')}"
