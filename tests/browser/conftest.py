"""The demo parliament served by its own command, to be looked at."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[2]
TESTS_OWN = frozenset({"DATABASE_URL", "TASKS"})
"""Variables of the tests that are not those of a demo."""
PATIENCE = 300
"""Seconds a demo may take to begin; two processes of the tests begin one each."""


@dataclass(frozen=True)
class Demo:
    """Where the demo answers, and the examples its command printed."""

    site: str
    member: str
    speech: str
    embed: str
    feed: str


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo, in a folder of its own."""
    with demonstrating(tmp_path_factory.mktemp("demo")) as shown:
        yield shown


@contextmanager
def demonstrating(folder: Path) -> Iterator[Demo]:
    """Run ``manage.py demo`` on free ports with its own folder."""
    port, log = free_port(), folder / "log"
    (folder / "var").mkdir()
    environment = {
        **{name: value for name, value in os.environ.items() if name not in TESTS_OWN},
        "DJANGO_SETTINGS_MODULE": "cms.settings.development",
        "VAR_DIR": str(folder / "var"),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "EMBED_URL": f"http://embed.localhost:{port}",
        "PYTHONUNBUFFERED": "1",
    }
    with log.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "demo"], cwd=ROOT, env=environment, stdout=out, stderr=out
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/en/", server, log)
        yield printed(log.read_text(), f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait(timeout=20)


def free_port() -> int:
    """Return a port that is free, and the one after it too as a rule."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the demo answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            pytest.fail(f"the demo ended:\n{log.read_text()}")
        try:
            urlopen(address, timeout=5)  # noqa: S310 (our own http address)
        except OSError:
            time.sleep(0.5)
        else:
            return
    pytest.fail(f"the demo does not answer:\n{log.read_text()}")


def printed(text: str, site: str) -> Demo:
    """Read the addresses the command printed."""

    def address(name: str) -> str:
        found = re.search(rf"{name} +(http\S+)", text)
        assert found, f"the demo printed no address for {name!r}:\n{text}"
        return found[1]

    return Demo(
        site=site,
        member=address("A member's own page"),
        speech=address("A speech"),
        embed=address("Its embed"),
        feed=address("A member's feed"),
    )
