"""What nginx answers by itself is counted as the application counts, from a log that holds no reader."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from syndication.health.seeing import EMBEDS
from tests.serving.server import EMBED, ROOT, SPEECH, Server, environment, serving
from tests.serving.test_health import BROWSER, FRAMED, NOWHERE, SITE, counted
from tests.serving.web import Web, nginx
from tests.serving.wire import ask

LINE = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d[+-]\d\d:\d\d (-|https?://[a-z0-9.:-]+) \d{3} \w+ [\w-]+ \w+"
)
DARK = f"{SPEECH}theme=dark/"


@pytest.fixture(scope="module")
def server(tmp_path_factory, migrated) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("behind")
    with serving(folder, migrated, PUBLICATION_STORES="embedded,directory") as found:
        for path in (SPEECH, DARK):
            found.put(path, b"<!doctype html>", EMBED, media_type="text/html; charset=utf-8")
        yield found


@pytest.fixture
def web(server, tmp_path) -> Iterator[Web]:
    with nginx(server, tmp_path) as found:
        yield found


def lines(web: Web, number: int) -> list[str]:
    """Return the log once so many lines came, and a moment later."""
    log = web.folder / "embeds.log"
    until = time.monotonic() + 10
    while log.read_text().count("\n") < number and time.monotonic() < until:
        time.sleep(0.1)
    time.sleep(1.5)
    return log.read_text().splitlines()


def test_what_lies_on_the_disk_is_logged_without_its_reader_and_counted(server, web):
    for _time in range(2):
        ask(web.port, SPEECH, *FRAMED, host=EMBED)
    ask(web.port, DARK, "Origin: null", "Sec-Fetch-Dest: document", *BROWSER, host=EMBED)
    ask(web.port, SPEECH, "Referer: https://192.0.2.17/home", host=EMBED)
    ask(web.port, SPEECH, f"Origin: {SITE}", "DNT: 0", "Sec-GPC: 0", host=EMBED)
    for wish in ("DNT: 1", "Sec-GPC: 1"):
        ask(web.port, SPEECH, wish, *FRAMED, host=EMBED)
    ask(web.port, SPEECH, *FRAMED, host=EMBED, method="HEAD")

    found = lines(web, 5)
    with (web.folder / "access.log").open() as log:
        access = log.read()

    assert all(LINE.fullmatch(line) for line in found), found
    assert sorted(line.split(" ", 1)[1] for line in found) == [
        "- 200 speech - untold",
        "- 200 speech dark opened",
        f"{SITE} 200 speech - framed",
        f"{SITE} 200 speech - framed",
        f"{SITE} 200 speech - untold",
    ]
    assert SPEECH not in access  # no log at all of the embed host's readers
    assert count(server, web) == "5 lines counted"
    shown = {key: number for key, number in counted(server.folder).items() if key[-1] == "shown"}
    assert shown == {  # what the application answers itself, other tests may have asked for
        (SITE, "speech", "", "framed", "shown"): 2,
        (SITE, "speech", "", "untold", "shown"): 1,
        ("", "speech", "dark", "opened", "shown"): 1,
        ("", "speech", "", "untold", "shown"): 1,
    }


def test_what_the_application_answers_is_counted_there_alone(web):
    asked = f"/e/en/speech/t{time.time_ns() % 10**11:011}/"
    first = ask(web.port, asked, *FRAMED, host=EMBED)
    again = ask(web.port, asked, *FRAMED, host=EMBED)  # nginx has kept that there is nothing
    ask(web.port, f"{SPEECH}?lang=en", *FRAMED, host=EMBED)
    ask(web.port, "/favicon.ico", *FRAMED, host=EMBED)
    for header in ("DNT: 1", "Authorization: Bearer secret"):
        ask(web.port, asked, header, *FRAMED, host=EMBED)

    found = lines(web, 1)

    assert (first.status, again.status) == (404, 404)
    assert [line.split(" ", 1)[1] for line in found] == [f"{SITE} 404 speech - framed"]


def test_an_application_that_is_down_is_counted_by_nginx(tmp_path, migrated):
    with serving(tmp_path / "own", migrated, PUBLICATION_STORES="embedded,directory") as own:
        (tmp_path / "web").mkdir()
        with nginx(own, tmp_path / "web") as web:
            own.process.terminate()
            own.process.wait(10)
            ask(web.port, NOWHERE, *FRAMED, host=EMBED)

            found = lines(web, 1)

    assert [line.split(" ", 1)[1] for line in found] == [f"{SITE} 502 speech - framed"]


def test_the_configuration_knows_the_same_types():
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    words = re.search(r"\(\?<embed_word>([a-z|]+)\)", text)

    assert tuple(words[1].split("|")) == EMBEDS


def count(server: Server, web: Web) -> str:
    command = [sys.executable, "manage.py", "embeds", "read", str(web.folder / "embeds.log")]
    variables = environment(server.folder)
    told = subprocess.run(command, cwd=ROOT, env=variables, check=True, stdout=subprocess.PIPE)
    return told.stdout.decode().strip()
