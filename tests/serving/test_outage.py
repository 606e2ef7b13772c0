"""The database stops, hangs, comes back: what is published is served throughout, the rest says when to come again."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.serving.postgres import Postgres, postgres
from tests.serving.server import EMBED, ROOT, SITE, SPEECH, Server, environment, serving
from tests.serving.wire import ask

BILLS = "/en/feeds/kind:bill/feed.rss"
DOUBTED = "/en/feeds/all/feed.rss"
ENDED = "/en/feeds/kind:video/feed.rss"
QUICKLY = 6.0
"""Seconds within which a reader is told that nothing can be said."""


@pytest.fixture(scope="module")
def database() -> Iterator[Postgres]:
    with postgres() as found:
        yield found


@pytest.fixture(scope="module")
def folder(tmp_path_factory, database):
    found = tmp_path_factory.mktemp("outage")
    command = [sys.executable, "manage.py", "migrate", "-v0", "syndication"]
    variables = environment(found, DATABASE_URL=database.url)
    subprocess.run(command, cwd=ROOT, env=variables, check=True)
    return found


@pytest.fixture(scope="module")
def server(folder, database) -> Iterator[Server]:
    with serving(folder, DATABASE_URL=database.url) as found:
        publish(found)
        yield found


def publish(server: Server) -> None:
    server.put()
    server.put(SPEECH, b"<!doctype html>", EMBED)
    server.put(DOUBTED, b"doubted")
    server.put(ENDED, b"ended", ends=time.time() - 1, boundary=time.time() - 1)


def published(server: Server) -> list[bytes]:
    """Return what is answered at the published addresses; one of them must be written anew."""
    server.memory.doubt([f"{SITE}{DOUBTED}"])
    answers = [ask(server.port), ask(server.port, SPEECH, host=EMBED), ask(server.port, DOUBTED)]
    return [found.body for found in answers]


WHOLE = [b"<rss/>", b"<!doctype html>", b"doubted"]


def unpublished(server: Server, *paths: str) -> list[tuple[int, str | None]]:
    """Ask for several things at once that only the record knows, and tell that nobody waited long."""
    began = time.monotonic()
    with ThreadPoolExecutor(20) as crowd:
        found = list(crowd.map(lambda path: ask(server.port, path), paths * 20))
    assert time.monotonic() - began < QUICKLY
    return sorted({(answer.status, answer.headers.get("retry-after")) for answer in found})


def recovered(server: Server) -> bool:
    """Tell whether it goes on by itself within a few seconds."""
    until = time.monotonic() + 5
    while ask(server.port, BILLS).status != 200:
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def test_a_stopped_database_stops_nothing_that_is_published(server, database):
    well = ask(server.port, "/en/feeds/kind:member/feed.rss").status
    database.end()
    try:
        assert (published(server), well) == (WHOLE, 200)
        assert unpublished(server, BILLS) == [(503, "60")]
        assert unpublished(server, ENDED, "/en/feeds/some-stream/feed.rss", "/en/") == [(503, "60")]
        assert unpublished(server, "/nowhere") == [(503, "60")]
    finally:
        database.start()
    assert recovered(server)


def test_a_restart_of_the_database_costs_no_reader_an_error(server, database):
    assert recovered(server)
    well = unpublished(server, "/en/feeds/kind:document/feed.rss")
    database.end()
    database.start()

    assert well == unpublished(server, "/en/feeds/kind:news/feed.rss") == [(200, None)]


def test_a_hanging_database_keeps_nobody_waiting(server, database):
    assert recovered(server)
    database.hang()
    try:
        time.sleep(1.1)
        assert unpublished(server, "/en/feeds/kind:division/feed.rss") == [(503, "60")]
        assert published(server) == WHOLE
        assert unpublished(server, "/en/feeds/some-stream/feed.rss") == [(503, "60")]
    finally:
        database.go_on()
    time.sleep(1.1)
    assert ask(server.port, "/en/feeds/kind:division/feed.rss").status == 200


@pytest.mark.usefixtures("server")  # which publishes
@pytest.mark.parametrize("how", ["end", "hang"])
def test_a_server_starts_while_the_database_is_away(folder, database, how):
    getattr(database, how)()
    try:
        with serving(folder, DATABASE_URL=database.url) as again:
            assert published(again) == WHOLE
            assert unpublished(again, "/en/feeds/kind:sitting/feed.rss") == [(503, "60")]
            assert how == "hang" or "event=not_settled" in again.log()
            (database.start if how == "end" else database.go_on)()
            time.sleep(1.1)
            assert ask(again.port, "/en/feeds/kind:sitting/feed.rss").status == 200
    finally:
        if how == "hang":
            database.go_on()


def test_the_log_has_no_traceback_of_all_this(server):
    assert "Traceback" not in server.log()
