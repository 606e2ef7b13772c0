"""What uvicorn runs: Django under WSGI in threads, which is several times faster than Django's own ASGI."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from tempfile import SpooledTemporaryFile
from typing import Any

from a2wsgi import WSGIMiddleware

from syndication import upkeep
from syndication.server import listening
from syndication.server.table import METHODS

THREADS = 8
PATIENCE = 5
"""Seconds that a start waits for the record; what is published is served without it."""
IN_MEMORY = 1024 * 1024
"""Bytes of a body; what is longer is laid down in a file until it is whole."""
PIECE = 64 * 1024
TURN = 0.0005
"""Seconds after which a thread that renders lets the one that serves go on; Python's own five thousandths are long."""

Receive = Callable[[], Awaitable[Any]]


class Application:
    """A WSGI application behind uvicorn, started once stores, record and kill-list agree.

    A thread is only taken once the body of a request is there: who sends slowly holds nobody up.
    """

    def __init__(self, wsgi: Any) -> None:
        self._wsgi = WSGIMiddleware(wsgi, workers=THREADS)

    async def __call__(self, scope: Any, receive: Receive, send: Any) -> None:
        """Answer a request, or start."""
        if scope["type"] == "lifespan":
            sys.setswitchinterval(TURN)
            await asyncio.to_thread(upkeep.begin().wait, PATIENCE)
            listening.begin()
        elif scope["method"] not in METHODS:
            whole = await collected(receive)
            if whole is None:
                return
            receive = whole
        await self._wsgi(scope, receive, send)


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
