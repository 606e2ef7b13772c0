"""A change reaches subscribers through a hub of somebody else, and a subscriber of somebody else through ours.

PY names a Python that has Flask-WebSub.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.interop import author
from tests.interop.news import News, for_one, published
from tests.serving.server import free_port

PEERS = Path(__file__).with_name("peers.py")
SOON = 60
"""Seconds in which a worker surely delivers, on a slow machine."""


@dataclass
class Peers:
    """The hub and the subscriber, from outside."""

    hub: str
    process: subprocess.Popen[str]
    said: queue.Queue[dict[str, Any]] = field(default_factory=queue.Queue)

    def listen(self) -> None:
        for line in self.process.stdout:
            self.said.put(json.loads(line))

    def subscribe(self, topic: str, hub: str) -> None:
        """Subscribe, and wait until that is confirmed."""
        self.process.stdin.write(f"{topic} {hub}\n")
        self.process.stdin.flush()
        self.wait(what="subscribe", topic=topic)

    def wait(self, words: str = "", **said: str) -> dict[str, Any]:
        """Return the first thing said that is such, with these words in what was brought."""
        until = time.monotonic() + SOON
        while True:
            found = self.said.get(timeout=max(until - time.monotonic(), 0.01))
            if said.items() <= found.items() and words in found.get("body", ""):
                return found


@pytest.fixture(scope="module")
def peers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peers]:
    python = os.environ.get("PY", "")
    has = [python, "-c", "import flask_websub"]
    if not python or subprocess.run(has, capture_output=True, check=False).returncode:
        pytest.skip("PY names no Python with Flask-WebSub")
    ports = free_port(), free_port()
    folder = tmp_path_factory.mktemp("peers")
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [python, PEERS, *map(str, ports), folder],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
        )  # fmt: skip
    found = Peers(f"http://127.0.0.1:{ports[0]}/hub", process)
    listening = threading.Thread(target=found.listen, daemon=True)
    listening.start()
    found.wait(what="ready")
    yield found
    process.terminate()
    process.wait(10)
    listening.join()
    process.stdin.close()
    process.stdout.close()


@pytest.fixture(scope="module")
def hubbed(peers: Peers, tmp_path_factory, migrated: Path) -> Iterator[News]:
    """A server that names that hub, with a worker that delivers."""
    own = {"DJANGO_SETTINGS_MODULE": "tests.interop.hubbed", "FURTHER_HUB": peers.hub}
    with published(tmp_path_factory.mktemp("hubbed"), migrated, tasks=1, **own) as found:
        yield found


@pytest.mark.parametrize("file", ["feed.atom", "feed.rss", "feed.json"])
@pytest.mark.parametrize("whose", ["theirs", "ours"])
def test_every_change_reaches_a_subscriber(hubbed, peers, file, whose):
    news = for_one(hubbed)
    topic, ours = news.feed(file), f"{news.site}/hub"
    with urlopen(topic) as answer:  # noqa: S310 (http on the loopback interface)
        links = answer.headers["Link"]
    peers.subscribe(topic, peers.hub if whose == "theirs" else ours)

    news.happens("correct", "corrected")
    corrected = peers.wait(author.HEARD, what="brought", topic=topic)
    news.happens("withdraw", "withdrawn")
    withdrawn = peers.wait(author.REASON, what="brought", topic=topic)
    with urlopen(topic) as answer:  # noqa: S310 (http on the loopback interface)
        feed = answer.read().decode()

    assert f'<{ours}>; rel="hub", <{peers.hub}>; rel="hub"' in links
    assert author.NOTE in corrected["body"]
    assert author.REGRET not in withdrawn["body"]
    assert withdrawn["body"] == feed
