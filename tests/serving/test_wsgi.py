"""The portable second choice: any WSGI server answers what is published before Django is asked."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from urllib.parse import unquote, urlsplit

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.utils import timezone

from syndication.patience import READER, WRITER, limit
from syndication.publications.locks import own_locks
from syndication.publications.memory import memory
from syndication.server.table import BEGUN, table
from syndication.server.wsgi import Published
from tests.serving.server import FEED, ROOT, answer

SITE = urlsplit(settings.BASE_URL).netloc
SINCE = "Mon, 02 Nov 2026 10:00:00 GMT"


@pytest.fixture(autouse=True)
def kept():
    table.cache_clear()
    made = answer(f"{SITE}{FEED}", b"<rss/>")
    memory().put(made)
    yield made
    table.cache_clear()


def asked(application, path: str = FEED, method: str = "GET", **more: str):
    """Return status, headers and body, as a server would send them."""
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(path, "latin-1"),
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": SITE,
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        **more,
    }
    said: list[object] = []
    body = b"".join(
        application(environ, lambda status, headers, *_: said.extend([status, headers]))
    )
    return said[0], said[1], body if method != "HEAD" else b""


def nobody(_environ, _start):
    """Django, where it must not be asked."""
    raise AssertionError("Django was asked.")


def django(_environ, start):
    """Django, where it must be."""
    start("299 Django", [])
    return [b"django"]


@pytest.mark.django_db
@pytest.mark.time_machine(timezone.now(), tick=False)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("accepted", ["", "gzip", "br"])
@pytest.mark.parametrize(
    "condition", [{}, {"HTTP_IF_MODIFIED_SINCE": SINCE}, {"HTTP_IF_NONE_MATCH": "*"}]
)
def test_it_answers_what_django_would(method, accepted, condition):
    question = {"method": method, "HTTP_ACCEPT_ENCODING": accepted, **condition}

    assert asked(Published(nobody), **question) == asked(WSGIHandler(), **question)


@pytest.mark.parametrize(
    "question",
    [
        {"method": "POST"},
        {"QUERY_STRING": "utm=1"},
        {"CONTENT_LENGTH": "0"},
        {"HTTP_TRANSFER_ENCODING": "chunked"},
        {"HTTP_EXPECT": "100-continue"},
        {"HTTP_HOST": "evil.example"},
        {"HTTP_HOST": f"{SITE},{SITE}"},
        {"wsgi.url_scheme": "https"},
        {"path": "/en/feeds/kind:bill/feed.rss"},
        {"path": FEED.upper()},
    ],
)
def test_everything_else_is_djangos(question):
    assert asked(Published(django), **question)[0] == "299 Django"


def test_what_somebody_is_at_writing_anew_is_answered_as_it_was_and_then_djangos():
    with own_locks().alone(f"{SITE}{FEED}", wait=False):
        memory().doubt([f"{SITE}{FEED}"])
        time.sleep(BEGUN)
        meanwhile = asked(Published(django))[0]

    assert (meanwhile, asked(Published(django))[0]) == ("200 OK", "299 Django")


def test_what_another_process_is_at_writing_is_known_and_not_taken_from_it(kept):
    holding = "with opened(Path(sys.argv[1])).alone(sys.argv[2], wait=False): print(flush=True); sys.stdin.read()"
    code = f"import sys; from pathlib import Path; from syndication.publications.locks import opened\n{holding}"
    command = [sys.executable, "-c", code, settings.PUBLISHED_ROOT, kept.address]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        other.stdout.readline()
        while_held = own_locks().busy(kept.address)
        other.communicate()

    assert (while_held, own_locks().busy(kept.address)) == (True, False)


def test_what_no_longer_holds_is_djangos():
    memory().doubt([f"{SITE}{FEED}"])
    time.sleep(BEGUN)

    assert asked(Published(django))[0] == "299 Django"


def test_readers_wait_for_the_record_less_long_than_writers():
    waited = []

    def noting(environ, start):
        waited.append(limit())
        return django(environ, start)

    asked(Published(noting), path="/en/")
    asked(Published(noting), path="/en/", method="POST")

    assert (waited, limit()) == ([READER, WRITER], None)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, "299 Django"),
        ({"HTTP_X_FORWARDED_PROTO": "https"}, "200 OK"),
        ({"HTTP_X_FORWARDED_PROTO": "http", "wsgi.url_scheme": "https"}, "299 Django"),
    ],
)
def test_a_site_that_is_secure_is_answered_for_only_where_the_request_is(settings, given, found):
    settings.BASE_URL = settings.BASE_URL.replace("http:", "https:")
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_HSTS_SECONDS = 60
    memory().put(answer(f"{SITE}{FEED}", b"<rss/>"))

    status, headers, _ = asked(Published(django), **given)

    assert status == found
    assert ("strict-transport-security" in dict(headers)) == (found == "200 OK")
