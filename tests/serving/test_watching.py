"""Connections on which nothing happens are let go of; one that waits for its answer is not."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
import uvicorn
from django.conf import settings

from syndication.publications.memory import memory
from syndication.server import protocol
from syndication.server.table import table
from tests.serving.server import FEED, answer, free_port
from tests.serving.wire import Line, request

LOOK = 0.5
HOST = urlsplit(settings.BASE_URL).netloc


async def slow(scope, receive, send) -> None:
    """Answer after a while, or at once."""
    while scope["method"] == "POST" and (await receive()).get("more_body"):
        pass
    await asyncio.sleep(0 if scope["path"] == "/quick" else LOOK * 3)
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@pytest.fixture
def port(monkeypatch) -> Iterator[int]:
    monkeypatch.setattr(protocol, "PATIENCE", LOOK)
    table.cache_clear()
    found = free_port()
    server = uvicorn.Server(
        uvicorn.Config(
            slow,
            port=found,
            http=protocol.Protocol,
            ws="none",
            lifespan="off",
            log_config=None,
            timeout_keep_alive=LOOK,
        )
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield found
    server.should_exit = True
    thread.join()
    table.cache_clear()


@pytest.mark.parametrize("said", [b"", b"GET / HT", request("/", method="HEAD")[:-2]])
def test_a_silent_connection_is_closed(port, said):
    with Line(port) as line:
        line.send(said)
        began = time.monotonic()

        assert line.rest() == b""
    assert LOOK / 2 < time.monotonic() - began < LOOK * 10


def test_a_head_that_comes_too_slowly_is_cut_off(port):
    with Line(port) as line, pytest.raises(OSError, match=r"Broken pipe|reset"):
        line.drip(request("/"), LOOK / 4)


def test_a_body_that_comes_too_slowly_is_cut_off(port):
    with Line(port) as line:
        line.send(request("/", "Content-Length: 100000", method="POST"))
        began = time.monotonic()
        with suppress(OSError):
            line.drip(b"a" * 200, LOOK / 4)

        assert (line.receive().status, line.rest()) == (408, b"")
    assert time.monotonic() - began < LOOK * 20


def test_a_body_that_comes_at_a_fair_pace_is_read(port):
    piece = b"a" * int(protocol.PACE * LOOK)
    with Line(port) as line:
        line.send(request("/", f"Content-Length: {len(piece) * 20}", method="POST"))
        for _number in range(20):
            line.send(piece)
            time.sleep(LOOK / 4)

        assert line.receive().status == 204


def test_who_asks_the_same_again_and_again_is_not_let_go(port):
    memory().put(answer(f"{HOST}{FEED}", b"<rss/>"))
    again = request(FEED, host=HOST)
    with Line(port) as line:
        line.send(again)
        line.receive()
        line.send(request("/quick"))  # after which uvicorn, too, waits so long
        line.receive()
        for _time in range(8):
            line.send(again)
            assert line.receive().status == 200
            time.sleep(LOOK / 2)


def test_who_waits_for_an_answer_gets_it(port):
    with Line(port) as line:
        line.send(request("/"))

        assert line.receive().status == 204


def test_a_connection_is_kept_while_it_is_used(port):
    with Line(port) as line:
        for _time in range(30):
            line.send(request("/quick"))
            assert line.receive().status == 204
            time.sleep(LOOK / 10)
