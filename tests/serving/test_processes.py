"""Several workers and whoever else writes: what one process changes, the next request to any other shows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import override_settings

from syndication import actions
from syndication.publications.locks import Locks
from syndication.server.table import BEGUN
from tests.serving.server import FEED, SITE, Server, serving
from tests.serving.wire import ask

OTHER, GONE = "/en/feeds/kind:bill/feed.rss", "/en/feeds/kind:video/feed.rss"
WRITTEN, ENDED = "/en/feeds/kind:sitting/feed.rss", "/en/feeds/kind:division/feed.rss"
"""Feeds of one test each: the workers may go on drawing them when it is over."""

WORKERS = 2
TIMES = 12
"""Connections that surely reach both workers."""


@pytest.fixture(scope="module")
def server(tmp_path_factory, migrated) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("workers"), migrated, workers=WORKERS) as found:
        yield found


def bodies(server: Server, path: str = FEED) -> set[bytes]:
    """Ask often enough to reach every worker."""
    return {ask(server.port, path).body for _time in range(TIMES)}


def test_every_worker_shows_at_once_what_was_written_elsewhere(server):
    for number in range(5):
        body = b"version %d" % number
        server.put(body=body)

        assert bodies(server) == {body}


def test_a_withdrawal_is_seen_at_once(server):
    server.put(GONE, body=b"the words of the speech", shown=("t00000000009/en",))
    seen = bodies(server, GONE)

    with override_settings(
        PUBLISHED_ROOT=server.folder / "published", KILL_LIST=server.folder / "killed.jsonl"
    ):
        showed = actions.kill("t00000000009", reason="By order of the court.")
    after = {ask(server.port, GONE).status: ask(server.port, GONE).body for _time in range(TIMES)}

    assert (seen, showed) == ({b"the words of the speech"}, 1)
    assert all(b"the words" not in body for body in after.values())
    assert after.keys() == {200}


def test_what_is_doubted_is_written_anew_before_it_is_served(server):
    server.put(OTHER, body=b"doubtful", shown=())
    server.memory.doubt([SITE + OTHER])
    time.sleep(BEGUN)

    assert b"doubtful" not in b"".join(bodies(server, OTHER))


def test_while_somebody_writes_an_address_anew_everybody_gets_what_was_there(server):
    server.put(WRITTEN, body=b"before", shown=())
    with Locks(server.folder / "published" / "locks").alone(SITE + WRITTEN, wait=False):
        server.memory.doubt([SITE + WRITTEN])
        time.sleep(BEGUN)
        meanwhile = [ask(server.port, WRITTEN) for _time in range(TIMES)]

    assert {reader.body for reader in meanwhile} == {b"before"}
    assert all("max-age=1," in reader.headers["cache-control"] for reader in meanwhile)


def test_what_somebody_writes_anew_is_not_shown_beyond_its_end(server):
    server.put(ENDED, body=b"over", shown=(), ends=time.time() - 1)
    with ThreadPoolExecutor() as readers:
        with Locks(server.folder / "published" / "locks").alone(SITE + ENDED, wait=False):
            server.memory.doubt([SITE + ENDED])
            reader = readers.submit(ask, server.port, ENDED)
            time.sleep(0.5)
            waited = not reader.done()
        found = reader.result()

    assert waited
    assert b"over" not in found.body


def test_what_awaits_a_moment_is_not_served_beyond_it(server):
    soon = time.time() + 2
    server.put(body=b"before the embargo ended", shown=(), boundary=soon)
    before = bodies(server)
    time.sleep(max(0, soon - time.time()))

    assert before == {b"before the embargo ended"}
    assert b"before" not in b"".join(bodies(server))
