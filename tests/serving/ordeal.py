"""Editors and web workers killed at random while readers read, and what must be true of it all."""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import brotli
import orjson

from syndication.publications.answers import digest
from syndication.publications.stores import BACKENDS
from tests.engine.record import thing
from tests.serving.editors import THINGS
from tests.serving.server import EMBED, ROOT, SITE, Server
from tests.serving.wire import Response, ask

WORKERS, EDITORS, READERS = 2, 3, 2
TOKEN = re.compile(r"token[0-9a-f]{32}end")
REASON = re.compile(r"gone[0-9a-f]{32}end")
FEEDS = [(SITE, f"/en/feeds/{query}/feed.rss") for query in ("kind:speech", "all")]
EMBEDS = [(EMBED, f"/e/en/speech/{thing(number + 1)}/") for number in range(THINGS)]
WARM_UP = 30
"""Seconds at most until editors are well at work."""
BETWEEN = 30
"""Answers between two kills of web workers, which take seconds to start: else nobody would ever be answered."""
LOST = (OSError, IndexError, ValueError)
"""What a reader meets whose worker is killed."""


@dataclass
class Journal:
    """What editors said, and what readers saw."""

    tried: dict[str, tuple[str, str]] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)
    failed: Counter[str] = field(default_factory=Counter)
    living: set[int] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    read: int = 0
    lost: int = 0

    def note(self, line: str) -> None:
        """Write down what an editor said."""
        word, *rest = line.split()
        if word == "start":
            self.living.add(int(rest[0]))
        elif word == "try":
            self.tried[rest[0]] = (rest[1], rest[2])
        elif word == "done":
            self.done[rest[0]] = int(rest[1])
        else:
            self.failed[line.partition(" ")[2][:120]] += 1

    def reading(self, where: tuple[str, str], found: Response) -> None:
        """Write down what a reader got: one whole version, whose tag is that of its bytes."""
        coding = found.headers.get("content-encoding", "")
        plain = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[coding](found.body)
        tag = digest(plain) + (f"-{coding}" if coding else "")
        tokens = set(TOKEN.findall(plain.decode()))
        if found.headers["etag"] != f'"{tag}"':
            self.faults.append(f"torn: {where}")
        if where in EMBEDS and len(tokens) != 1:
            self.faults.append(f"mixed: {where} {tokens}")
        self.seen |= tokens.union(REASON.findall(plain.decode()))
        self.read += 1


@contextmanager
def editors(server: Server, variables: Mapping[str, str], journal: Journal) -> Iterator[None]:
    """Keep editors at work, then kill them all."""
    command = [sys.executable, "-m", "tests.serving.editors", "work", "1", str(EDITORS)]
    with (server.folder / "editors").open("wb") as errors:
        process = subprocess.Popen(
            command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, stderr=errors,
            text=True, start_new_session=True,
        )  # fmt: skip
    listening = threading.Thread(target=_listen, args=[process, journal])
    listening.start()
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        listening.join()


def _listen(process: subprocess.Popen[str], journal: Journal) -> None:
    assert process.stdout
    for line in process.stdout:
        journal.note(line)
    process.stdout.close()


@contextmanager
def readers(server: Server, journal: Journal) -> Iterator[None]:
    """Have readers read everything in every coding, again and again."""
    over = threading.Event()
    crowd = [
        threading.Thread(target=_read, args=[server, journal, over, random.Random(number)])  # noqa: S311 (dice)
        for number in range(READERS)
    ]
    for reader in crowd:
        reader.start()
    try:
        yield
    finally:
        over.set()
        for reader in crowd:
            reader.join()


def _read(server: Server, journal: Journal, over: threading.Event, dice: random.Random) -> None:
    while not over.is_set():
        where = dice.choice(FEEDS + EMBEDS)
        coding = dice.choice(["br", "gzip", "identity"])
        try:
            found = ask(server.port, where[1], f"Accept-Encoding: {coding}", host=where[0])
            whole = len(found.body) == int(found.headers["content-length"])
        except (*LOST, KeyError):
            whole = False
        if not whole:
            journal.lost += 1
        elif found.status == 200:
            try:
                journal.reading(where, found)
            except Exception as error:  # noqa: BLE001 (whatever is wrong with a body)
                journal.faults.append(f"{where}: {error!r} {found.head!r}")
        elif found.status != 503:
            journal.faults.append(f"{found.status}: {where}")


def kill(server: Server, journal: Journal, kills: int, dice: random.Random) -> Counter[str]:
    """Kill so many processes at random moments; look after each whether everything kept can be read."""
    until = time.monotonic() + WARM_UP
    while len(journal.done) < 3 * THINGS and time.monotonic() < until:
        time.sleep(0.1)
    killed: Counter[str] = Counter()
    enough = 0
    while killed.total() < kills:
        time.sleep(dice.uniform(0.02, 0.4))
        web = _web(server) if journal.read > enough and dice.random() < 1 / 2 else []
        if len(web) == WORKERS:
            os.kill(dice.choice(web), signal.SIGKILL)
            killed["web"] += 1
            enough = journal.read + BETWEEN
        elif living := sorted(journal.living):
            editor = dice.choice(living)
            journal.living.discard(editor)
            os.kill(editor, signal.SIGKILL)
            killed["editor"] += 1
        journal.faults += torn(server)
    return killed


def _web(server: Server) -> list[int]:
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text()
    found = [Path(f"/proc/{child}/cmdline") for child in children.split()]
    return [int(path.parent.name) for path in found if path.exists() and _spawned(path)]


def _spawned(path: Path) -> bool:
    return b"spawn_main" in path.read_bytes()


def torn(server: Server) -> list[str]:
    """Return what cannot be read whole of all that is kept."""
    faults = []
    for name in server.stores:
        store = BACKENDS[name](server.folder / "published")
        for host, path in FEEDS + EMBEDS:
            answer = store.get(f"{host}{path}")
            if answer and digest(answer.bodies["identity"]) != answer.digest:
                faults.append(f"torn in {name}: {path}")
    for line in killed_lines(server):
        if not isinstance(line, dict):
            faults.append(f"torn line of the kill-list: {line}")
    return faults


def killed_lines(server: Server) -> list[object]:
    """Return the lines of the kill-list, a torn one as it is."""
    path = server.folder / "killed.jsonl"
    lines = path.read_bytes().splitlines() if path.exists() else []
    return [_parsed(line) for line in lines if line]


def _parsed(line: bytes) -> object:
    try:
        return orjson.loads(line)
    except ValueError:
        return line


def sound(server: Server) -> str:
    """Return what SQLite says of the answers' file."""
    with closing(sqlite3.connect(server.folder / "published" / "answers.sqlite3")) as database:
        return str(database.execute("PRAGMA integrity_check").fetchone()[0])


def run(variables: Mapping[str, str], *command: str) -> str:
    """Run a Python program to its good end, and return what it printed."""
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=variables, check=True, stdout=subprocess.PIPE
    ).stdout.decode()


def told(variables: Mapping[str, str]) -> dict[str, Any]:
    """Return what the record knows."""
    found: dict[str, Any] = json.loads(run(variables, "-m", "tests.serving.editors", "tell"))
    return found
