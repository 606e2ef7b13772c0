"""The self-test of feeds against the server that operators run, by their command and by a worker of tasks."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.serving.debate import Debate
from tests.serving.server import ROOT, environment, free_port, serving

FILM = "hd118-okafor.mp4"
SOON = 90
"""Seconds in which a worker surely looks at a few feeds, on a slow machine."""
BEGIN = "from syndication.selftest import tasks; tasks.start()"
STATE = "from syndication.models import FeedCheck; print(FeedCheck.objects.first().state)"


@dataclass(frozen=True)
class Place:
    """A server with a debate, and the variables of its commands."""

    folder: Path
    variables: dict[str, str]

    def check(self, *arguments: str) -> tuple[int, dict[str, Any]]:
        """Run the command; return how it ended and what it said."""
        command = [sys.executable, "manage.py", "feeds", "check", "--json", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.variables, check=False, capture_output=True, text=True
        )
        assert done.stdout, done.stderr
        return done.returncode, json.loads(done.stdout)

    def shell(self, code: str) -> str:
        return Debate(self.folder, self.variables).manage("shell", "-v0", "-c", code).strip()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[Place]:
    """A server on loopback with a debate that has a recording."""
    folder, port = tmp_path_factory.mktemp("selftest"), free_port()
    own = {
        "BASE_URL": f"http://127.0.0.1:{port}",
        "EMBED_URL": f"http://localhost:{port}",
        "FETCH_ALLOWED": "",
    }
    with serving(folder, migrated, port=port, tasks=1, **own):
        found = Place(folder, environment(folder, **own))
        Debate(folder, found.variables).bring()
        yield found


def test_nothing_is_wrong_with_what_the_server_publishes(place: Place) -> None:
    status, told = place.check("--language", "fr")

    assert (status, told["findings"], told["state"]) == (0, [], "done")
    assert told["feeds"] == told["expected"] > 6
    assert told["links"] > 20


def test_a_file_that_was_cut_off_is_found(place: Place) -> None:
    (film,) = (place.folder / "media").rglob(FILM)
    whole = film.read_bytes()
    film.write_bytes(whole[:-1])

    status, told = place.check("--stream", "kind:video", "--format", "atom", "--language", "en")
    film.write_bytes(whole)

    assert status == 1
    assert {one["what"] for one in told["findings"]} == {"file_length"}


def test_a_worker_does_what_is_begun_at_the_desk(place: Place) -> None:
    place.shell(BEGIN)

    until = time.monotonic() + SOON
    while (state := place.shell(STATE)) == "running" and time.monotonic() < until:
        time.sleep(0.5)

    assert state == "done"
