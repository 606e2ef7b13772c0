"""Two hosts with one database: each with a folder, a server and somebody at work."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.serving.hand import Hand, hand
from tests.serving.postgres import Postgres
from tests.serving.server import FEED, ROOT, Server, environment, serving
from tests.serving.wire import ask


@dataclass
class Host:
    """A host: what it serves, and who works there."""

    server: Server
    hand: Hand

    def feed(self) -> bytes:
        """Return the feed as a new reader gets it."""
        return ask(self.server.port, FEED).body

    def sees(self, what: Callable[[bytes], bool], within: float) -> float:
        """Return after how many seconds its feed is as it should be; fail when it takes longer."""
        began = time.monotonic()
        while not what(self.feed()):
            assert time.monotonic() - began < within, self.feed()
            time.sleep(0.005)
        return time.monotonic() - began

    def killed(self) -> str:
        """Return the host's kill-list."""
        path = self.server.folder / "killed.jsonl"
        return path.read_text() if path.exists() else ""


def migrated_for(database: Postgres, folder: Path, name: str) -> str:
    """Make a database with the engine's tables; return its address."""
    with psycopg.connect(database.url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    url = f"{database.url.rpartition('/')[0]}/{name}"
    command = [sys.executable, "manage.py", "migrate", "-v0", "syndication"]
    subprocess.run(command, cwd=ROOT, env=environment(folder, DATABASE_URL=url), check=True)
    return url


@contextmanager
def host(folder: Path, migrated: Path | None = None, **own: str) -> Iterator[Host]:
    """Run a host; its folder is what is left of it afterwards."""
    with ExitStack() as held:
        folder.mkdir(exist_ok=True)
        server = held.enter_context(serving(folder, migrated, **own))
        yield Host(server, held.enter_context(hand(folder, **own)))
