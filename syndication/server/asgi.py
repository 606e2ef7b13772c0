"""What uvicorn runs: Django under WSGI in threads, which is several times faster than Django's own ASGI."""

from __future__ import annotations

import asyncio
from typing import Any

from a2wsgi import WSGIMiddleware

from syndication import upkeep
from syndication.server import listening

THREADS = 8
PATIENCE = 5
"""Seconds that a start waits for the record; what is published is served without it."""


class Application:
    """A WSGI application behind uvicorn, started once stores, record and kill-list agree."""

    def __init__(self, wsgi: Any) -> None:
        self._wsgi = WSGIMiddleware(wsgi, workers=THREADS)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request, or start."""
        if scope["type"] == "lifespan":
            await asyncio.to_thread(upkeep.begin().wait, PATIENCE)
            listening.begin()
        await self._wsgi(scope, receive, send)
