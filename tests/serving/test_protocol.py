"""The contract of the short path with whoever speaks HTTP/1 to it, well or badly."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.serving.server import EMBED, FEED, SITE, SPEECH
from tests.serving.wire import Line, ask, request

OURS = "/en/feeds/kind:speech/feed.none"
"""An address that Django knows nothing of: only the short path can answer it."""
BILLS = "/en/feeds/kind:bill/feed.rss"
NOTHING = "/en/feeds/kind:speech/feed.nothing"
"""An address where nothing is published: Django answers 404."""


@pytest.fixture(scope="module", autouse=True)
def published(server):
    server.put(OURS, b"ours")
    server.put(BILLS, b"bills")


def test_what_is_published_never_reaches_django(server):
    found = ask(server.port, OURS)

    assert (found.status, found.body) == (200, b"ours")
    assert ask(server.port, NOTHING).status == 404


def test_head_is_the_same_without_the_body(server):
    got, head = ask(server.port, OURS), ask(server.port, OURS, method="HEAD")

    assert (head.status, head.headers["content-length"]) == (200, "4")
    assert head.headers.keys() == got.headers.keys()


def test_a_connection_is_used_again_after_head_and_after_304(server):
    etag = ask(server.port, OURS).headers["etag"]

    with Line(server.port) as line:
        line.send(request(OURS, method="HEAD"))
        first = line.receive(body=False)
        line.send(request(OURS, f"If-None-Match: {etag}"))
        second = line.receive()
        line.send(request(OURS))
        third = line.receive()

    assert [first.status, second.status, third.status] == [200, 304, 200]
    assert third.body == b"ours"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_every_other_method_is_djangos(server, method):
    assert ask(server.port, FEED, method=method).status in {403, 405}


def test_questions_of_one_packet_are_answered_in_their_order(server):
    paths = [OURS, BILLS, NOTHING, FEED, BILLS, NOTHING, FEED]

    with Line(server.port) as line:
        line.send(b"".join(request(path) for path in paths))
        answered = [line.receive() for _path in paths]

    bodies = [found.body if found.status == 200 else found.status for found in answered]
    assert bodies == [b"ours", b"bills", 404, b"<rss/>", b"bills", 404, b"<rss/>"]


def test_a_thousand_questions_of_one_packet_are_all_answered(server):
    with Line(server.port) as line:
        line.send(request(OURS) * 1000)
        answered = [line.receive() for _number in range(1000)]

    assert {(found.status, found.body) for found in answered} == {(200, b"ours")}


def test_who_asks_without_reading_is_not_answered_without_end(server):
    path, body = "/en/feeds/kind:video/feed.rss", bytes(1_000_000)
    server.put(path, body)
    before = _megabytes(server.process.pid)

    with Line(server.port) as line:
        line.send(request(path) * 200)
        time.sleep(0.5)
        grown = _megabytes(server.process.pid) - before
        answered = {len(line.receive().body) for _number in range(200)}

    assert (answered, grown < 60) == ({len(body)}, True)


@pytest.mark.parametrize("path", [OURS, NOTHING])
@pytest.mark.parametrize(
    ("headers", "version"),
    [(["Connection: close"], "1.1"), ([], "1.0"), (["Connection: keep-alive"], "1.0")],
)
def test_who_asks_to_close_or_speaks_http_1_0_is_answered_and_let_go(
    server, path, headers, version
):
    with Line(server.port) as line:
        line.send(request(path, *headers, version=version))
        found, rest = line.receive(), line.rest()

    assert (found.status, rest) == (200 if path == OURS else 404, b"")
    assert found.headers["connection"] == "close"


def test_what_follows_a_last_question_is_not_answered(server):
    with Line(server.port) as line:
        line.send(request(OURS, "Connection: close") + request(OURS))

        assert (line.receive().status, line.rest()) == (200, b"")


@pytest.mark.parametrize("path", [FEED, NOTHING])
@pytest.mark.parametrize(
    ("header", "body"),
    [
        ("Content-Length: 5", b"hello"),
        ("Transfer-Encoding: chunked", b"5\r\nhello\r\n0\r\n\r\n"),
    ],
)
def test_the_body_of_a_get_is_swallowed_and_the_next_question_answered(server, path, header, body):
    with Line(server.port) as line:
        line.send(request(path, header) + body + request(OURS))
        first = line.receive()
        line.send(request(BILLS))
        others = [line.receive(), line.receive()]

    assert first.status == (200 if path == FEED else 404)
    assert others[1].body == b"bills"


@pytest.mark.parametrize("path", [FEED, NOTHING])
def test_who_expects_100_gets_a_final_answer(server, path):
    with Line(server.port) as line:
        line.send(request(path, "Expect: 100-continue", "Content-Length: 5"))

        assert line.receive().status == (200 if path == FEED else 404)


def test_a_post_that_expects_100_gets_it_when_it_is_read(server):
    with Line(server.port) as line:
        line.send(
            request("/admin/login/", "Expect: 100-continue", "Content-Length: 5", method="POST")
        )

        assert line.receive(body=False).status in {100, 403}


def test_a_head_too_large_is_refused_and_the_connection_closed(server):
    for path in (OURS, NOTHING):
        with Line(server.port) as line:
            line.send(request(path, f"X-Long: {'a' * 100_000}"))

            assert (line.receive().status, line.rest()) == (431, b"")


def test_a_head_without_end_is_refused_before_it_ends(server):
    with Line(server.port) as line:
        line.send(request(OURS)[:-2] + b"X-Long: ")
        for _time in range(20):
            line.send(b"a" * 5000)

        assert (line.receive().status, line.rest()) == (431, b"")


def test_a_head_just_not_too_large_is_answered(server):
    assert ask(server.port, OURS, f"X-Long: {'a' * 60_000}").status == 200


def test_a_slow_reader_sends_a_head_byte_by_byte_and_others_do_not_wait(server):
    with Line(server.port) as line:
        line.drip(request(OURS)[:-1], 0.005)
        began = time.monotonic()
        other = ask(server.port, OURS)
        taken = time.monotonic() - began
        line.send(b"\n")

        assert line.receive().body == other.body == b"ours"
    assert taken < 1


def test_names_of_headers_are_read_in_any_case(server):
    for spelling in ("HOST", "host", "hOsT"):
        with Line(server.port) as line:
            line.send(
                f"GET {OURS} HTTP/1.1\r\n{spelling}: {SITE}\r\naccept-ENCODING: br\r\n\r\n".encode()
            )
            found = line.receive()

        assert (found.status, found.headers["content-encoding"]) == (200, "br")


def test_a_whole_address_as_target_is_djangos_and_poisons_nothing(server):
    found = ask(server.port, f"http://{SITE}{FEED}")
    strange = ask(server.port, f"http://evil.example{FEED}")

    assert (found.status, found.body) == (200, b"<rss/>")
    assert (strange.status, b"evil" in strange.head + strange.body) == (200, False)
    assert ask(server.port, FEED).body == b"<rss/>"


@pytest.mark.parametrize("host", ["evil.example", f"{SITE}.evil.example", f"{SITE}:81", "", None])
def test_another_host_is_refused(server, host):
    assert ask(server.port, OURS, host=host).status in {400, 404}
    assert ask(server.port, FEED, host=host).body != b"<rss/>" or host == f"{SITE}:81"


def test_two_hosts_are_refused(server):
    for other in (SITE, "evil.example"):
        assert ask(server.port, FEED, f"Host: {other}").status == 400


def test_a_host_shows_only_what_is_its_own(server):
    assert ask(server.port, OURS, host=EMBED).status == 404
    assert ask(server.port, SPEECH, host=EMBED).status == 200
    assert ask(server.port, SPEECH, host=SITE).status == 404


@pytest.mark.parametrize(
    "header",
    [
        "X-Forwarded-Host: evil.example",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Port: 81",
        "X-Forwarded-For: 10.0.0.1",
        "Forwarded: host=evil.example;proto=https",
        "X-Original-URL: /admin/",
        "X-HTTP-Method-Override: POST",
        "Cookie: sessionid=1",
        "Authorization: Basic ZTpl",
        "Range: bytes=0-1",
    ],
)
def test_no_other_header_changes_an_answer(server, header):
    plain, dressed = ask(server.port, FEED), ask(server.port, FEED, header)

    volatile = {"date", "cache-control"}
    assert {name: dressed.headers[name] for name in dressed.headers.keys() - volatile} == {
        name: plain.headers[name] for name in plain.headers.keys() - volatile
    }
    assert plain.body == dressed.body


SMUGGLED = request(OURS, "X-Smuggled: yes")


@pytest.mark.parametrize(
    "headers",
    [
        ["Content-Length: 4", "Transfer-Encoding: chunked"],
        ["Transfer-Encoding: chunked", f"Content-Length: {len(SMUGGLED) + 5}"],
        ["Content-Length: 0", f"Content-Length: {len(SMUGGLED)}"],
        ["Content-Length: +0"],
        ["Content-Length: 0x0"],
        ["Content-Length : 0"],
        ["Transfer-Encoding: gzip, identity"],
        ["Transfer-Encoding: xchunked"],
        ["Transfer-Encoding:\x0bchunked"],
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_request_of_two_lengths_is_refused_and_what_follows_is_no_request(
    server, method, headers
):
    with Line(server.port) as line:
        line.send(request(FEED, *headers, method=method) + b"0\r\n\r\n" + SMUGGLED)
        found = line.receive()
        rest = line.rest()

    assert (found.status, found.headers["connection"]) == (400, "close")
    assert b"ours" not in rest


@pytest.mark.parametrize(
    "rubbish",
    [
        b"\x16\x03\x01\x02\x00\x01",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\0" * 64,
    ],
)
def test_what_is_no_http_is_refused_and_the_connection_closed(server, rubbish):
    with Line(server.port) as line:
        line.send(rubbish)

        assert line.receive().status == 400
        line.rest()


LOGIN = "/admin/login/"


def test_a_body_too_large_is_refused_before_it_is_sent(server):
    with Line(server.port) as line:
        line.send(request(LOGIN, "Content-Length: 1048577", "Expect: 100-continue", method="POST"))

        assert (line.receive().status, line.rest()) == (413, b"")


@pytest.mark.parametrize("extension", [b"", b";" + b"x" * 40_000])
def test_a_body_without_end_is_refused_when_it_is_too_large(server, extension):
    piece = b"8000" + extension + b"\r\n" + bytes(0x8000) + b"\r\n"

    assert _endless(server, piece) == 413


@pytest.mark.parametrize(
    "piece", [b"X-Trailer: no\r\n" * 2000, b"a" * 30_000], ids=["lines", "one line"]
)
def test_trailers_without_end_are_refused(server, piece):
    before = _megabytes(server.process.pid)

    assert _endless(server, piece, b"0\r\nX-First: ") == 431
    assert _megabytes(server.process.pid) - before < 20


def test_an_answered_question_whose_body_never_ends_is_let_go_without_another_word(server):
    with Line(server.port) as line:
        line.send(request(NOTHING, "Transfer-Encoding: chunked"))
        found = line.receive()
        with suppress(ConnectionError):
            for _number in range(100):
                line.send(b"8000\r\n" + bytes(0x8000) + b"\r\n")

        assert (found.status, line.rest()) == (404, b"")


def test_a_body_of_chunks_with_a_trailer_is_read_to_its_end(server):
    with Line(server.port) as line:
        line.send(request(LOGIN, "Transfer-Encoding: chunked", method="POST"))
        line.send(b"3;x=y\r\na=b\r\n0\r\nX-Trailer: yes\r\n\r\n" + request(OURS))

        assert [line.receive().status, line.receive().status] == [403, 200]


def test_bodies_that_do_not_come_hold_nobody_else_up(server):
    lines = [Line(server.port) for _number in range(20)]
    for line in lines:
        line.send(request(LOGIN, "Content-Length: 1000", method="POST") + b"a=b")
    time.sleep(0.2)
    began = time.monotonic()
    status = ask(server.port, NOTHING).status
    taken = time.monotonic() - began
    for line in lines:
        line.__exit__()

    assert (status, taken < 2) == (404, True)


def _endless(server, piece: bytes, first: bytes = b"") -> int:
    """Send pieces of a body until the server has had enough, and return what it says."""
    with Line(server.port) as line:
        line.send(request(LOGIN, "Transfer-Encoding: chunked", method="POST") + first)
        with suppress(ConnectionError):
            for _number in range(100):
                line.send(piece)
        return line.receive().status


@pytest.mark.parametrize("query", ["?", "?utm_source=x", "?x=" + "y" * 2000])
def test_a_query_string_is_led_to_the_address_without(server, query):
    found = ask(server.port, FEED + query)

    if query != "?":
        assert (found.status, found.headers["location"]) == (301, FEED)
    assert server.memory.get(f"{SITE}{FEED}{query}") is None


def test_the_server_is_well_after_all_this(server):
    assert ask(server.port, OURS).status == 200
    assert "Traceback" not in server.log()


def _megabytes(pid: int) -> float:
    found = re.search(r"^VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    return int(found[1]) / 1024
