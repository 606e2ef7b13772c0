"""Start uvicorn as this server needs it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from threading import Thread

import uvicorn
from django.conf import settings

AGAIN = 1.0
"""Seconds before a worker of tasks that died is replaced."""


def run(host: str, port: int, workers: int = 1, tasks: int = 0) -> None:
    """Serve until told to stop; several workers are watched over by uvicorn, which replaces one that dies.

    Beside them run as many workers of ``tasks``, which are replaced, too, and end with this process however it ends.
    """
    for _number in range(tasks):
        Thread(target=_keep_working, daemon=True).start()
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


def _keep_working() -> None:
    command = [sys.executable, sys.argv[0], "work", "--beside"]
    while True:
        with subprocess.Popen(command, stdin=subprocess.PIPE) as worker:  # noqa: S603 (ourselves)
            worker.wait()
        time.sleep(AGAIN)
