"""How fast what is published is served, beside a plain nginx that serves the same bytes from the same disk."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from django.conf import settings

from syndication.publications.directory import DirectoryStore
from tests.bench import correcting, servers
from tests.bench.load import Load, Readers
from tests.serving.server import ROOT, SITE, Server, answer, environment, serving
from tests.serving.web import nginx
from tests.serving.wire import ask

ADDRESSES = 5_000
ROUNDS = 3
SECONDS, WARM = 4, 1
DEMO = ROOT / "cms" / "demo" / "parliament"
RENDERING = 4
"""Connections that keep Django rendering pages."""

Ask = Callable[[int], Load]
"""Load a server for some seconds."""


def main() -> None:
    """Measure on the empty database of the environment, and print the figures as JSON."""
    folder = Path(settings.PUBLISHED_ROOT).parent
    for arguments in (
        ["migrate"],
        ["import", "popolo", str(DEMO / "popolo.json")],
        ["import", "parlamint", str(DEMO / "tei")],
    ):
        command = [sys.executable, "manage.py", *arguments, "-v0"]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    changed = correcting.begin()
    paths = [f"/en/feeds/topic:a{number}/feed.rss" for number in range(ADDRESSES)]
    with serving(folder, workers=servers.WORKERS) as server:
        publish(server, changed[0], paths)
        json.dump(measure(server, paths, changed), sys.stdout)


def publish(server: Server, feed: str, paths: list[str]) -> None:
    """Put a feed of twenty items at every path, in the store of the server and on the disk."""
    made = answer(f"{SITE}{paths[0]}", ask(server.port, feed).body)
    for store in (server.memory, DirectoryStore(server.folder / "published")):
        for start in range(0, len(paths), 500):
            store.put(
                *(replace(made, address=f"{SITE}{path}") for path in paths[start : start + 500])
            )


def measure(server: Server, paths: list[str], changed: list[str]) -> dict[str, float]:
    """Return every figure: rates and CPU as a part of what nginx has in the same run."""
    folder = server.folder
    readers = Readers(folder / "readers", SITE, paths)
    more = Readers(folder / "more", SITE, [*paths, *changed])
    pages = Readers(folder / "pages", SITE, ["/en/speeches/"])
    process = server.process.pid
    (folder / "ours").mkdir()
    with (
        servers.plain(folder / "plain", folder / "published" / "public" / SITE) as plain,
        servers.wsgi(folder) as second,
        nginx(server, folder / "ours") as web,
    ):
        reference = asking(readers, *plain)
        own = asking(readers, server.port, process)
        changes: list[float] = []
        return {
            **beside(reference, own, "embedded"),
            **beside(reference, asking(readers, *second), "wsgi"),
            **beside(reference, asking(readers, web.port, web.pid), "nginx"),
            **beside(reference, while_rendering(own, pages, server.port), "rendering"),
            **beside(
                reference,
                while_publishing(asking(more, server.port, process), folder, changes),
                "publishing",
            ),
            "changes": statistics.median(changes[1:]),
        }


def asking(readers: Readers, port: int, first: int) -> Ask:
    """Return how these readers load the server at a port, whose first process this is."""
    return lambda seconds: readers.ask(port, first, seconds)


def beside(plain: Ask, other: Ask, name: str) -> dict[str, float]:
    """Return rate and CPU of a server over nginx's, turn by turn, and its slowest answers in ms."""
    plain(WARM)
    other(WARM)
    turns = [(plain(SECONDS), other(SECONDS)) for _turn in range(ROUNDS)]
    return {
        f"{name}_rate": statistics.median(its.rate / reference.rate for reference, its in turns),
        f"{name}_cost": statistics.median(its.cost / reference.cost for reference, its in turns),
        f"{name}_slowest": statistics.median(its.slowest for _reference, its in turns),
    }


def while_rendering(own: Ask, pages: Readers, port: int) -> Ask:
    """Load the server while Django renders pages in the same processes."""

    def load(seconds: int) -> Load:
        with pages.asking(port, seconds + 5, RENDERING):
            time.sleep(0.5)
            return own(seconds)

    return load


def while_publishing(own: Ask, folder: Path, changes: list[float]) -> Ask:
    """Load the server while another process corrects entries; note the corrections a second."""
    code = "import django; django.setup()\nfrom tests.bench import correcting; correcting.main()"
    command = [sys.executable, "-c", code]

    def load(seconds: int) -> Load:
        with subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as editor:
            assert editor.stdout
            editor.stdout.readline()
            found = own(seconds)
            changes.append(float(editor.communicate()[0]))
        return found

    return load
