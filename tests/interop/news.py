"""A server that readers follow, through a door that notes how they ask, and somebody who publishes there."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.interop.door import Door, door
from tests.serving.hand import Hand, hand
from tests.serving.server import free_port, serving

NUMBERS = count(1)


@dataclass(frozen=True)
class News:
    """What is published for one reader."""

    door: Door
    author: Hand
    ids: dict[str, str]

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.door.port}"

    def feed(self, file: str, kind: str = "speech", language: str = "en") -> str:
        """Return the address of a feed of this reader's own sitting."""
        return f"{self.site}/{language}/feeds/kind:{kind}/sitting:{self.ids['sitting']}/{file}"

    def happens(self, verb: str, which: str) -> None:
        """Have the author do something; in a second of its own, since dates of HTTP count no shorter time."""
        time.sleep(1)
        self.author.do(verb, self.ids[which])

    def statuses(self, address: str) -> list[int]:
        """Return how those who asked for an address were answered."""
        return self.door.statuses(address.removeprefix(self.site))


@contextmanager
def published(folder: Path, migrated: Path, *, tasks: int = 0, **own: str) -> Iterator[News]:
    """Run a server and an author; ``ids`` are empty before somebody reads."""
    port = free_port()
    shutil.copyfile(migrated, folder / "hemicycle.sqlite3")
    with door(port) as front:
        own["BASE_URL"] = f"http://127.0.0.1:{front.port}"
        own["EMBED_URL"] = f"http://localhost:{front.port}"
        with (
            serving(folder, port=port, tasks=tasks, **own),
            hand(folder, "tests.interop.author", **own) as author,
        ):
            yield News(front, author, {})


def for_one(news: News) -> News:
    """Publish a sitting with speeches and a recording for one reader."""
    ids = json.loads(news.author.do("publish", next(NUMBERS)))
    return News(news.door, news.author, ids)
