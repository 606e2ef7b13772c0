"""The bench: ``python -m tests.bench.run`` prints a table and writes build/bench.json."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.bench import corpus, importing
from tests.bench.figures import Figure, at_least, at_most, beside, report
from tests.bench.pace import slowness
from tests.serving import server
from tests.serving.web import MODULE

POSTGRES = "postgres://postgres@127.0.0.1:5432"
DATABASE = "hemicycle_bench"
TIMES = 15
"""The rate told without the machine: 1,500 speeches a second on one that reads 22,500 without storing them."""


def main() -> None:
    """Measure, print, write, and fail when a goal is missed; the databases are its own, whatever DATABASE_URL says."""
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix="hemicycle-bench-") as folder:
        report(measure(Path(folder)), "bench.json")


def measure(folder: Path) -> Iterator[Figure]:
    """Yield every figure, on SQLite and, where a server answers, on PostgreSQL."""
    yield beside("This machine over that of the goals in milliseconds", slowness(), "x")
    sources = folder / "corpus"
    sources.mkdir()
    words, path = corpus.prepare(sources)
    print(f"Importing {words}.", flush=True)  # noqa: T201 (a person reads it)
    alone = importing.read_alone(path)
    for name, environment in databases(folder):
        imported = importing.run(path, environment)
        rate = imported.speeches / imported.seconds
        yield at_least(f"{name}: import", rate, "speeches/s", 1500)
        yield at_most(f"{name}: import over reading alone", imported.seconds / alone, "x", TIMES)
        yield at_most(f"{name}: import, largest process", imported.megabytes, "MB", 400)
        yield at_most(f"{name}: its peak, second half over first", imported.growth, "x", 1.1)
        read = in_process("reading", environment)
        feed = f"{name}: feed of 20 among {imported.speeches}"
        yield at_most(feed, read["milliseconds"], "ms CPU", 15)
        yield at_most(f"{name}: that feed's statements", read["statements"], "", 4)
        yield at_most(f"{name}: full scans in them", read["scans"], "", 0)
        if name == "SQLite":  # writing asks no database
            yield from writing(read["formats"])
        yield from changing(name, in_process("publishing", environment))
    page = in_process("wording", {"VAR_DIR": str(folder)})["page"]
    yield at_most("Wording of a page of 3,000 characters checked", page, "ms CPU", 20)
    yield from delivering(folder / "delivering")
    yield from serving(folder / "serving")


def databases(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the databases to measure: a new file, and a new database where a server answers."""
    yield "SQLite", apart(folder / "sqlite", "sqlite:///{}/bench.sqlite3")
    server = os.environ.get("BENCH_POSTGRES", POSTGRES)
    made = (
        subprocess.run(
            [
                shutil.which("psql") or "psql",
                f"{server}/postgres",
                "-qc",
                f"DROP DATABASE IF EXISTS {DATABASE}",
                "-c",
                f"CREATE DATABASE {DATABASE}",
            ],
            capture_output=True,
            check=False,
        )
        if shutil.which("psql")
        else None
    )
    if made is None or made.returncode:
        print("No PostgreSQL answers (BENCH_POSTGRES names one): measured on SQLite only.")  # noqa: T201 (a person reads it)
        return
    yield "PostgreSQL", apart(folder / "postgresql", f"{server}/{DATABASE}")


def apart(folder: Path, database: str) -> dict[str, str]:
    """Return the environment of a database, with a folder of its own for what is published of it."""
    (folder / "static").mkdir(parents=True)
    return {"VAR_DIR": str(folder), "DATABASE_URL": database.format(folder)}


def writing(formats: Iterable[tuple[str, float, float]]) -> Iterator[Figure]:
    """Yield what each format costs over Django's own generator."""
    for name, whole, assembled in formats:
        yield at_most(f"Writing {name} over Django's generator", whole, "x", 0.5)
        yield at_most(f"Putting together {name} of written entries", assembled, "x", 0.05)


def changing(name: str, cost: dict[str, float]) -> Iterator[Figure]:
    """Yield what a change costs once it is recorded."""
    yield at_most(f"{name}: 100 feeds of an entry written again", cost["hundred"], "ms CPU", 100)
    yield at_most(f"{name}: 1,000 feeds of an entry", cost["thousand"], "ms CPU", 1000)
    yield at_most(f"{name}: published until seen, 1 feed", cost["visible_one"], "ms", 10)
    yield at_most(f"{name}: published until seen, 50 feeds", cost["visible_fifty"], "ms", 100)
    yield at_most(f"{name}: SQL passes to find 200 of 50,000", cost["passes"], "", 1)
    yield at_most(f"{name}: lookups, 100,000 over 1,000 kept", cost["lookups"], "x", 1.5)
    yield at_most(f"{name}: changes, 100,000 over 1,000 kept", cost["changes"], "x", 1.5)


def serving(folder: Path) -> Iterator[Figure]:
    """Yield how fast what is published is served, over a plain nginx."""
    if not shutil.which("wrk") or not MODULE.exists():
        print("Without wrk, nginx and its brotli_static, serving is not measured.")  # noqa: T201 (a person reads it)
        return
    (folder / "static").mkdir(parents=True)
    found = in_process("serving", server.environment(folder))
    for name, words, goal in (
        ("embedded", "embedded", 0.85),
        ("rendering", "embedded, Django rendering pages", 0.5),
        ("publishing", "embedded, 20 corrections a second of 50", 0.4),
        ("wsgi", "under a WSGI server", 0.4),
        ("nginx", "our nginx", 0.9),
    ):
        yield at_least(f"Serving over plain nginx: {words}", found[f"{name}_rate"], "x", goal)
    yield at_most("Its CPU a request over nginx's", found["embedded_cost"], "x", 10 / 7)
    yield at_most("99 of 100, Django rendering pages", found["rendering_slowest"], "ms", 15)
    yield at_least("Corrections a second meanwhile", found["changes"], "", 19.5)


def delivering(folder: Path) -> Iterator[Figure]:
    """Yield how a change comes to 10,000 subscribers on this machine."""
    (folder / "static").mkdir(parents=True)
    found = in_process("delivering", server.environment(folder))
    yield at_least("A change for 10,000 subscribers: told", found["reached"], "", 10_000)
    yield at_most("All first attempts within", found["seconds"], "s", 60)
    yield at_most("The worker's memory, second half over first", found["growth"], "x", 1.1)
    yield at_most("99 of 100 readers meanwhile, over before", found["slower"], "x", 1.5)


def in_process(module: str, environment: dict[str, str]) -> dict[str, Any]:
    """Measure in a process of its own, on the database just filled."""
    code = f"import django; django.setup()\nfrom tests.bench import {module}; {module}.main()"
    env = {**os.environ, **environment, "DJANGO_SETTINGS_MODULE": "cms.settings.development"}
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=corpus.ROOT,
        env=env,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    result: dict[str, Any] = json.loads(found.stdout)
    return result


if __name__ == "__main__":
    main()
