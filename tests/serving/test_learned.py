"""Who asks again in the same bytes is not read anew, and cannot tell: a request means the same wherever it stands."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syndication.server.table import LEARNED, LONGEST_LEARNED, Asked, Question, Table
from tests.serving.server import EMBED, FEED, SITE, SPEECH
from tests.serving.wire import Line, Response, request

Told = tuple[int, bytes, dict[str, str]]
"""Status, body and lasting headers of a response."""
CHANGING = {"date", "cache-control"}
"""Headers that are another one every second."""


@dataclass(frozen=True)
class Sent:
    """A request, and whether its response has a body."""

    raw: bytes
    body: bool = True


REQUESTS = (
    Sent(request(FEED, "Accept-Encoding: br")),
    Sent(request(FEED, "Accept-Encoding: gzip")),
    Sent(request(FEED)),
    Sent(request(FEED, method="HEAD"), body=False),
    Sent(request(FEED, "If-None-Match: *")),
    Sent(request(FEED, "If-Modified-Since: Mon, 02 Nov 2026 10:00:00 GMT")),
    Sent(request(SPEECH, host=EMBED)),
    Sent(request(SPEECH)),
    Sent(request("/en/nothing/")),
    Sent(request(f"{FEED}?page=2")),
    Sent(request(FEED, "Content-Length: 3", method="GET") + b"abc"),
    Sent(request(FEED, "Content-Length: 3", method="POST") + b"abc"),
    Sent(b"\r\n" + request(FEED)),
)


def answers(server, sent: list[Sent], pieces: list[bytes]) -> list[Told]:
    """Send the pieces one after the other on one connection, and return what comes for each request."""
    with Line(server.port) as line:
        for piece in pieces:
            line.send(piece)
            time.sleep(0.001)
        return [told(line.receive(body=one.body)) for one in sent]


def told(found: Response) -> Told:
    headers = {name: value for name, value in found.headers.items() if name not in CHANGING}
    return found.status, found.body, headers


@pytest.fixture(scope="module")
def alone(server) -> dict[Sent, Told]:
    """Return what each request gets when nobody has asked it before."""
    return {one: answers(server, [one], [one.raw])[0] for one in REQUESTS}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_request_gets_the_same_whatever_stands_before_it_and_however_it_is_cut(
    server, alone, data
):
    sent = data.draw(st.lists(st.sampled_from(REQUESTS), min_size=1, max_size=8))
    whole = [one.raw for one in sent]
    stream = b"".join(whole)
    cuts = sorted(data.draw(st.sets(st.integers(1, len(stream) - 1), max_size=6)))
    cut = [stream[start:end] for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    pieces = data.draw(st.sampled_from([whole, cut]))

    assert answers(server, sent, pieces) == [alone[one] for one in sent]


def test_what_was_asked_before_gets_what_is_there_now(server):
    path = "/en/feeds/kind:division/feed.rss"
    with Line(server.port) as line:
        for number in range(5):
            body = b"version %d" % number
            server.put(path, body)
            for _time in range(2):
                line.send(request(path))
                assert line.receive().body == body
        server.memory.remove([SITE + path])
        line.send(request(path))
        assert b"version 4" not in line.receive().body


def test_no_more_is_learned_than_fits_and_nothing_long():
    question = Question(
        Asked("www.valmere.example/", "www.valmere.example", "br", None, None), True
    )
    table = Table()

    table.learn(b"x" * (LONGEST_LEARNED + 1), question)
    assert not table.learned
    for number in range(LEARNED + 1):
        table.learn(b"%d" % number, question)
    assert len(table.learned) <= LEARNED
    assert b"%d" % LEARNED in table.learned
