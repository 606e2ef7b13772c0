"""A speech is withdrawn: everything that leaves is asked from outside, before, during, after, and long after."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from tests.serving.debate import Debate, Thing, debate, outputs, read, showing, things
from tests.serving.postgres import Postgres, postgres
from tests.serving.server import Server, serving

REASON = "Attributed to the wrong member."
READERS = 4


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Debate:
    """A debate in SQLite, from which every test begins."""
    folder = tmp_path_factory.mktemp("debate")
    shutil.copyfile(migrated, folder / "hemicycle.sqlite3")
    found = debate(folder)
    found.bring()
    return found


@pytest.fixture
def own(record: Debate, tmp_path: Path) -> Debate:
    """A copy of it."""
    shutil.copytree(record.folder, tmp_path / "var")
    return debate(tmp_path / "var")


def is_published(path: str) -> bool:
    """Tell whether an output is kept outside the database: feeds and embeds are, searches for made-up words are not."""
    return path.startswith("/e/") or (path.endswith("/feed.rss") and "text:" not in path)


def withdraw(record: Debate, named: list[Thing]) -> None:
    for thing in named:
        record.manage("entry", "withdraw", thing.id, f"--reason={REASON}")


def kill(record: Debate, named: list[Thing]) -> None:
    for thing in named:
        record.manage("kill", thing.id, f"--reason={REASON}")


def reading(
    server: Server, named: list[Thing], until: Event
) -> Iterator[tuple[float, str, int, bool]]:
    """Read everything over and over; yield when each was asked, what, its status, and whether it showed the speech."""
    while not until.is_set():
        for host, path in outputs(named):
            asked = time.monotonic()
            answer, shows = read(server, named, host, path)
            yield asked, path, answer.status, shows


def test_a_withdrawn_speech_is_gone_from_the_first_answer_on(own: Debate) -> None:
    named = things(own)
    with serving(own.folder) as server, ThreadPoolExecutor(READERS) as crowd:
        before = showing(server, named)
        over = Event()
        readers = [
            crowd.submit(lambda: list(reading(server, named, over))) for _reader in range(READERS)
        ]
        withdraw(own, named)
        gone = time.monotonic()
        after = showing(server, named)
        over.set()
        seen = [line for reader in readers for line in reader.result()]

    assert set(before) == {path for _host, path in outputs(named)}
    assert after == []
    assert [line for line in seen if line[0] > gone and line[3]] == []
    assert {line[1] for line in seen if line[3]} == set(before), "read while it was there"
    assert [line for line in seen if line[2] >= 500] == []


def test_its_addresses_say_that_it_was_withdrawn_and_why(own: Debate) -> None:
    named = things(own)
    with serving(own.folder) as server:
        showing(server, named)
        withdraw(own, named)
        said = {path: read(server, named, host, path)[0] for host, path in outputs(named)}

    speech, video = named
    feed = said[f"/en/feeds/thing:{speech.id}/feed.rss"]
    assert [said[thing.address].status for thing in named] == [410, 410]
    assert [REASON.encode() in said[thing.address].body for thing in named] == [True, True]
    assert REASON.encode() in said[f"/e/en/speech/{speech.id}/"].body
    assert (said[video.file].status, REASON.encode() in feed.body) == (404, True)


@pytest.mark.parametrize("how", [withdraw, pytest.param(kill, marks=pytest.mark.soak)])
def test_what_was_withdrawn_stays_gone_after_an_older_backup_is_restored(own: Debate, how) -> None:
    named = things(own)
    database = own.folder / "hemicycle.sqlite3"
    backup = own.folder / "backup.sqlite3"
    shutil.copyfile(database, backup)
    with serving(own.folder) as server:
        before = showing(server, named)
        how(own, named)
    for left in own.folder.glob("hemicycle.sqlite3*"):
        left.unlink()
    shutil.copyfile(backup, database)

    shown = {}
    with serving(own.folder) as server:
        shown["after the restart"] = showing(server, named)
        own.manage("settle")
        shown["after settling"] = showing(server, named)
        own.manage("refresh", "-v0")
        shown["after publishing all anew"] = showing(server, named)
        own.bring("--again")
        shown["after importing again"] = showing(server, named)
    shutil.rmtree(own.folder / "published")
    with serving(own.folder) as server:
        shown["after what is published was lost"] = showing(server, named)

    assert set(before) == {path for _host, path in outputs(named)}
    assert not any(shown.values()), shown


@pytest.fixture(scope="module")
def database() -> Iterator[Postgres]:
    with postgres() as found:
        yield found


def test_a_speech_is_killed_while_the_database_is_stopped(
    tmp_path: Path, database: Postgres
) -> None:
    own = debate(tmp_path / "var", DATABASE_URL=database.url)
    own.manage("migrate", "-v0")
    own.bring()
    named = things(own)
    with serving(own.folder, DATABASE_URL=database.url) as server:
        before = showing(server, named)
        database.end()
        down = showing(server, named)
        kill(own, named)
        killed = showing(server, named)
    with serving(own.folder, DATABASE_URL=database.url) as server:
        restarted = showing(server, named)
        database.start()
        time.sleep(1.1)  # in which a reader is told at once that it is down
        after = showing(server, named)
        own.manage("settle")
        settled = showing(server, named)
        page = read(server, named, *next(outputs(named)))[0]

    assert set(before) == {path for _host, path in outputs(named)}
    assert set(down) == {path for path in before if is_published(path)}
    assert killed == restarted == after == settled == []
    assert (page.status, REASON.encode() in page.body) == (410, True)
