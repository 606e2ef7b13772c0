"""Readers that people install, each with its own store between two looks: what it asks, and what it shows."""

from __future__ import annotations

import html
import os
import re
import sqlite3
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import ClassVar, NamedTuple

from tests.interop.conftest import get
from tests.interop.letterbox import Letterbox


class Item(NamedTuple):
    """What a reader shows of an item."""

    title: str
    text: str
    at: datetime | None
    url: str = ""
    enclosure: str = ""


class Reader(ABC):
    """A program that follows one feed, and keeps what it has of it in a folder."""

    program: ClassVar[str]

    def __init__(self, program: str, folder: Path, address: str) -> None:
        self._program, self._folder, self._address = program, folder, address

    @abstractmethod
    def look(self) -> None:
        """Ask for the feed, as it is asked every hour."""

    @abstractmethod
    def shown(self) -> list[Item]:
        """Return what is shown now."""

    def _run(self, *command: object, **variables: str) -> str:
        done = subprocess.run(
            [self._program, *map(str, command)],
            env={**os.environ, "HOME": str(self._folder), "LC_ALL": "C.UTF-8", **variables},
            cwd=self._folder, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
        return done.stdout


class Newsboat(Reader):
    """Newsboat reads in a terminal, and keeps everything it ever read."""

    program = "newsboat"

    def look(self) -> None:
        (self._folder / "urls").write_text(f"{self._address}\n")
        (self._folder / "config").touch()
        kept = {"-u": "urls", "-C": "config", "-c": "cache.db"}
        self._run(*(word for pair in kept.items() for word in pair), "-x", "reload")

    def shown(self) -> list[Item]:
        rows = _rows(
            self._folder / "cache.db",
            "SELECT title, content, pubDate, url, enclosure_url FROM rss_item WHERE NOT deleted",
        )
        return [
            Item(title, plain(text), datetime.fromtimestamp(at, UTC), url, enclosure or "")
            for title, text, at, url, enclosure in rows
        ]


class Sfeed(Reader):
    """Sfeed keeps a line an item; told by its user to know items by their ids, and to ask only for what is new."""

    program = "sfeed_update"
    RC = """
sfeedpath={folder}/feeds
fetch() {{ curl -f -s --etag-compare "$3.etag" --etag-save "$3.new" "$2" && mv "$3.new" "$3.etag"; }}
merge() {{ sort -t '	' -u -k6,6 "$3" "$2"; }}
feeds() {{ feed news {address}; }}
"""

    def look(self) -> None:
        config = self._folder / "sfeedrc"
        config.write_text(self.RC.format(folder=self._folder, address=self._address))
        self._run(config)

    def shown(self) -> list[Item]:
        lines = (self._folder / "feeds" / "news").read_text().splitlines()
        return [self._item(*line.split("\t")) for line in lines]

    @staticmethod
    def _item(at: str, title: str, url: str, text: str, *rest: str) -> Item:
        _kind, _id, _author, enclosure, _category = rest
        return Item(title, plain(text), datetime.fromtimestamp(int(at), UTC), url, enclosure)


class Rss2email(Reader):
    """rss2email sends a mail an item; and, told so, another in reply to it when the item has changed."""

    program = "r2e"
    CONFIG = """
[DEFAULT]
from = reader@valmere.example
to = amina@valmere.example
email-protocol = smtp
smtp-server = 127.0.0.1
smtp-port = {port}
date-header = True
date-header-order = issued
reply-changes = {replies}
"""

    def __init__(self, program: str, folder: Path, address: str, box: Letterbox) -> None:
        super().__init__(program, folder, address)
        self._box = box

    def begin(self, *, replies: bool) -> None:
        """Subscribe."""
        text = self.CONFIG.format(port=self._box.port, replies=replies)
        (self._folder / "r2e.cfg").write_text(text)
        self._r2e("add", "news", self._address)

    def look(self) -> None:
        self._r2e("run")

    def shown(self) -> list[Item]:
        """Return the last mail of each thread."""
        threads = {str(mail["X-RSS-ID"]): mail for mail in self._box.mails}
        return [
            Item(
                str(mail["Subject"]),
                plain(mail.get_content()),
                parsedate_to_datetime(str(mail["Date"])),
                str(mail["X-RSS-URL"]),
            )
            for mail in threads.values()
        ]

    def _r2e(self, *words: str) -> None:
        self._run("-c", "r2e.cfg", "-d", "r2e.json", *words)


class Gpodder(Reader):
    """gPodder follows podcasts, and brings their files."""

    program = "gpo"

    def look(self) -> None:
        begun = (self._folder / "Database").exists()
        self._gpo(*(["update"] if begun else ["subscribe", self._address]))

    def bring(self) -> list[Path]:
        """Download every new episode; return the files there are."""
        self._gpo("download")
        return [path for path in (self._folder / "Downloads").rglob("*.mp4") if path.is_file()]

    def shown(self) -> list[Item]:
        rows = _rows(
            self._folder / "Database",
            "SELECT title, description, published, link, url FROM episode",
        )
        return [
            Item(title, plain(text), datetime.fromtimestamp(at, UTC), url, enclosure)
            for title, text, at, url, enclosure in rows
        ]

    def _gpo(self, *words: str) -> None:
        self._run(*words, GPODDER_HOME=str(self._folder))


class Khal(Reader):
    """Khal keeps a calendar, into which files are read; another program brings them."""

    program = "khal"
    CONFIG = """
[calendars]
[[ours]]
path = {folder}/events
[default]
default_calendar = ours
[sqlite]
path = {folder}/khal.db
[locale]
default_timezone = UTC
local_timezone = UTC
dateformat = %Y-%m-%d
timeformat = %H:%M
datetimeformat = %Y-%m-%d %H:%M
longdateformat = %Y-%m-%d
longdatetimeformat = %Y-%m-%d %H:%M
"""

    def look(self) -> None:
        (self._folder / "events").mkdir(exist_ok=True)
        (self._folder / "config").write_text(self.CONFIG.format(folder=self._folder))
        (self._folder / "calendar.ics").write_bytes(get(self._address).body)
        self._khal("import", "--batch", "-a", "ours", "calendar.ics")

    def shown(self) -> list[Item]:
        form = "{start-long}\t{title}\t{status}"
        said = self._khal("list", "--day-format", "", "--format", form, "2026-10-01", "60d")
        events = [line.split("\t") for line in said.splitlines() if "\t" in line]
        return [
            Item(title, state.strip(), datetime.fromisoformat(at).replace(tzinfo=UTC))
            for at, title, state in events
        ]

    def _khal(self, *words: str) -> str:
        return self._run("-c", "config", *words)


def _rows(path: Path, query: str) -> Iterator[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as database:
        yield from database.execute(query)


def plain(text: str) -> str:
    """Return the words of HTML, which readers show without its marks."""
    return html.unescape(re.sub(r"<[^>]+>", " ", text))
