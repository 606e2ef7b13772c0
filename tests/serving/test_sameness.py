"""What is answered before Django is asked is what Django would have answered, byte for byte."""

from __future__ import annotations

import re
import time

import pytest

from tests.serving.server import EMBED, FEED, SITE, SPEECH
from tests.serving.wire import Line, request

DJANGO = "Content-Length: 0"
"""A question that brings a body, be it none, is Django's."""
DATE = re.compile(rb"\r\ndate: [^\r]+")
SINCE = "Mon, 02 Nov 2026 10:00:00 GMT"


def both(server, path: str, *headers: str, method: str, host: str) -> tuple[bytes, bytes]:
    """Return the two responses of one and the same second."""
    while True:
        began = int(time.time())
        ours, djangos = (
            raw(server, path, *headers, *more, method=method, host=host) for more in ((), (DJANGO,))
        )
        if DATE.search(ours)[0] == DATE.search(djangos)[0] and began == int(time.time()):
            return ours, djangos


def raw(server, path: str, *headers: str, method: str, host: str) -> bytes:
    with Line(server.port) as line:
        line.send(request(path, *headers, "Connection: close", method=method, host=host))
        return line.rest()


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(("host", "path"), [(SITE, FEED), (EMBED, SPEECH)])
@pytest.mark.parametrize("accepted", ["", "br, gzip", "gzip", "br;q=0, gzip;q=0"])
def test_both_paths_answer_the_same(server, method, host, path, accepted):
    ours, djangos = both(server, path, f"Accept-Encoding: {accepted}", method=method, host=host)

    assert ours.startswith(b"HTTP/1.1 200 OK\r\n")
    assert ours == djangos


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
@pytest.mark.parametrize("by", ["tag", "date"])
def test_both_paths_tell_alike_that_nothing_changed(server, method, coding, by):
    etag = server.memory.get(SITE + FEED).etag(coding)
    condition = f"If-None-Match: {etag}" if by == "tag" else f"If-Modified-Since: {SINCE}"
    accepted = f"Accept-Encoding: {coding}"

    ours, djangos = both(server, FEED, accepted, condition, method=method, host=SITE)

    assert ours.startswith(b"HTTP/1.1 304 Not Modified\r\n")
    assert (ours, ours.endswith(b"\r\n\r\n")) == (djangos, True)


@pytest.mark.parametrize(
    "condition",
    [
        'If-None-Match: "other"',
        "If-Modified-Since: Sun, 01 Nov 2026 10:00:00 GMT",
        "If-Modified-Since: soon",
    ],
)
def test_both_paths_send_what_the_reader_has_not(server, condition):
    ours, djangos = both(server, FEED, condition, method="GET", host=SITE)

    assert ours.startswith(b"HTTP/1.1 200 OK\r\n")
    assert ours == djangos


def test_what_ends_soon_is_kept_as_long_by_both(server):
    server.put("/en/feeds/kind:bill/feed.rss", ends=time.time() + 3600)

    ours, djangos = both(server, "/en/feeds/kind:bill/feed.rss", method="GET", host=SITE)

    assert re.search(rb"\r\ncache-control: public, max-age=\d+\r\n", ours)
    assert ours == djangos
