"""Workers are processes: what one that is killed had in hand another does, and one with nothing to do does nothing."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.serving.server import ROOT, environment, serving

SOON = 60
"""Seconds in which a process surely starts and does a task, on a slow machine."""


@pytest.fixture
def folder(tmp_path, migrated):
    shutil.copyfile(migrated, tmp_path / "hemicycle.sqlite3")
    return tmp_path


@contextmanager
def working(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker until the block ends."""
    command = [sys.executable, "manage.py", "work", "--interval=0.2"]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(folder), stdout=log, stderr=log
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def enqueue(folder: Path, seconds: float) -> Path:
    """Have a task done that waits the first time; return its diary."""
    diary = folder / "diary"
    code = f"from tests.serving.slow import slow; slow.enqueue({str(diary)!r}, {seconds})"
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
    subprocess.run(command, cwd=ROOT, env=environment(folder), check=True)
    return diary


def states(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "hemicycle.sqlite3")) as database:
        sql = "SELECT status FROM django_tasks_database_dbtaskresult"
        return [status for (status,) in database.execute(sql)]


def reached(diary: Path, *lines: str) -> bool:
    """Tell whether a diary soon says that, and no more."""
    until = time.monotonic() + SOON
    while time.monotonic() < until:
        if diary.exists() and diary.read_text().split() == list(lines):
            return True
        time.sleep(0.05)
    return False


def settled(folder: Path, *wanted: str) -> bool:
    until = time.monotonic() + SOON
    while states(folder) != list(wanted) and time.monotonic() < until:
        time.sleep(0.05)
    return states(folder) == list(wanted)


def test_what_a_killed_worker_had_in_hand_is_done_by_the_next(folder):
    diary = enqueue(folder, 60)
    with working(folder) as first:
        assert reached(diary, "begun")
        first.send_signal(signal.SIGKILL)
        first.wait()
    left = states(folder)

    with working(folder):
        assert reached(diary, "begun", "begun", "done")
        assert settled(folder, "SUCCESSFUL")
    assert left == ["RUNNING"]


def test_what_a_living_worker_has_in_hand_is_left_to_it(folder):
    diary = enqueue(folder, 12)
    with working(folder) as first:
        assert reached(diary, "begun")
        with working(folder) as second:
            time.sleep(8)
            assert second.poll() is None
            assert diary.read_text().split() == ["begun"]
            first.send_signal(signal.SIGTERM)
            assert first.wait(SOON) == 0
            assert diary.read_text().split() == ["begun", "done"]
            assert settled(folder, "SUCCESSFUL")


def test_with_nothing_to_do_it_does_nothing(folder):
    with working(folder) as process:
        diary = enqueue(folder, 0)
        assert reached(diary, "begun", "done")
        assert settled(folder, "SUCCESSFUL")
        began = seconds_of(process.pid)
        time.sleep(5)
        took = seconds_of(process.pid) - began
        process.send_signal(signal.SIGTERM)
        assert process.wait(SOON) == 0

    assert took < 0.25


def test_a_server_has_workers_beside_it_that_end_with_it_however_it_ends(tmp_path, migrated):
    with serving(tmp_path, migrated, tasks=1) as server:
        diary = enqueue(tmp_path, 0)
        assert reached(diary, "begun", "done")
        (first,) = beside(server.process.pid)
        os.kill(first, signal.SIGKILL)
        second = replaced(server.process.pid, first)
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()

        assert second is not None
        assert ended(second)


def test_tasks_that_are_not_in_the_database_have_no_worker(folder):
    command = [sys.executable, "manage.py", "work"]
    variables = environment(folder, TASKS="immediate")
    done = subprocess.run(
        command, cwd=ROOT, env=variables, check=False, capture_output=True, text=True
    )

    assert done.returncode == 1
    assert "TASKS names a back end whose tasks are not in the database." in done.stderr


def seconds_of(process: int) -> float:
    """Return the time a process had a processor."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def beside(server: int) -> list[int]:
    """Return the workers of tasks that a server started, once there are some."""
    until = time.monotonic() + SOON
    while time.monotonic() < until:
        found = [
            int(child)
            for thread in Path(f"/proc/{server}/task").iterdir()
            for child in (thread / "children").read_text().split()
            if b"\0work\0" in Path(f"/proc/{child}/cmdline").read_bytes()
        ]
        if found:
            return found
        time.sleep(0.05)
    return []


def replaced(server: int, dead: int) -> int | None:
    until = time.monotonic() + SOON
    while time.monotonic() < until:
        if (now := beside(server)) and now != [dead]:
            return now[0]
        time.sleep(0.05)
    return None


def ended(process: int) -> bool:
    until = time.monotonic() + SOON
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False
