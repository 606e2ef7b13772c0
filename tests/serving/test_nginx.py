"""Through our nginx a reader gets what the application would have sent, and as soon."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from django.test import override_settings

from syndication import actions
from syndication.server.table import BEGUN
from tests.serving.server import EMBED, FEED, SITE, SPEECH, Server, serving
from tests.serving.web import Web, nginx
from tests.serving.wire import Line, Response, ask, request

OWN = {"date", "etag", "server", "connection", "accept-ranges", "surrogate-key"}
"""What each server says in its own way: nginx makes validators of time and size, and knows no keys."""


@pytest.fixture(scope="module")
def server(tmp_path_factory, migrated) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("behind")
    with serving(folder, migrated, PUBLICATION_STORES="embedded,directory") as found:
        yield found


@pytest.fixture(scope="module")
def web(server, tmp_path_factory) -> Iterator[Web]:
    with nginx(server, tmp_path_factory.mktemp("nginx")) as found:
        yield found


@pytest.fixture(autouse=True)
def published(server, web):
    server.put(body=b"<rss/>" * 100, headers=linked())
    server.put(
        SPEECH,
        b"<!doctype html>" * 100,
        EMBED,
        media_type="text/html; charset=utf-8",
        headers=widget(),
    )


def linked() -> tuple[tuple[str, str], ...]:
    """Return the headers of the real feeds, which name the hub and themselves."""
    own = f"http://{SITE}"
    return (("Link", f'<{own}/hub>; rel="hub", <{own}{FEED}>; rel="self"'),)


def widget() -> tuple[tuple[str, str], ...]:
    """Return the headers of the real embeds."""
    from plugins.widgets.renderers.frame import headers

    with override_settings(EMBED_URL=f"http://{EMBED}"):
        headers.cache_clear()
        found = headers()
    headers.cache_clear()
    return found


def both(server, web, *given, **named) -> tuple[Response, Response]:
    """Ask both in the same second."""
    while True:
        found = ask(web.port, *given, **named), ask(server.port, *given, **named)
        if found[0].headers["date"] == found[1].headers["date"]:
            return found


def said(response: Response) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name not in OWN}


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("place", [(SITE, FEED), (EMBED, SPEECH)])
@pytest.mark.parametrize("accepted", ["", "gzip", "br, gzip"])
def test_nginx_sends_what_the_application_would(server, web, place, method, accepted):
    host, path = place

    theirs, ours = both(server, web, path, f"Accept-Encoding: {accepted}", host=host, method=method)

    assert (theirs.status, theirs.body) == (ours.status, ours.body) == (200, ours.body)
    assert said(theirs) == said(ours)
    assert "surrogate-key" not in theirs.headers  # from the disk, not from the application


@pytest.mark.parametrize("accepted", ["", "gzip", "br"])
def test_a_reader_who_has_it_is_told_so_by_both(server, web, accepted):
    coding = f"Accept-Encoding: {accepted}"
    first = both(server, web, FEED, coding)
    dated = f"If-Modified-Since: {first[0].headers['last-modified']}"

    by_date = both(server, web, FEED, coding, dated)
    later = both(server, web, FEED, coding, "If-Modified-Since: Sun, 01 Nov 2037 10:00:00 GMT")
    by_tag = [
        ask(side.port, FEED, coding, f"If-None-Match: {found.headers['etag']}")
        for side, found in zip((web, server), first, strict=True)
    ]

    assert {found.status for found in (*by_date, *later, *by_tag)} == {304}
    assert said(by_date[0]) == said(by_date[1])


def test_each_coding_has_a_tag_of_its_own(web):
    tags = {
        ask(web.port, FEED, f"Accept-Encoding: {coding}").headers["etag"]
        for coding in ("", "gzip", "br")
    }

    assert len(tags) == 3


def test_it_is_fresh_until_the_whole_minute(web):
    for _time in range(3):
        answered = ask(web.port)
        second = int(answered.headers["date"][-6:-4])

        assert answered.headers["cache-control"].startswith(f"public, max-age={60 - second},")
        time.sleep(0.7)


def test_a_correction_is_seen_at_the_next_request(server, web):
    before = ask(web.port).body
    server.put(body=b"corrected", modified=1_793_613_700)

    assert (before, ask(web.port).body) == (b"<rss/>" * 100, b"corrected")


def test_a_withdrawal_is_seen_at_the_next_request(server, web):
    server.put("/en/feeds/kind:bill/feed.rss", b"the words", shown=("t00000000009/en",))
    before = ask(web.port, "/en/feeds/kind:bill/feed.rss").body

    with override_settings(
        PUBLISHED_ROOT=server.folder / "published",
        KILL_LIST=server.folder / "killed.jsonl",
        PUBLICATION_STORES=["embedded", "directory"],
    ):
        actions.kill("t00000000009", reason="By order of the court.")

    assert before == b"the words"
    assert b"the words" not in ask(web.port, "/en/feeds/kind:bill/feed.rss").body


def test_what_is_doubted_comes_from_the_application(server, web):
    server.memory.doubt([SITE + FEED])
    time.sleep(BEGUN)

    answered = ask(web.port)

    assert (answered.status, b"<channel>" in answered.body) == (200, True)
    assert "surrogate-key" in answered.headers


@pytest.mark.parametrize("query", ["utm=1", "x=%2e%2e"])
def test_a_query_string_comes_to_the_application(web, query):
    answered = ask(web.port, f"{FEED}?{query}")

    assert (answered.status, answered.headers["location"]) == (301, FEED)


@pytest.mark.parametrize("host", ["evil.example", f"x.{SITE}", "127.0.0.1"])
def test_another_host_is_refused(web, host):
    assert ask(web.port, FEED, host=host).status == 421
    assert ask(web.port, "/en/", "X-Forwarded-Host: " + SITE, host=host).status == 421


def test_two_hosts_are_refused(web):
    assert ask(web.port, FEED, f"Host: {EMBED}").status == 400


def test_a_host_shows_only_what_is_its_own(web):
    assert ask(web.port, SPEECH).status == 404
    assert ask(web.port, FEED, host=EMBED).status == 404


@pytest.mark.parametrize(
    "header",
    ["X-Forwarded-Host: evil.example", "X-Forwarded-Proto: https", "Forwarded: host=evil.example"],
)
def test_no_forwarded_header_of_a_reader_gets_through(server, web, header):
    server.memory.doubt([SITE + FEED])
    time.sleep(BEGUN)

    answered = ask(web.port, FEED, header)

    assert b"evil" not in answered.head + answered.body
    assert "strict-transport-security" not in answered.headers


def test_what_is_not_there_is_asked_for_once_a_minute(server, web):
    if 60 - time.time() % 60 < 3:
        time.sleep(3)
    path = "/e/en/speech/t00000000077/"
    first = ask(web.port, path, host=EMBED)
    server.put(path, b"appeared", EMBED, boundary=time.time() + 3600)  # not on the disk

    second = ask(web.port, path, host=EMBED)

    assert (first.status, second.status, second.body) == (404, 404, first.body)
    assert ask(web.port, path, host=SITE).body != first.body


def test_who_makes_too_much_work_is_told_to_slow_down(web):
    with ExitStack() as held:
        lines = [held.enter_context(Line(web.port)) for _number in range(200)]
        for number, line in enumerate(lines):
            line.send(request(f"/e/en/speech/t{number + 300:011}/", host=EMBED))
        found = {line.receive().status for line in lines}

    assert found == {404, 429}
    assert ask(web.port).status == 200


def test_nothing_else_lies_on_the_disk_for_readers(web):
    for path in (
        "/answers.sqlite3",
        "/../killed.jsonl",
        f"/{SITE}{FEED}",
        f"{FEED}.br",
        f"{FEED}.gz",
    ):
        assert ask(web.port, path).status in {400, 404, 429}


def test_nginx_found_nothing_wrong(web):
    assert "[emerg]" not in (web.folder / "error.log").read_text()
    assert "[crit]" not in (web.folder / "error.log").read_text()
