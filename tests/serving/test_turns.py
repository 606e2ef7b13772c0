"""Readers of what is published and Django share a process: who asks for what is drawn waits for the others a little."""

from __future__ import annotations

import asyncio
import os

import pytest

from syndication.server import turns
from syndication.server.asgi import NICE, Application
from syndication.server.turns import Turns

ASKED = {
    "type": "http",
    "http_version": "1.1",
    "method": "GET",
    "scheme": "http",
    "path": "/",
    "query_string": b"",
    "headers": [],
    "server": ("127.0.0.1", 80),
}


class Clock:
    """A clock on which only drawing and waiting take time, and the answers given meanwhile."""

    def __init__(self, monkeypatch) -> None:
        self.now, self.answered = 100.0, 0
        self.waits: list[float] = []
        self.turns = Turns(lambda: self.answered)
        monkeypatch.setattr(turns, "perf_counter", lambda: self.now)
        monkeypatch.setattr(turns.asyncio, "sleep", self._wait)

    def draw(self, seconds: float, answers: int) -> None:
        async def drawn() -> None:
            async with self.turns.drawing():
                self.now += seconds
                self.answered += answers

        asyncio.run(drawn())

    async def _wait(self, seconds: float) -> None:
        self.waits.append(round(seconds, 6))
        self.now += seconds


@pytest.fixture
def clock(monkeypatch) -> Clock:
    return Clock(monkeypatch)


def test_while_nobody_reads_nobody_waits(clock):
    for _ in range(3):
        clock.draw(0.1, answers=0)

    assert clock.waits == []


def test_while_many_read_the_next_drawing_leaves_them_their_time(clock):
    for _ in range(3):
        clock.draw(0.1, answers=1000)

    assert clock.waits == [0.15, 0.15]


def test_time_that_passed_anyway_is_not_waited_for(clock):
    clock.draw(0.1, answers=1000)
    clock.now += 0.1
    clock.draw(0.1, answers=0)
    clock.now += 0.1
    clock.draw(0.1, answers=0)

    assert clock.waits == [0.05]


def test_nobody_waits_long_for_one_who_drew_for_long(clock):
    clock.draw(60, answers=1_000_000)
    for _ in range(4):
        clock.draw(0.01, answers=0)

    assert clock.waits == [0.25, 0.115]


def test_a_fault_gives_the_turn_back(clock):
    async def failed() -> None:
        async with clock.turns.drawing():
            clock.now += 0.1
            clock.answered += 1000
            raise ValueError("a fault")

    with pytest.raises(ValueError, match="a fault"):
        asyncio.run(failed())
    clock.draw(0.1, answers=0)

    assert clock.waits == [0.15]


@pytest.mark.parametrize(
    ("headers", "pieces", "wanted"),
    [
        ([("Content-Length", "6")], [b"abc", b"def"], [(b"abc", True), (b"def", False)]),
        ([("Content-Length", "0")], [b""], [(b"", False)]),
        ([("Content-Length", "6")], [], [(b"", False)]),  # to HEAD
        ([], [b"abc", b"def"], [(b"abc", True), (b"def", True), (b"", False)]),
    ],
)
def test_the_last_byte_of_a_known_length_ends_the_response(headers, pieces, wanted):
    """Who has it whole may ask again at once, and is not taken for somebody who waits for Django."""

    def view(environ, start_response):
        start_response("200 OK", headers)
        return pieces

    sent: list[tuple[bytes, bool]] = []

    async def send(message) -> None:
        if message["type"] == "http.response.body":
            sent.append((message["body"], message.get("more_body", False)))

    asyncio.run(Application(view)(ASKED, None, send))

    assert sent == wanted


def test_who_serves_gives_way_to_who_writes(server):
    assert os.getpriority(os.PRIO_PROCESS, server.process.pid) >= NICE > 0
