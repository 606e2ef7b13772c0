"""Start uvicorn as this server needs it."""

from __future__ import annotations

import os

import uvicorn
from django.conf import settings


def run(host: str, port: int, workers: int = 1) -> None:
    """Serve until told to stop; several workers are watched over by uvicorn, which replaces one that dies."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings.SETTINGS_MODULE)
    module, _, name = settings.ASGI_APPLICATION.rpartition(".")
    uvicorn.run(
        f"{module}:{name}",
        host=host,
        port=port,
        workers=workers,
        http="syndication.server.protocol:Protocol",
        ws="none",
        lifespan="on",
        access_log=False,
        server_header=False,
        log_level="warning",
    )
