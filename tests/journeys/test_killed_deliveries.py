"""A worker killed at any moment of a fan-out loses nothing, and what is sent twice has one id."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.engine.subscribers import Subscriber, subscriber
from tests.journeys.test_killed_import import ROOT, copied

PATIENCE = 60.0


@pytest.mark.parametrize(
    ("kills", "subscribers"),
    [(10, 60), pytest.param(200, 500, marks=pytest.mark.soak)],
)
def test_a_fan_out_survives_its_killed_workers(
    tmp_path: Path, migrated: Path, kills: int, subscribers: int
) -> None:
    moments = random.Random(kills)  # noqa: S311 (moments to kill at)
    with subscriber() as own, Nursery(copied(migrated, tmp_path / "own")) as nursery:
        own.seconds = 0.1
        nursery.say(f"follow {subscribers} {own.url}")
        changes = 0
        while kills > 0:
            changes += 1
            nursery.say(f"change {changes + 1}")
            told = received(own, changes, subscribers)
            while kills > 0 and not told():
                nursery.killed(after=moments.uniform(0.1, 0.8))
                kills -= 1
        nursery.ask("work")
        assert waited(told), f"{subscribers - len(reached(own, changes))} were not told"

    ids = defaultdict(set)
    for sent in own.brought:
        ids[sent.path, sent.body].add(sent.id)
    assert changes >= 1
    assert [where for (where, _body), known in ids.items() if len(known) > 1] == []
    assert all("x-hub-signature" in sent.headers for sent in own.brought)


def test_workers_side_by_side_share_a_fan_out_and_send_nothing_twice(
    tmp_path: Path, migrated: Path
) -> None:
    with subscriber() as own, Nursery(copied(migrated, tmp_path / "own")) as nursery:
        own.seconds = 0.02
        nursery.say(f"follow 120 {own.url}")
        nursery.say("change 2")
        for _worker in range(2):
            nursery.ask("work 20")
        assert waited(received(own, 1, 120))
        time.sleep(1)  # for what would come twice

    assert len(own.brought) == 120


def reached(own: Subscriber, number: int) -> set[str]:
    """Return who was brought a change."""
    words = f"Change {number + 1}.".encode()
    return {sent.path for sent in list(own.brought) if words in sent.body}


def received(own: Subscriber, number: int, subscribers: int) -> Callable[[], bool]:
    return lambda: len(reached(own, number)) == subscribers


def waited(done: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE
    while not (ended := done()) and time.monotonic() < until:
        time.sleep(0.1)
    return ended


class Nursery:
    """Begins workers, and kills them without warning."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        command = [sys.executable, "-m", "tests.journeys.nursery"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, text=True
        )
        self._workers: list[int] = []

    def __enter__(self) -> Nursery:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            os.kill(worker, signal.SIGKILL)
        self._process.communicate()

    def say(self, line: str) -> None:
        """Have something be done to its end."""
        assert self.ask(line) == "done"

    def ask(self, line: str) -> str:
        """Return the answer to a line; a worker that is begun lives until the end."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline().strip()
        if line.startswith("work"):
            self._workers.append(int(answer))
        return answer

    def killed(self, *, after: float) -> None:
        """Begin a worker and kill it."""
        worker = int(self.ask("work"))
        self._workers.remove(worker)
        time.sleep(after)
        os.kill(worker, signal.SIGKILL)
