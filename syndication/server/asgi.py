"""What uvicorn runs: Django under WSGI in threads, which is several times faster than Django's own ASGI."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from a2wsgi import WSGIMiddleware
from django.db import Error, connections

from syndication import actions

log = logging.getLogger("syndication.server")

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
            settling = asyncio.get_running_loop().run_in_executor(None, settle)
            await asyncio.wait([settling], timeout=PATIENCE)
        await self._wsgi(scope, receive, send)


def settle() -> None:
    """Have stores, record and kill-list agree; where the record cannot be asked, go on without."""
    try:
        withdrawn = actions.settle()
    except (Error, OSError) as error:
        log.warning("event=not_settled reason=%r", str(error))
    else:
        log.info("event=settled withdrawn=%s", withdrawn)
    finally:
        connections.close_all()
