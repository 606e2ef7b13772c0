"""The servers that serving is compared with: a plain nginx on the disk, and our second choice under a WSGI server."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.serving.server import ROOT, SITE, environment, free_port
from tests.serving.web import MODULE
from tests.serving.wire import ask

WORKERS = 2
NGINX = """
load_module {module};
worker_processes {workers};
user root;
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    types {{ }}
    default_type "application/rss+xml; charset=utf-8";
    brotli_static on;
    gzip_static on;
    add_header cache-control "public, max-age=60";
    add_header vary "Accept-Encoding";
    server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""
"""As in the manual of nginx, for files that are compressed already."""

Running = tuple[int, int]
"""A port, and the first of the processes behind it."""


@contextmanager
def plain(folder: Path, root: Path) -> Iterator[Running]:
    """Run a plain nginx on the files below ``root``."""
    folder.mkdir()
    port = free_port()
    said = NGINX.format(module=MODULE, workers=WORKERS, folder=folder, port=port, root=root)
    (folder / "nginx.conf").write_text(said)
    program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin") or "nginx"
    command = [program, "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]
    with _running(command, port, {}) as process:
        yield port, process.pid


@contextmanager
def wsgi(folder: Path) -> Iterator[Running]:
    """Run the application under granian."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "cms.wsgi:application", "--interface=wsgi"]
    options = [f"--workers={WORKERS}", f"--port={port}", "--http=1", "--log-level=error"]
    threads = ["--runtime-mode=mt", "--blocking-threads=2"]
    with _running([*command, *options, *threads], port, environment(folder)) as process:
        yield port, process.pid


@contextmanager
def _running(
    command: Sequence[str], port: int, given: dict[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command, cwd=ROOT, env=given) as process:
        try:
            _wait(port)
            yield process
        finally:
            process.terminate()


def _wait(port: int) -> None:
    for _attempt in range(200):
        with suppress(OSError):
            ask(port, "/robots.txt", host=SITE)
            return
        time.sleep(0.1)
    raise SystemExit(f"nothing answers at port {port}")
