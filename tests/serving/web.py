"""deploy/nginx.conf as it stands, only with the ports and folders of a test."""

from __future__ import annotations

import getpass
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.serving.server import EMBED, ROOT, SITE, Server, environment, free_port
from tests.serving.wire import ask

MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


@dataclass(frozen=True)
class Web:
    """A running nginx, and what it said."""

    port: int
    folder: Path
    pid: int


@contextmanager
def nginx(server: Server, folder: Path) -> Iterator[Web]:
    """Run nginx in front of a server."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")
    if not program or not MODULE.exists():
        pytest.skip("there is no nginx with brotli_static on this machine")
    port = free_port()
    (folder / "listen.conf").write_text(f"listen 127.0.0.1:{port};\n")
    for part in ("minute", "locations"):
        (folder / f"{part}.conf").write_bytes(_printed(server, part))
    (folder / "nginx.conf").write_text(_adapted(server, folder))
    command = [
        program,
        "-c",
        folder / "nginx.conf",
        "-e",
        folder / "error.log",
        "-g",
        "daemon off;",
    ]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    web = Web(port, folder, process.pid)
    try:
        _wait(web, process)
        yield web
    finally:
        process.terminate()
        process.wait(10)


def _printed(server: Server, part: str) -> bytes:
    command = [sys.executable, "manage.py", "nginx", part]
    variables = environment(server.folder)
    return subprocess.run(
        command, cwd=ROOT, env=variables, check=True, stdout=subprocess.PIPE
    ).stdout


def _adapted(server: Server, folder: Path) -> str:
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    for given, own in {
        "user www-data;": f"user {getpass.getuser()};",
        "include /etc/nginx/modules-enabled/*.conf;": f"load_module {MODULE};",
        "/run/nginx.pid": f"{folder}/pid",
        "/var/log/nginx/": f"{folder}/",
        "/var/cache/nginx/hemicycle": f"{folder}/cache",
        "/etc/hemicycle/": f"{folder}/",
        "/var/lib/hemicycle/": f"{server.folder}/",
        "embed.parliament.example": EMBED,
        "parliament.example": SITE,
        "127.0.0.1:8000": f"127.0.0.1:{server.port}",
    }.items():
        assert given in text, f"deploy/nginx.conf no longer says {given!r}"
        text = text.replace(given, own)
    return text


def _wait(web: Web, process: subprocess.Popen[bytes]) -> None:
    for _attempt in range(100):
        with suppress(OSError):
            ask(web.port, "/", host="nobody.example")
            return
        assert process.poll() is None, (web.folder / "error.log").read_text()
        time.sleep(0.05)
    pytest.fail("nginx does not answer")
