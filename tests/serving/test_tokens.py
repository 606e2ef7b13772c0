"""Whoever holds a token is passed by what is kept for everybody, in our server and in nginx, and logged by neither."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests.serving.server import EMBED, FEED, ROOT, SITE, SPEECH, Server, environment, serving
from tests.serving.web import Web, nginx
from tests.serving.wire import ask

KEPT = b"<rss>for everybody</rss>"
LOGGED = 1.5
"""Seconds after which nginx has written down what it was asked."""


@pytest.fixture(scope="module")
def server(tmp_path_factory, migrated) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("held")
    with serving(folder, migrated, PUBLICATION_STORES="embedded,directory") as found:
        found.put(body=KEPT, headers=())
        found.put(SPEECH, KEPT, EMBED, media_type="text/html; charset=utf-8")
        yield found


@pytest.fixture(scope="module")
def web(server, tmp_path_factory) -> Iterator[Web]:
    with nginx(server, tmp_path_factory.mktemp("nginx")) as found:
        yield found


@pytest.fixture(scope="module")
def secret(server) -> str:
    """A token made by command."""
    command(server, "save", "bureau", "--title", "The bureau")
    return command(server, "token", "bureau", "--label", "Reader").splitlines()[0]


def command(server: Server, *words: str) -> str:
    return subprocess.run(
        [sys.executable, "manage.py", "audience", *words],
        cwd=ROOT,
        env=environment(server.folder),
        check=True,
        text=True,
        stdout=subprocess.PIPE,
    ).stdout


@pytest.fixture(params=["server", "web"])
def port(request) -> int:
    found: int = request.getfixturevalue(request.param).port
    return found


@pytest.mark.parametrize(("host", "path", "status"), [(SITE, FEED, 200), (EMBED, SPEECH, 404)])
def test_a_holder_gets_another_answer_than_the_one_that_is_kept(port, secret, host, path, status):
    public = ask(port, path, host=host)
    by_header = ask(port, path, f"Authorization: Bearer {secret}", host=host)
    by_address = ask(port, f"/t/{secret}{path}", host=host)

    assert public.body == KEPT
    for answer in (by_header, by_address):
        assert (answer.status, answer.headers["cache-control"]) == (status, "private, no-store")
        assert answer.body != KEPT
    assert by_address.headers["referrer-policy"] == "no-referrer"


def test_a_header_with_no_good_token_gets_what_is_kept(port):
    assert ask(port, FEED, f"Authorization: Bearer {'x' * 43}").body == KEPT


def test_no_log_has_the_token(server, web, secret):
    paths = [f"/t/{secret}{FEED}", f"/t/{secret}/nothing", f"/t/{secret}"]
    for path in paths:
        ask(web.port, path, f"Referer: http://{SITE}{path}")
        ask(server.port, path)

    time.sleep(LOGGED)
    said = [server.log(), *(file.read_text() for file in web.folder.glob("*.log"))]
    assert any("/t/-/nothing" in text for text in said)
    assert [text for text in said if secret in text] == []
