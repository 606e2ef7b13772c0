"""Several hosts, each with a store of its own: what is done on one is seen on every other, whatever was cut or down."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import psycopg
import pytest
import redis

from syndication.publications.answers import Answer
from tests.serving.hosts import Host, host, migrated_for
from tests.serving.postgres import Postgres, postgres
from tests.serving.server import FEED, serving
from tests.serving.wire import ask

AT_ONCE = 1.0
"""Seconds within which a reader of another host sees what was done."""
SETTLED = 10.0
"""Seconds after which no host finds anything to write anew, on a slow machine."""
REDIS = "redis://127.0.0.1:6379/11"
CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND query IN ('LISTEN hemicycle', 'SELECT 1') AND pid <> pg_backend_pid()
"""


@pytest.fixture(scope="module")
def database() -> Iterator[Postgres]:
    with postgres() as found:
        yield found


@pytest.fixture(scope="module")
def own(database, tmp_path_factory) -> dict[str, str]:
    """What the hosts have in common."""
    url = migrated_for(database, tmp_path_factory.mktemp("made"), "hosts")
    return {"DATABASE_URL": url, "LOG_LEVEL": "INFO"}


@pytest.fixture(scope="module")
def hosts(own, tmp_path_factory) -> Iterator[tuple[Host, Host]]:
    with two(own, tmp_path_factory) as found:
        yield found


@contextmanager
def two(own, tmp_path_factory) -> Iterator[tuple[Host, Host]]:
    """Run two hosts that both serve the first speech."""
    here, there = tmp_path_factory.mktemp("here"), tmp_path_factory.mktemp("there")
    own = {"COHERENCE": "postgresql", **own}
    with host(here, **own) as one, host(there, **own) as other:
        one.hand.do("publish", 1, "first-words")
        for each in (one, other):
            each.sees(lambda body: b"first-words" in body, AT_ONCE)
        yield one, other


@pytest.fixture
def here(hosts) -> Host:
    one: Host = hosts[0]
    return one


@pytest.fixture
def there(hosts) -> Host:
    other: Host = hosts[1]
    return other


def test_what_is_published_on_one_host_is_seen_on_the_other(here, there):
    here.hand.do("publish", 2, "second-words")

    there.sees(lambda body: b"second-words" in body, AT_ONCE)


def test_a_correction_is_seen_on_the_other_host(here, there):
    there.hand.do("correct", 1, "corrected-words")

    here.sees(lambda body: b"corrected-words" in body and b"first-words" not in body, AT_ONCE)


def test_of_many_corrections_each_is_seen_within_a_second(here, there):
    assert max(_seconds_to_be_seen(here, there, 40)) < AT_ONCE


def test_a_withdrawal_is_seen_on_the_other_host_and_stands_on_its_kill_list(here, there):
    here.hand.do("publish", 3, "withdrawn-words")
    there.sees(lambda body: b"withdrawn-words" in body, AT_ONCE)
    here.hand.do("withdraw", 3, "By order of the court.")

    there.sees(lambda body: b"By order of the court." in body, AT_ONCE)
    assert b"withdrawn-words" not in there.feed()
    assert there.killed().count("t00000000003") == here.killed().count("t00000000003") > 0


def test_a_restoration_is_seen_on_the_other_host_and_can_be_withdrawn_there(here, there):
    here.hand.do("publish", 4, "restored-words")
    there.hand.do("withdraw", 4, "By mistake.")
    here.sees(lambda body: b"By mistake." in body, AT_ONCE)
    here.hand.do("restore", 4)
    there.sees(lambda body: b"restored-words" in body and b"By mistake." not in body, AT_ONCE)
    there.hand.do("withdraw", 4, "Now for good.")

    here.sees(lambda body: b"Now for good." in body, AT_ONCE)


def test_a_kill_reaches_the_other_hosts_file(here, there):
    here.hand.do("publish", 5, "killed-words")
    there.sees(lambda body: b"killed-words" in body, AT_ONCE)
    here.hand.do("kill", 5, "For somebody's safety.")

    there.sees(lambda body: b"killed-words" not in body, AT_ONCE)
    there.sees(lambda body: b"For somebody" in body, AT_ONCE)
    assert "t00000000005" in there.killed()


def test_what_one_host_wrote_anew_the_other_keeps(here, there):
    """Nobody makes the other write again and again what both have."""
    here.hand.do("correct", 1, "quiet-words")
    until = time.monotonic() + SETTLED
    kept: list[Answer | None] = []
    while not kept or any(found is None or found.stale for found in kept):
        assert time.monotonic() < until, "they go on making each other write"
        for each in (here, there):
            each.sees(partial(contains, b"quiet-words"), AT_ONCE)
        time.sleep(0.5)
        kept = [_kept(each) for each in (here, there)]

    assert kept[0] == kept[1]


def test_a_listener_whose_connection_is_cut_comes_back_and_says_so_once(here, there, own):
    with psycopg.connect(own["DATABASE_URL"], autocommit=True) as server:
        _comes_back(here, there, lambda: server.execute(CUT).fetchall())


def test_redis_wakes_hosts_as_well_and_may_be_cut_too(own, database, tmp_path_factory):
    with redis.Redis.from_url(REDIS, socket_connect_timeout=1) as server:
        try:
            server.ping()
        except redis.RedisError:
            pytest.skip("no Redis answers on this machine")
        url = migrated_for(database, tmp_path_factory.mktemp("made"), "redis")
        through = {**own, "DATABASE_URL": url, "COHERENCE": REDIS}
        with two(through, tmp_path_factory) as (here, there):
            assert max(_seconds_to_be_seen(here, there, 10)) < AT_ONCE
            _comes_back(here, there, lambda: server.client_kill_filter(_type="pubsub"))
            assert "Traceback" not in here.server.log() + there.server.log()


def test_a_host_that_was_down_never_shows_what_was_withdrawn_meanwhile(here, own, tmp_path):
    own = {**own, "COHERENCE": "postgresql"}
    here.hand.do("publish", 6, "old-words")
    with serving(tmp_path, **own) as away:
        before = ask(away.port, FEED).body
    here.hand.do("withdraw", 6, "While you were away.")
    with serving(tmp_path, **own) as away:
        first = ask(away.port, FEED).body
    (tmp_path / "published" / "place.json").unlink()  # as after a long time
    here.hand.do("correct", 1, "changed-long-ago")
    with serving(tmp_path, **own) as away:
        second = ask(away.port, FEED).body

    assert b"old-words" in before
    assert (b"old-words" in first, b"While you were away." in first) == (False, True)
    assert b"changed-long-ago" in second
    assert "t00000000006" in (tmp_path / "killed.jsonl").read_text()
    assert away.log().count("event=compared_everything") == 2


def test_what_is_embargoed_on_one_host_is_shown_by_none_even_while_the_database_is_down(
    here, there, database
):
    here.hand.do("publish", 8, "embargoed-words")
    for each in (here, there):
        each.sees(lambda body: b"embargoed-words" in body, AT_ONCE)
    here.hand.do("embargo", 8)
    time.sleep(0.5)  # in which the other host hears of it, and nobody asks
    database.end()
    try:
        found = [each.feed() for each in (here, there)]
    finally:
        database.start()
        _are_back(here, there, "after-the-embargo")

    assert [b"embargoed-words" in body for body in found] == [False, False]


def test_a_host_that_was_down_when_it_was_embargoed_does_not_show_it_either(
    here, there, own, database, tmp_path
):
    own = {**own, "COHERENCE": "postgresql"}
    here.hand.do("publish", 9, "away-words")
    with serving(tmp_path, **own) as away:
        before = ask(away.port, FEED).body
    here.hand.do("embargo", 9)
    (tmp_path / "published" / "place.json").unlink()  # as after a long time
    with serving(tmp_path, **own) as away:
        database.end()
        try:
            after = ask(away.port, FEED).body
        finally:
            database.start()
            _are_back(here, there, "after-the-absence")

    assert (b"away-words" in before, b"away-words" in after) == (True, False)


def test_a_kill_without_the_database_reaches_the_other_host_when_it_is_back(here, there, database):
    here.hand.do("publish", 7, "words-in-an-outage")
    for each in (here, there):
        each.sees(lambda body: b"words-in-an-outage" in body, AT_ONCE)
    database.end()
    try:
        here.hand.do("kill", 7, "In the night.")
        assert b"words-in-an-outage" not in ask(here.server.port, FEED).body
        assert b"words-in-an-outage" in there.feed()
        assert "t00000000007" not in there.killed()
    finally:
        database.start()

    there.sees(lambda body: b"In the night." in body, 40)
    assert "t00000000007" in there.killed()


def test_a_database_that_hung_costs_no_change(here, there, database):
    here.sees(lambda body: body.startswith(b"<?xml"), 10)
    database.hang()
    time.sleep(1)
    database.go_on()
    here.hand.do("correct", 1, "after-the-hang")

    there.sees(lambda body: b"after-the-hang" in body, 10)


def test_nothing_went_wrong_otherwise(here, there):
    assert "Traceback" not in here.server.log() + there.server.log()


def _kept(host: Host) -> Answer | None:
    return host.server.memory.get(f"www.valmere.example{FEED}")


def contains(words: bytes, body: bytes) -> bool:
    return words in body


def _seconds_to_be_seen(here: Host, there: Host, times: int) -> list[float]:
    """Return how long each of several corrections took to be seen on the other host."""
    took = []
    for number in range(times):
        here.hand.do("correct", 1, f"words-no-{number}.")
        took.append(there.sees(partial(contains, b"words-no-%d." % number), AT_ONCE))
    return took


def _are_back(here: Host, there: Host, words: str) -> None:
    """Wait until both hosts hear of each other again after the database was away."""
    here.sees(lambda body: body.startswith(b"<?xml"), 40)
    here.hand.do("correct", 1, words)
    there.sees(partial(contains, words.encode()), 40)


def _comes_back(here: Host, there: Host, cut: Callable[[], object]) -> None:
    """Cut the line, and see that the other host listens again and does not say so again and again."""
    before = there.server.log().count("event=not_listening")
    assert cut()
    time.sleep(0.5)
    here.hand.do("correct", 1, "after-the-cut")

    there.sees(lambda body: b"after-the-cut" in body, AT_ONCE)
    time.sleep(1)
    said = there.server.log()
    assert said.count("event=not_listening") == before + 1
    assert said.count("event=listening_again") == before + 1
