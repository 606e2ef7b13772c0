"""Embeds that are really served are counted, whichever way they are answered, and of their readers nothing is kept."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from syndication.health import tally
from tests.serving.hosts import migrated_for
from tests.serving.postgres import postgres
from tests.serving.server import EMBED, ROOT, SPEECH, Server, environment, serving
from tests.serving.wire import Line, ask, request

SITE = "https://member.example"
BROWSER = ("User-Agent: Mozilla/5.0 (of a reader)", "X-Forwarded-For: 192.0.2.17")
FRAMED = (f"Referer: {SITE}/diary/2026?name=amina", "Sec-Fetch-Dest: iframe", *BROWSER)
NOWHERE = "/e/en/speech/t00000000099/"
COLUMNS = "site, kind, theme, form, outcome"


def put(server: Server) -> None:
    server.put(SPEECH, b"<!doctype html>", EMBED, media_type="text/html; charset=utf-8")


def counted(folder: Path) -> Counter[tuple[str, ...]]:
    with closing(sqlite3.connect(folder / "hemicycle.sqlite3")) as database:
        rows = database.execute(f"SELECT {COLUMNS}, answers FROM syndication_embedcount")  # noqa: S608 (a constant)
        found: Counter[tuple[str, ...]] = Counter()
        for *seen, answers in rows:
            found[tuple(seen)] += answers
        return found


def everything(folder: Path) -> bytes:
    """Return all that lies in a server's folder, the log included, but what was put there to be served."""
    files = (path for path in folder.rglob("*") if path.is_file() and "published" not in path.parts)
    return b"".join(path.read_bytes() for path in files)


def test_every_way_of_answering_counts_and_nothing_of_the_reader_is_kept(tmp_path, migrated):
    with serving(tmp_path, migrated, workers=2) as server:
        put(server)
        with Line(server.port) as line:
            for _time in range(3):  # the second and third are known by their bytes
                line.send(request(SPEECH, *FRAMED, host=EMBED))
                assert line.receive().status == 200
        tag = ask(server.port, SPEECH, host=EMBED).headers["etag"]  # told nothing: one more
        ask(server.port, SPEECH, f"If-None-Match: {tag}", *FRAMED, host=EMBED)
        ask(server.port, NOWHERE, *FRAMED, host=EMBED)
        ask(server.port, f"{SPEECH}?theme=auto", *FRAMED, host=EMBED)
        ask(server.port, SPEECH, "Sec-Fetch-Dest: document", host=EMBED)
        for wish in ("DNT: 1", "Sec-GPC: 1", "Authorization: Bearer secret-of-somebody"):
            ask(server.port, SPEECH, wish, *FRAMED, host=EMBED)
            ask(server.port, NOWHERE, wish, *FRAMED, host=EMBED)
        ask(server.port, SPEECH, *FRAMED, host=EMBED, method="HEAD")
        ask(server.port, f"/t/secret-of-somebody{SPEECH}", *FRAMED, host=EMBED)
        ask(server.port, "/en/", *FRAMED)

    assert counted(tmp_path) == {
        (SITE, "speech", "", "framed", "shown"): 4,
        (SITE, "speech", "", "framed", "missing"): 1,
        (SITE, "speech", "", "framed", "moved"): 1,
        ("", "speech", "", "untold", "shown"): 1,
        ("", "speech", "", "opened", "shown"): 1,
    }
    assert b"t00000000099" not in (tmp_path / "hemicycle.sqlite3").read_bytes()
    kept = everything(tmp_path)
    for told in (b"192.0.2.17", b"127.0.0.1", b"Mozilla", b"diary", b"amina", b"letter"):
        assert told not in kept
    assert b"secret-of-somebody" not in kept


def test_where_it_is_off_nothing_is_counted(tmp_path, migrated):
    with serving(tmp_path, migrated, EMBED_HEALTH_DAYS="0") as server:
        put(server)
        ask(server.port, SPEECH, *FRAMED, host=EMBED)
        ask(server.port, NOWHERE, *FRAMED, host=EMBED)

    assert counted(tmp_path) == {}
    assert SITE.encode() not in everything(tmp_path)


COUNT = """
import sys, time
from syndication.health import tally
from syndication.health.seeing import Seen
tally.EVERY = float(sys.argv[1])
for number in range(int(sys.argv[2])):
    tally.tally.count(Seen("https://s%d.example" % (number % 7), "speech", "", "framed", "shown"))
    if number % 10 == 9 and sys.argv[1] == "60":
        assert tally.tally.write()
print("counted", flush=True)
if sys.argv[3] == "wait":
    time.sleep(60)
"""


def process(folder: Path, *arguments: str, **own: str) -> subprocess.Popen[bytes]:
    """Run a process that counts."""
    code = f"import django; django.setup(){COUNT}"
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=environment(folder, **own),
        stdout=subprocess.PIPE,
    )


def ended(own: subprocess.Popen[bytes]) -> int:
    own.communicate(timeout=60)
    return own.returncode


@pytest.fixture
def folder(tmp_path, migrated):
    shutil.copyfile(migrated, tmp_path / "hemicycle.sqlite3")
    return tmp_path


def test_who_is_killed_loses_only_what_came_since_the_last_writing(folder):
    assert tally.EVERY <= 60

    with process(folder, "0.3", "50", "wait") as own:
        own.stdout.readline()
        until = time.monotonic() + 20
        while counted(folder).total() < 50 and time.monotonic() < until:
            time.sleep(0.05)
        own.send_signal(signal.SIGKILL)

    assert counted(folder).total() == 50


def test_who_ends_writes_what_is_left(folder):
    assert ended(process(folder, "3600", "50", "end")) == 0
    assert counted(folder).total() == 50


def test_processes_that_write_at_the_same_time_lose_nothing(folder):
    together = [process(folder, "60", "100", "end") for _number in range(2)]
    codes = [ended(own) for own in together]

    assert codes == [0, 0]
    assert counted(folder).total() == 200
    assert len(counted(folder)) == 7


def test_neither_do_they_in_postgresql(tmp_path):
    with postgres() as database:
        url = migrated_for(database, tmp_path, "health")
        together = [process(tmp_path, "60", "100", "end", DATABASE_URL=url) for _number in range(2)]
        codes = [ended(own) for own in together]
        with psycopg.connect(url) as found:
            sql = "SELECT COUNT(*), SUM(answers) FROM syndication_embedcount"
            told = found.execute(sql).fetchone()

    assert codes == [0, 0]
    assert told == (7, 200)
