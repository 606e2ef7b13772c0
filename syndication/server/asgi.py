"""What uvicorn runs: Django under WSGI in threads, which is several times faster than Django's own ASGI."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from tempfile import SpooledTemporaryFile
from typing import Any

from a2wsgi import WSGIMiddleware

from syndication import upkeep
from syndication.health.tally import tally
from syndication.patience import READER
from syndication.server import listening
from syndication.server.table import METHODS, table
from syndication.server.turns import Turns

THREADS = 8
PATIENCE = 5
"""Seconds that a start waits for the record; what is published is served without it."""
IN_MEMORY = 1024 * 1024
"""Bytes of a body; what is longer is laid down in a file until it is whole."""
PIECE = 64 * 1024
NICE = 5
"""The niceness of who serves: on a busy machine, imports and the database come before readers (nice(1))."""
TURN = 0.0005
"""Seconds after which a thread that renders lets the one that serves go on; Python's own five thousandths are long."""

LENGTH = b"content-length"

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]


class Application:
    """A WSGI application behind uvicorn, started once stores, record and kill-list agree.

    A thread is only taken once the body of a request is there: who sends slowly holds nobody up.
    """

    def __init__(self, wsgi: Any) -> None:
        self._wsgi = WSGIMiddleware(wsgi, workers=THREADS)
        self._turns = Turns(lambda: table().answered)

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Answer a request, or start."""
        if scope["type"] == "lifespan":
            sys.setswitchinterval(TURN)
            os.nice(max(0, NICE - os.nice(0)))
            await asyncio.to_thread(upkeep.begin().wait, PATIENCE)
            listening.begin()
            receive = leaving(receive)
        elif scope["method"] not in METHODS:
            whole = await collected(receive)
            if whole is None:
                return
            receive = whole
        async with self._turns.drawing():
            await self._wsgi(scope, receive, ended(send))


def leaving(receive: Receive) -> Receive:
    """Return what writes down what was counted when it is time to end; uvicorn then goes by a signal, at once."""

    async def received() -> Any:
        message = await receive()
        if message["type"] == "lifespan.shutdown":
            await asyncio.to_thread(tally.write, READER)
        return message

    return received


def ended(send: Send) -> Send:
    """Return what says with the last byte of a length told before that it is the last, not in a message after it.

    Between the two, who has the whole response asks again on the same connection, and would be left to Django, too.
    """
    left: int | None = None

    async def sent(message: Any) -> None:
        nonlocal left
        if message["type"] == "http.response.start":
            left = next((int(value) for name, value in message["headers"] if name == LENGTH), None)
        elif left is not None:
            if left < 0:
                return
            left -= len(message["body"])
            if left == 0:
                message, left = {**message, "more_body": False}, -1
        await send(message)

    return sent


async def collected(receive: Receive) -> Receive | None:
    """Return what gives a body as it came, once all of it came; None where it broke off."""
    spool = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (read by whoever gets it)
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            spool.close()
            return None
        size += spool.write(message["body"])
        more = message["more_body"]
    spool.seek(0)

    async def give() -> Any:
        piece = spool.read(PIECE)
        rest = spool.tell() < size
        if not rest:
            spool.close()
        return {"type": "http.request", "body": piece, "more_body": rest}

    return give
