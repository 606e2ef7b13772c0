"""For every test: one migrated SQLite file, copied by whoever needs a database; migrations take half a minute."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings

from tests.engine.objects import Objects, objects
from tests.published import nothing_published

ROOT = Path(__file__).resolve().parent
APART = (
    "tests/architecture",
    "tests/engine/test_golden.py",
    "tests/interop",
    "tests/journeys/test_killed_deliveries.py",
    "tests/journeys/test_killed_import.py",
    "tests/leaks",
    "tests/serving",
    "tests/third_party",
)
"""Tests that use no database, or one of their own: on PostgreSQL they would only do the same once more."""
LONG = ("tests/leaks", "tests/third_party", "tests/journeys", "tests/interop", "tests/serving")
"""Tests that take long: begun last, one process would be at them alone, and so in chunks that are long (Makefile)."""
UNTIL = float(os.environ.get("TESTS_UNTIL", "inf"))
"""Moment (seconds since 1970) after which no test begins: what a slow machine has no time for is left out, and said."""
SHARE = 0.85
"""How much of the time until then those may take that take long: the many others say more in the same time."""
BEGAN = time.time()
NO_TIME = "there was no time left"
MEMORY = "file:hemicycle_tests?mode=memory&cache=shared"


@pytest.hookimpl(trylast=True)  # once they are in random order
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes long, and leave out on PostgreSQL what the database makes no difference to."""
    items.sort(
        key=lambda item: next((n for n, part in enumerate(LONG) if _in(item, part)), len(LONG))
    )
    if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
        return
    apart = {item for item in items if _in(item, *APART)}
    config.hook.pytest_deselected(items=[item for item in items if item in apart])
    items[:] = [item for item in items if item not in apart]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Begin nothing that there is no time for."""
    share = SHARE if _in(item, *LONG) else 1
    if time.time() > BEGAN + share * (UNTIL - BEGAN):
        pytest.skip(NO_TIME)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests that were."""
    skipped = terminalreporter.getreports("skipped")
    left_out = sum(NO_TIME in str(report.longrepr) for report in skipped)
    if left_out:
        terminalreporter.write_line(f"{left_out} tests left out: {NO_TIME}")


def _in(item: pytest.Item, *parts: str) -> bool:
    return item.path.relative_to(ROOT).as_posix().startswith(parts)


@pytest.fixture(autouse=True)
def published() -> Iterator[None]:
    """What a test publishes, no other finds."""
    with nothing_published():
        yield


@pytest.fixture(scope="session")
def migrated(pytestconfig: pytest.Config) -> Path:
    """A migrated database without content; the first process that asks makes it for all, and for later runs."""
    folder = pytestconfig.cache.mkdir("migrated")
    made = folder / f"{_shape()}.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            for older in folder.glob("*.sqlite3*"):
                older.unlink()
            _migrate(folder / "being-migrated.sqlite3")
            (folder / "being-migrated.sqlite3").rename(made)
    return made


def _shape() -> str:
    """Return a digest of all that decides what a migrated database looks like."""
    found = sha256(sys.version.encode())
    for pattern in (
        "*/migrations/*.py",
        "*/*/migrations/*.py",
        "cms/settings/*.py",
        "cms/roles/*.py",
    ):
        for path in sorted(ROOT.glob(pattern)):
            found.update(path.read_bytes())
    for path in (ROOT / "pyproject.toml", ROOT / "deploy" / "requirements-dev.txt"):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


@pytest.fixture(scope="session")
def object_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Objects]:
    """An object store, one a process that asks for it."""
    with objects(tmp_path_factory.mktemp("objects")) as found:
        yield found


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, request: pytest.FixtureRequest
) -> Iterator[None]:
    """Have Django find its SQLite test database migrated already."""
    database = settings.DATABASES["default"]
    if "sqlite" not in database["ENGINE"]:
        yield
        return
    database.setdefault("TEST", {})["NAME"] = MEMORY
    with (
        closing(sqlite3.connect(MEMORY, uri=True)) as memory,
        closing(sqlite3.connect(request.getfixturevalue("migrated"))) as file,
    ):
        file.backup(memory)
        yield


def _migrate(path: Path) -> None:
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{path}"}
    command = [sys.executable, "manage.py", "migrate", "-v0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = DELETE")  # all in one file
