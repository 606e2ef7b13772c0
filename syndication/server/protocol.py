"""uvicorn's HTTP/1.1 with a short path: what is published is answered as soon as the head of a request is parsed.

Everything else goes on to Django. This leans on the insides of uvicorn 0.54; tests/serving holds it to the contract.
"""

from __future__ import annotations

import asyncio
from email.utils import formatdate
from functools import lru_cache
from typing import Any

from django.conf import settings
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from syndication.publications.answers import freshness
from syndication.server.table import DJANGOS, METHODS, Question, Reply, table

LONGEST_HEAD = 64 * 1024
"""Bytes of a request's head; llhttp sets no limit of its own."""
PATIENCE = 10
"""Seconds between two looks at a connection; one on which nothing happened meanwhile is closed."""
LINGER = 1
"""Seconds in which the rest of what was refused is read and dropped, so that the refusal arrives."""
PACE = 1024
"""Bytes a second of a body between two looks; one that comes more slowly is refused."""
HEAD_TOO_LARGE = b"431 Request Header Fields Too Large"
BODY_TOO_LARGE = b"413 Content Too Large"
TOO_SLOW = b"408 Request Timeout"
REFUSAL = b"HTTP/1.1 %s\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
UNPUBLISHED = frozenset(name.encode() for name in DJANGOS)
READERS = frozenset(name.encode() for name in METHODS)


class Protocol(HttpToolsProtocol):
    """One connection."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._table = table()
        self._wanted = {name.encode(): name for name in self._table.wanted}
        self._longest_body = int(settings.UPLOAD_MEGABYTES) * 1024 * 1024
        self._heading = self._loading = self._answered = self._refused = False
        self._requests = self._read = self._loaded = 0
        self._looked: int | None = None
        self._question: Question | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        super().connection_made(transport)
        self._watch(())

    def connection_lost(self, exc: Exception | None) -> None:
        self._watcher.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._refused:
            return
        before = self._requests if self._is_idle() else None
        if before is not None and self._answered_again(data):
            return
        self._read += len(data)
        self._question = None
        super().data_received(data)
        if self._question and before == self._requests - 1 and self._is_idle():
            self._table.learn(data, self._question)
        if self._heading and self._read > LONGEST_HEAD:
            self._refuse(HEAD_TOO_LARGE)
        elif self._loading and self._read > self._longest_body + LONGEST_HEAD:
            self._refuse(BODY_TOO_LARGE)
        elif self._loading and self._read - self._loaded > LONGEST_HEAD:  # trailers
            self._refuse(HEAD_TOO_LARGE)

    def on_message_begin(self) -> None:
        """Begin without the scope, which only Django needs."""
        self.url, self.headers, self.expect_100_continue = b"", [], False
        self._heading, self._answered = True, False

    def on_headers_complete(self) -> None:
        self._heading = False
        self._loaded, self._looked = self._read, None
        self._requests += 1
        if self._refused or self.transport.is_closing():
            self._answered = True
        elif self._read > LONGEST_HEAD and self._size() > LONGEST_HEAD:
            self._refuse(HEAD_TOO_LARGE)
        elif self._length() > self._longest_body:
            self._refuse(BODY_TOO_LARGE)
        else:
            self._loading = True
            self._answer()

    def on_body(self, body: bytes) -> None:
        self._loaded = self._read
        if not self._answered:
            super().on_body(body)

    def on_message_complete(self) -> None:
        self._read, self._loading = 0, False
        if not self._answered:
            super().on_message_complete()

    def _answer(self) -> None:
        question = None if self._waiting() else self._asked()
        reply = self._table.reply(question.asked) if question else None
        if question is None or reply is None:
            self._hand_over()
            return
        self._answered = True
        self.server_state.total_requests += 1
        if question.cell is not None:
            question.cell[0] += 1
        if self.parser.should_keep_alive() and self.parser.get_http_version() != "1.0":
            self._question = question
            self.transport.write(written(reply, b"\r\n", whole=question.whole))
        else:
            end = b"connection: close\r\n\r\n"
            self.transport.write(written(reply, end, whole=question.whole))
            self.transport.close()

    def _is_idle(self) -> bool:
        """Tell whether the next byte begins a request, to be answered as soon as it is whole."""
        busy = self._read or self._heading or self._waiting() or self.transport.is_closing()
        return not busy

    def _answered_again(self, data: bytes) -> bool:
        """Answer what was asked before in the very same bytes, if that can be done now as it was then."""
        question = self._table.learned.get(data)
        reply = self._table.reply(question.asked) if question else None
        if question is None or reply is None:
            return False
        self._unset_keepalive_if_required()
        self._requests += 1
        self.server_state.total_requests += 1
        if question.cell is not None:
            question.cell[0] += 1
        self.transport.write(written(reply, b"\r\n", whole=question.whole))
        return True

    def _waiting(self) -> bool:
        """Tell whether a response must come first, or the reader must first read."""
        return self.flow.write_paused or not (self.cycle is None or self.cycle.response_complete)

    def _asked(self) -> Question | None:
        method = self.parser.get_method()
        if method not in READERS:
            return None
        given: dict[str, str] = {}
        for name, value in self.headers:
            wanted = self._wanted.get(name)
            if wanted is not None:
                if wanted in given:
                    return None
                given[wanted] = value.decode("latin-1")
            elif name in UNPUBLISHED:
                return None
        target, scheme = self.url.decode("latin-1"), self.scheme or "http"
        return self._table.question(target, given, scheme, whole=method == b"GET")

    def _hand_over(self) -> None:
        """Go on as uvicorn does, with the scope it would have made."""
        url, headers, expect = self.url, self.headers, self.expect_100_continue
        super().on_message_begin()
        self.url, self.headers, self.expect_100_continue = url, headers, expect
        self.scope["headers"] = headers
        super().on_headers_complete()

    def _refuse(self, status: bytes) -> None:
        """Say why, unless it is answered already, and let go of the connection."""
        self._refused = self._answered = True
        cycle = self.cycle if self._loading else None
        if cycle is None or not cycle.response_started:
            self.transport.write(REFUSAL % status)
        if cycle is not None:
            cycle.disconnected = True
            cycle.message_event.set()
        self.flow.resume_reading()
        self.loop.call_later(LINGER, self.transport.close)

    def _length(self) -> int:
        return next((int(value) for name, value in self.headers if name == b"content-length"), 0)

    def _size(self) -> int:
        return len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)

    def _watch(self, seen: tuple[int, ...]) -> None:
        """Close a connection on which nothing happened since the last look, then let go of it."""
        now = (self._requests, self.transport.get_write_buffer_size())
        if now == seen and (self.cycle is None or self.cycle.response_complete):
            end = self.transport.abort if self.transport.is_closing() else self.transport.close
            end()
        elif self._slow():
            self._refuse(TOO_SLOW)
        self._watcher = self.loop.call_later(PATIENCE, self._watch, now)

    def _slow(self) -> bool:
        """Tell whether a body comes too slowly for somebody who reads it; the first look only begins to measure."""
        before, self._looked = self._looked, self._read
        if not self._loading or self._refused or before is None or self.flow.read_paused:
            return False
        return self._read - before < PACE * PATIENCE


def written(reply: Reply, end: bytes, *, whole: bool) -> bytes:
    """Return the response as it goes out."""
    answer, second = reply.kept.answer, int(reply.at)
    status = "304 Not Modified" if reply.same else "200 OK"
    lasts = answer.ends is None and answer.holds(reply.at)
    begin = (
        _lasting(status, second) if lasts else _opening(status, second, answer.freshness(second))
    )
    if reply.same or not whole:
        return b"".join((begin, reply.head.lines, end))
    return b"".join((begin, reply.head.lines, end, answer.bodies[reply.coding]))


@lru_cache(4)
def _lasting(status: str, second: int) -> bytes:
    """Return what changes every second and is the same for everything without an end."""
    return _opening(status, second, freshness(second))


def _opening(status: str, second: int, fresh: str) -> bytes:
    date = formatdate(second, usegmt=True)
    return f"HTTP/1.1 {status}\r\ndate: {date}\r\ncache-control: {fresh}\r\n".encode()
