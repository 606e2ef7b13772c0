"""Through our Varnish a reader gets what is published, soon after every change, and also while nothing is behind it."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.serving.cdn import FRESH, Origin, origin, varnish
from tests.serving.hosts import Host, host
from tests.serving.server import EMBED, FEED, SITE, SPEECH, free_port
from tests.serving.wire import ask, request

AT_ONCE = 1.0


@pytest.fixture(scope="module")
def scripted(tmp_path_factory) -> Iterator[tuple[Origin, int]]:
    with origin() as behind, varnish(behind.port, tmp_path_factory.mktemp("varnish")) as port:
        yield behind, port


@pytest.fixture
def behind(scripted) -> Origin:
    """An origin of which nothing is kept any more, and that says what every one says."""
    found: Origin = scripted[0]
    port = scripted[1]
    found.status, found.body, found.headers = 200, b"<rss/>", {"Cache-Control": FRESH}
    for host_name, path in ((SITE, FEED), (EMBED, SPEECH)):
        ask(port, path, host=host_name, method="PURGE")
    found.asked.clear()
    return found


@pytest.fixture
def port(scripted, behind) -> int:
    number: int = scripted[1]
    return number


def test_a_hot_feed_is_asked_for_once(behind, port):
    bodies = {ask(port).body for _time in range(20)}

    assert (bodies, behind.targets()) == ({b"<rss/>"}, [FEED])


def test_query_strings_and_cookies_make_no_variants(behind, port):
    for number in range(10):
        found = ask(port, f"{FEED}?utm={number}&x=%2e", f"Cookie: session={number}")
        assert (found.status, "set-cookie" in found.headers) == (200, False)
        ask(port, SPEECH, f"Authorization: Basic {number}", host=EMBED)

    assert behind.targets() == [FEED, SPEECH]
    assert not {"cookie", "authorization"} & set(behind.asked[0][1])


@pytest.mark.parametrize(
    ("accepted", "asked"),
    [
        ("br", "br"),
        ("gzip, deflate, br", "br"),
        ("br;q=0.1, gzip;q=1", "br"),
        ("br;q=0, gzip", "gzip"),
        ("GZip;q=1.0, *;q=0", "gzip"),
        ("gzip;q=0.0", None),
        ("x-gzip-x, brx", None),
        ("deflate", None),
        ("", None),
    ],
)
def test_there_are_three_codings_whatever_is_accepted(behind, port, accepted, asked):
    ask(port, FEED, f"Accept-Encoding: {accepted}")

    assert behind.asked[0][1].get("accept-encoding") == asked


def test_an_answer_with_a_cookie_or_without_a_date_is_not_kept(behind, port):
    behind.headers = {"Cache-Control": FRESH, "Set-Cookie": "session=1"}
    ask(port), ask(port)
    behind.headers = {"Cache-Control": "no-store"}
    ask(port), ask(port)

    assert len(behind.asked) == 4


@pytest.mark.parametrize(
    "path",
    [
        "/en/",
        "/admin/",
        "/media/a.pdf",
        "/api/v1/entries/?a=1",
        "/en/feeds/kind:speech/",
        "/en/feeds/?who=amina&q=a/b",
    ],
)
def test_everything_else_is_left_to_the_application(behind, port, path):
    ask(port, path, "Cookie: session=1"), ask(port, path, "Cookie: session=1")

    assert [(target, given["cookie"]) for target, given in behind.asked] == [
        (path, "session=1")
    ] * 2


def test_readers_cannot_purge(behind, port):
    ask(port)
    with socket.create_connection(("127.0.0.1", port), 5, ("127.0.0.2", 0)) as stranger:
        stranger.sendall(request(FEED, "Surrogate-Key: a:1", method="PURGE"))
        said = stranger.recv(1000)

    assert said.startswith(b"HTTP/1.1 405")
    assert ask(port, FEED, "Surrogate-Key: a) || (1", method="PURGE").status == 400


def test_a_key_purges_what_stands_on_it_in_every_coding_and_nothing_else(behind, port):
    def fetch() -> None:
        for key, path in (("a:1", FEED), ("a:11", f"{FEED}.other")):
            behind.headers = {"Cache-Control": FRESH, "Surrogate-Key": f"kind:speech {key}"}
            for coding in ("br", "gzip"):
                ask(port, path, f"Accept-Encoding: {coding}")

    fetch()
    behind.asked.clear()
    purged = ask(port, "/", "Surrogate-Key: a:0 a:1", host="127.0.0.1", method="PURGE")
    fetch()

    assert (purged.status, behind.targets()) == (200, [FEED, FEED])
    assert "surrogate-key" not in ask(port).headers


@pytest.mark.parametrize("host_name", ["evil.example", f"x.{SITE}", "127.0.0.1"])
def test_another_host_is_refused(behind, port, host_name):
    assert ask(port, FEED, host=host_name).status == 421
    assert behind.asked == []


def test_hosts_and_forwarded_headers_of_readers_do_not_get_through(behind, port):
    ask(port, FEED, "X-Forwarded-Host: evil.example", "Forwarded: host=evil", host=SITE.upper())

    given = behind.asked[0][1]
    assert given["host"] == SITE
    assert not {"x-forwarded-host", "forwarded"} & set(given)


def test_what_is_no_longer_fresh_is_given_while_it_is_asked_for_again(behind, port):
    behind.headers = {"Cache-Control": FRESH.replace("max-age=60", "max-age=1")}
    ask(port)
    behind.body = b"newer"
    time.sleep(1.2)
    first = ask(port).body
    time.sleep(0.3)

    assert (first, ask(port).body) == (b"<rss/>", b"newer")


def test_old_bytes_that_are_being_written_anew_are_asked_for_again_before_they_are_given(
    behind, port
):
    behind.headers = {"Cache-Control": "public, max-age=1, stale-if-error=86400"}
    ask(port)
    behind.body = b"newer"
    time.sleep(1.2)

    assert ask(port).body == b"newer"


@pytest.mark.parametrize(
    "fresh", [FRESH.replace("=60", "=1"), "public, max-age=1, stale-if-error=9"]
)
def test_an_error_of_the_application_is_covered_by_what_was_last_good(behind, port, fresh):
    behind.headers = {"Cache-Control": fresh}
    ask(port)
    behind.status = 503
    time.sleep(1.2)

    assert {(found.status, found.body) for found in (ask(port), ask(port), ask(port))} == {
        (200, b"<rss/>")
    }


def test_what_ends_is_not_given_beyond_its_end_even_then(behind, port):
    behind.headers = {"Cache-Control": "public, max-age=1"}
    ask(port)
    behind.status = 503
    time.sleep(1.2)

    assert ask(port).status == 503


def test_an_error_is_not_kept(behind, port):
    behind.status = 503
    first = ask(port).status
    behind.status = 200

    assert (first, ask(port).status) == (503, 200)


def test_with_nothing_behind_it_the_last_good_answers_are_given(tmp_path):
    with ExitStack() as ending:
        gone = ending.enter_context(origin())
        with varnish(gone.port, tmp_path) as number:
            gone.headers = {"Cache-Control": FRESH.replace("max-age=60", "max-age=1")}
            ask(number)
            ending.close()
            time.sleep(1.5)

            found = [ask(number) for _time in range(10)]
            unknown = ask(number, f"{FEED}.unknown").status

    assert {(one.status, one.body) for one in found} == {(200, b"<rss/>")}
    assert unknown == 503


@pytest.fixture(scope="module")
def site(tmp_path_factory, migrated) -> Iterator[tuple[Host, int]]:
    """The whole: an application that purges, behind Varnish."""
    own, folder = free_port(), tmp_path_factory.mktemp("purging")
    with (
        host(folder, migrated, PURGE_URL=f"http://127.0.0.1:{own}/") as found,
        varnish(found.server.port, tmp_path_factory.mktemp("varnish"), own),
    ):
        found.hand.do("publish", 1, "first-words")
        yield found, own


def sees(port: int, words: bytes) -> None:
    began = time.monotonic()
    while words not in ask(port).body:
        assert time.monotonic() - began < AT_ONCE
        time.sleep(0.01)


def test_a_change_purges_what_it_touches(site):
    application, own = site
    before = ask(own).body
    took = []
    for number in range(20):
        application.hand.do("correct", 1, f"words-no-{number}.")
        began = time.monotonic()
        sees(own, b"words-no-%d." % number)
        took.append(time.monotonic() - began)

    assert b"first-words" in before
    assert max(took) < AT_ONCE


@pytest.mark.parametrize(("number", "verb"), [(2, "withdraw"), (3, "kill")])
def test_a_withdrawal_is_gone_from_the_cache_within_a_second(site, number, verb):
    application, own = site
    application.hand.do("publish", number, f"gone-by-{verb}")
    sees(own, f"gone-by-{verb}".encode())
    application.hand.do(verb, number, f"The-reason-of-{verb}.")

    sees(own, f"The-reason-of-{verb}.".encode())
    time.sleep(2.5)  # until it was purged once more
    assert f"gone-by-{verb}".encode() not in ask(own).body
