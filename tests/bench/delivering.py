"""One change for ten thousand subscribers, while readers go on reading: how soon, and who is slowed down."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from syndication import actions, queries
from syndication.models import Subscription
from tests.bench.publishing import speech
from tests.serving.server import ROOT, SITE, environment, serving
from tests.serving.wire import ask

SUBSCRIBERS = 10_000
PACE = 0.01
"""Seconds between two readers."""
CALM, LONGEST = 15.0, 180.0
"""Seconds of reading before, and of delivering at most."""
FEED = "/en/feeds/kind:speech/feed.atom"


def main() -> None:
    """Measure on the empty database of the environment, and print the figures as JSON."""
    folder = Path(settings.PUBLISHED_ROOT).parent
    command = [sys.executable, "manage.py", "migrate", "-v0"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    actions.publish([speech(1, "Water supply", [])])
    with receiving() as ports, serving(folder) as server:
        subscribe(ports)
        calm = reading(server.port, until=after(CALM))
        with working(folder) as worker:
            time.sleep(5)  # it begins
            memory: list[int] = []
            actions.publish([speech(2, "Water supply", [])])
            began = time.monotonic()
            busy = reading(server.port, until=told(ports[0], worker, memory))
            seconds = time.monotonic() - began
        reached = count(ports[0])
    middle = len(memory) // 2
    figures = {
        "seconds": seconds,
        "reached": reached,
        "slower": slowest(busy) / slowest(calm),
        "growth": max(memory[middle:]) / max(memory[:middle]),
    }
    json.dump(figures, sys.stdout)


def subscribe(ports: list[int]) -> None:
    """Have callbacks at every port follow the feed."""
    first = f"http://127.0.0.1:{ports[0]}/0"
    wish = queries.topic(f"{settings.BASE_URL}{FEED}")
    until = timezone.now() + timedelta(days=1)
    actions.subscribe(wish, scheme="websub", address=first, secret="word", until=until)  # noqa: S106 (a bench's)
    known = Subscription.objects.get()
    rows = []
    for number in range(1, SUBSCRIBERS):
        where = f"http://127.0.0.1:{ports[number % len(ports)]}"
        told = {
            name: getattr(known, name) for name in ("scheme", "topic", "secret", "until", "told")
        }
        rows.append(
            Subscription(
                **told, address=f"{where}/{number}", destination=where, created=known.created
            )
        )
    Subscription.objects.bulk_create(rows, batch_size=500)


def reading(port: int, *, until: Callable[[], bool]) -> list[float]:
    """Read the feed at an even pace; return the milliseconds of each answer."""
    found, following = [], time.monotonic()
    while not until():
        following += PACE
        time.sleep(max(0.0, following - time.monotonic()))
        began = time.perf_counter()
        ask(port, FEED, host=SITE)
        found.append((time.perf_counter() - began) * 1000)
    return found


def slowest(milliseconds: list[float]) -> float:
    """Return the 99th percentile."""
    return statistics.quantiles(milliseconds, n=100)[98]


def after(seconds: float) -> Callable[[], bool]:
    """Return what says when so much time is over."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() >= end


def told(port: int, worker: int, memory: list[int]) -> Callable[[], bool]:
    """Return what says when everybody was told, or it takes too long; notes the worker's memory meanwhile."""
    over, looked = after(LONGEST), [time.monotonic()]

    def done() -> bool:
        if time.monotonic() - looked[0] < 0.5:
            return False
        looked[0] = time.monotonic()
        memory.append(resident(worker))
        return count(port) >= SUBSCRIBERS or over()

    return done


def count(port: int) -> int:
    """Return how many subscribers had something."""
    return int(ask(port, "/").body)


def resident(pid: int) -> int:
    """Return the kilobytes of memory a process holds (Linux)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


@contextmanager
def receiving() -> Iterator[list[int]]:
    """Run the subscribers until the block ends."""
    command = [sys.executable, "-m", "tests.bench.receiving"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield [int(port) for port in process.stdout.readline().split()]
        process.terminate()


@contextmanager
def working(folder: Path) -> Iterator[int]:
    """Run a worker until the block ends."""
    command = [sys.executable, "manage.py", "work"]
    with subprocess.Popen(command, cwd=ROOT, env=environment(folder)) as process:
        yield process.pid
        process.terminate()
