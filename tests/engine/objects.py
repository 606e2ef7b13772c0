"""The object store that tests write to, and how they look into it from outside."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.request import Request, urlopen
from uuid import uuid4

import obstore

from syndication.publications.bucket import opened
from tests.serving.server import ROOT, free_port

BUCKET = "hemicycle"
START = 40
"""Seconds it may take to answer for the first time, on a slow machine."""


@dataclass
class Objects:
    """A running object store with one bucket."""

    port: int
    process: subprocess.Popen[bytes]
    setting: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.setting = {
            "name": BUCKET,
            "prefix": "",
            "endpoint": f"http://127.0.0.1:{self.port}",
            "region": "us-east-1",
            "access_key": "test:tester",
            "secret_key": "testing",
        }

    def anew(self, **own: str) -> dict[str, str]:
        """Return the setting of a part of the bucket in which nothing is yet."""
        return {**self.setting, "prefix": uuid4().hex, **own}

    def hang(self) -> None:
        """Let it take connections and answer nothing."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it answer again."""
        self.process.send_signal(signal.SIGCONT)


def seen(setting: dict[str, str]) -> list[str]:
    """Return the keys for the public."""
    pages = obstore.list(opened(setting), "public/")
    return sorted(meta["path"].removeprefix("public/") for page in pages for meta in page)


def asked(setting: dict[str, str], key: str) -> tuple[dict[str, str], bytes]:
    """Return what a web server gets for a key: headers, with the names they have, and the body."""
    url = obstore.sign(opened(setting), "GET", f"public/{key}", timedelta(minutes=1))
    with urlopen(Request(url)) as found:  # noqa: S310 (of this machine)
        headers = {
            name.lower().removeprefix("x-amz-meta-"): value for name, value in found.headers.items()
        }
        return headers, found.read()


@contextmanager
def objects(folder: Path) -> Iterator[Objects]:
    """Run an object store until the block ends."""
    port = free_port()
    command = [
        sys.executable,
        "-P",
        str(ROOT / "tests/engine/object_server.py"),
        str(folder),
        str(port),
    ]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    found = Objects(port, process)
    try:
        _make_bucket(found)
        yield found
    finally:
        found.go_on()
        process.kill()
        process.wait()


def _make_bucket(found: Objects) -> None:
    until = time.monotonic() + START
    url = obstore.sign(opened(found.setting), "PUT", "", timedelta(minutes=5))
    while True:
        try:
            urlopen(Request(url, method="PUT", data=b"")).close()  # noqa: S310 (of this machine)
        except OSError:
            if time.monotonic() > until or found.process.poll() is not None:
                raise
            time.sleep(0.1)
        else:
            return
