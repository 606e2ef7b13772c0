"""Several processes import at once and are killed at any moment: none stays behind, and a new run ends as a calm one.

Only PostgreSQL takes several writers, so DATABASE_URL must name a server on which databases may be made.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings

from tests.journeys.test_killed_import import environment, killed, run, state

JOBS = 3
MOMENTS = (
    0,
    0.1,
    0.3,
)  # after all jobs have begun; the share of a whole import that has passed since
POSTGRESQL = "postgresql" in settings.DATABASES["default"]["ENGINE"]

pytestmark = pytest.mark.skipif(
    not POSTGRESQL, reason="DATABASE_URL names no PostgreSQL: only there are jobs processes"
)


@pytest.fixture
def databases(tmp_path: Path) -> Iterator[list[Mapping[str, str]]]:
    """Two new databases, migrated; gone afterwards."""
    base = os.environ["DATABASE_URL"].rpartition("/")[0]
    first, second = (f"killed_jobs_{uuid4().hex[:12]}" for _ in range(2))
    with psycopg.connect(f"{base}/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{first}"')
        try:
            run(environment(tmp_path, f"{base}/{first}"), "migrate", "-v0")
            server.execute(f'CREATE DATABASE "{second}" TEMPLATE "{first}"')
            yield [environment(tmp_path / name, f"{base}/{name}") for name in (first, second)]
        finally:
            for name in (first, second):
                server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def test_killed_jobs_leave_nobody_behind_and_end_where_calm_ones_end(
    corpus: Path, databases: list[Mapping[str, str]]
) -> None:
    calm, troubled = databases
    jobs = ("--jobs", str(JOBS))
    start = time.monotonic()
    run(calm, "import", "parlamint", str(corpus), "-v0", *jobs)
    whole = time.monotonic() - start
    most = 0

    for moment in MOMENTS:
        children = killed(troubled, corpus, *jobs, after=moment * whole, children=JOBS)
        most = max(most, len(children))
        assert gone(children)
    run(troubled, "import", "parlamint", str(corpus), "-v0", *jobs)

    assert most == JOBS, "no kill hit the children at work"
    assert state(troubled) == state(calm)


def gone(children: list[int], *, within: float = 60) -> bool:
    """Tell whether every child ends by itself; each may first finish the file it is at."""
    end = time.monotonic() + within
    while alive := [child for child in children if Path(f"/proc/{child}").exists()]:
        if time.monotonic() > end:
            for child in alive:
                os.kill(child, signal.SIGKILL)
            return False
        time.sleep(0.1)
    return True
