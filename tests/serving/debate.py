"""A debate imported for a server, a speech of it with its recording, and everywhere the public can come across them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.serving.server import EMBED, ROOT, SITE, Server, environment
from tests.serving.wire import Response, ask

DEMO = ROOT / "cms" / "demo" / "parliament"
SOURCES = (
    ("popolo", "popolo.json"),
    ("parlamint", "tei"),
    ("timing", "timing/hd118-okafor.json"),
)
WORDS = "families carried water"
"""Said in the speech and in its recording."""
MARKS = (b"I rise to support the second reading", WORDS.encode(), b"WEBVTT")
"""Whatever tells of what they say: how the speech begins, these words, and that there is a file of captions."""
SAID = f"""
import json
from syndication.models import EntryRecord
rows = EntryRecord.objects.filter(language="en", value__contains={WORDS!r}, kind__in=["speech", "video"])
found = {{row.kind: [row.thing, json.loads(row.value)] for row in rows}}
print(json.dumps(found))
"""
BRINGING = """
from django.core.management import call_command
for line in {}:
    call_command(*line)
"""


@dataclass(frozen=True)
class Debate:
    """Where the record is, and how its commands are run."""

    folder: Path
    variables: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """Run a command to its end, which must be a good one."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.variables, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
        return done.stdout

    def bring(self, *options: str) -> None:
        """Import the sources, all by one process."""
        lines = [
            ["import", name, str(DEMO / path), "-v0", "--jobs=1", *options]
            for name, path in SOURCES
        ]
        self.manage("shell", "-v0", "-c", BRINGING.format(lines))


@dataclass(frozen=True)
class Thing:
    """What is withdrawn: its public id, its own address, and a file that belongs to it or a stream that shows it."""

    id: str
    address: str
    stream: str = ""
    file: str = ""


def debate(folder: Path, **own: str) -> Debate:
    """Return a debate that is to be brought into a folder."""
    (folder / "static").mkdir(parents=True, exist_ok=True)
    return Debate(folder, environment(folder, **own))


def things(found: Debate) -> list[Thing]:
    """Return the speech and its recording."""
    said = json.loads(found.manage("shell", "-v0", "-c", SAID).splitlines()[-1])
    (speech, spoken), (video, recorded) = said["speech"], said["video"]
    captions = recorded["enclosures"][0]["captions"]
    return [
        Thing(
            speech, spoken["url"], stream=f"kind:speech/member:{spoken['participants'][0]['id']}"
        ),
        Thing(
            video,
            recorded["url"],
            file=next(link["url"] for link in captions if link["language"] == "en"),
        ),
    ]


def outputs(named: list[Thing]) -> Iterator[tuple[str, str]]:
    """Yield host and path of everything that shows one of the things."""
    speech, video = named
    for thing in named:
        yield SITE, thing.address
        yield SITE, f"/api/v1/entries/{thing.id}/?language=en"
        yield SITE, f"/en/feeds/thing:{thing.id}/feed.rss"
    yield EMBED, f"/e/en/speech/{speech.id}/"
    yield EMBED, video.file
    yield SITE, f"/en/feeds/{speech.stream}/feed.rss"
    yield SITE, "/en/feeds/kind:video/feed.rss"
    yield SITE, "/en/feeds/text:families%20carried/feed.rss"
    yield SITE, f"/api/v1/entries/?query={speech.stream.replace('/', '%20')}&language=en"
    yield SITE, "/api/v1/entries/?query=text:%22families%20carried%22&language=en"
    yield SITE, "/en/speeches/?q=families+carried"
    yield SITE, "/sitemap-record.xml"


def read(server: Server, named: list[Thing], host: str, path: str) -> tuple[Response, bool]:
    """Return an answer, and whether it shows one of the things, or sends there."""
    answer = ask(server.port, path, host=host)
    sending = [thing.id.encode() for thing in named] if "sitemap" in path else []
    return answer, any(mark in answer.body for mark in (*_marks(path), *sending))


def _marks(path: str) -> tuple[bytes, ...]:
    """Return the marks without the reader's own words, which a page of a search says back."""
    return MARKS[:1] if "carried" in path else MARKS


def showing(server: Server, named: list[Thing]) -> list[str]:
    """Return the outputs that show one of the things; an answer that is a fault fails the test."""
    found = []
    for host, path in outputs(named):
        answer, shows = read(server, named, host, path)
        assert answer.status < 500 or answer.status == 503, (path, answer)
        found += [path] if shows else []
    return found
