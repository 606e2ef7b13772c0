"""A server of a test's own, started by the command that operators use, and the store it reads from."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from syndication.publications import answers
from syndication.publications.answers import Answer
from syndication.publications.memory import Memory
from syndication.publications.stores import BACKENDS

ROOT = Path(__file__).resolve().parents[2]
SITE, EMBED = "www.valmere.example", "embed.valmere.example"
FEED = "/en/feeds/kind:speech/feed.rss"
SPEECH = "/e/en/speech/t00000000001/"
TESTS_OWN = frozenset({"DATABASE_URL", "TASKS"})
"""Variables of the tests that are not those of a server."""
START = 40
"""Seconds that a server may take to answer for the first time, on a slow machine."""


@dataclass
class Server:
    """A running server: where it answers, and the folder it shares with its workers."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes]
    stores: tuple[str, ...] = ("embedded",)

    @property
    def memory(self) -> Memory:
        """The same stores, opened by another process: the test's."""
        root = self.folder / "published"
        return Memory(root, tuple(BACKENDS[name](root) for name in self.stores))

    def put(self, path: str = FEED, body: bytes = b"<rss/>", host: str = SITE, **own) -> Answer:
        """Publish an answer as another process would."""
        made = answer(f"{host}{path}", body, **own)
        self.memory.put(made)
        return made

    def log(self) -> str:
        """Return what the server said."""
        return (self.folder / "log").read_text()


def answer(address: str, body: bytes, **own) -> Answer:
    """Return a complete answer that holds."""
    made = Answer(
        address=address,
        media_type="application/rss+xml; charset=utf-8",
        headers=(("X-Robots-Tag", "noindex"),),
        bodies=answers.encoded(body),
        digest=answers.digest(body),
        modified=1_793_613_600,
        keys=("kind:speech",),
        shown=("t00000000001/en",),
    )
    return replace(made, **own)


def environment(folder: Path, **own: str) -> dict[str, str]:
    """Return the variables of a server with everything in a folder."""
    kept = {name: value for name, value in os.environ.items() if name not in TESTS_OWN}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "cms.settings.development",
        "VAR_DIR": str(folder),
        "BASE_URL": f"http://{SITE}",
        "EMBED_URL": f"http://{EMBED}",
        **own,
    }


@contextmanager
def serving(
    folder: Path,
    migrated: Path | None = None,
    *,
    port: int = 0,
    workers: int = 1,
    tasks: int = 0,
    **own: str,
) -> Iterator[Server]:
    """Run ``manage.py serve`` on a port, a free one unless it is named, until the block ends."""
    (folder / "static").mkdir(parents=True, exist_ok=True)
    if migrated:
        shutil.copyfile(migrated, folder / "hemicycle.sqlite3")
    port = port or free_port()
    command = [sys.executable, "manage.py", "serve", f"--port={port}", f"--workers={workers}"]
    command.append(f"--tasks={tasks}")
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(folder, **own), stdout=log, stderr=log
        )
    stores = own.get("PUBLICATION_STORES", "embedded")
    server = Server(port, folder, process, tuple(stores.split(",")))
    try:
        _wait(server)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: Server) -> None:
    until = time.monotonic() + START
    while time.monotonic() < until:
        if server.process.poll() is not None:
            raise RuntimeError(f"The server ended:\n{server.log()}")
        try:
            socket.create_connection(("127.0.0.1", server.port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"The server does not answer:\n{server.log()}")
