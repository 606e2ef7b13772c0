"""A running server with a record, as other sites' software meets it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from tests.interop.news import News, for_one, published
from tests.interop.speaking import ARABIC, HIDDEN, MEMBER, SPEECH, VIDEO, WITHDRAWN
from tests.serving.ordeal import run
from tests.serving.server import environment, free_port, serving

ROOT = Path(__file__).resolve().parents[2]
DRIVER = Path(__file__).with_name("wordpress.php")
PACK = ROOT / "frontend" / "wordpress" / "pack.py"
WORDPRESS = Path(os.environ.get("WORDPRESS", "/usr/share/wordpress"))
JUDGES = ROOT.parent / "shared" / "judges"
"""Other people's checkers, where this machine has them; the project does not bring them."""


@dataclass(frozen=True)
class Got:
    """An answer over HTTP."""

    status: int
    kind: str
    body: bytes


@dataclass(frozen=True)
class Record:
    """The addresses of a record, and what is answered there."""

    site: str
    embed: str

    def page(self, thing: str, folder: str = "speeches", language: str = "en") -> str:
        """Return the address of a page."""
        return f"{self.site}/{language}/{folder}/2026-10-14-amina-okafor-{thing}/"

    def frame(self, shown: str, language: str = "en") -> re.Pattern[str]:
        """Return how the address of an embed looks; which kind of embed it is decides the plugin that offers it."""
        return re.compile(rf"{re.escape(self.embed)}/e/{language}/[a-z]+/([a-z]+:)?{shown}/")

    @property
    def pasted(self) -> dict[str, tuple[str, re.Pattern[str]]]:
        """Return what people paste: the address, and that of the frame which must appear."""
        return {
            "a speech": (self.page(SPEECH), self.frame(SPEECH)),
            "a speech in Arabic": (
                self.page(ARABIC, language="ar"),
                self.frame(ARABIC, language="ar"),
            ),
            "a recording": (self.page(VIDEO, "videos"), self.frame(VIDEO)),
            "a member": (self.page(MEMBER, "members"), self.frame(MEMBER)),
            "a withdrawn speech": (self.page(WITHDRAWN), self.frame(WITHDRAWN)),
            "a list": (f"{self.site}/en/speeches/", self.frame("speech")),
        }

    @property
    def hidden(self) -> str:
        """Return the page of a speech that is not for the public."""
        return self.page(HIDDEN)

    @property
    def nothing(self) -> str:
        """Return an address like that of a page where there is none."""
        return self.page("t00000000099")

    def oembed(self, url: str, **asked: object) -> Got:
        """Return what is answered for an address."""
        return get(f"{self.site}/oembed?{urlencode({'url': url, **asked})}")


def get(address: str) -> Got:
    """Ask our own server, whatever it answers."""
    try:
        answer = urlopen(address, timeout=20)  # noqa: S310 (http on the loopback interface)
    except HTTPError as error:
        answer = error
    with answer:
        return Got(answer.status, answer.headers["Content-Type"], answer.read())


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[Record]:
    """A server of its own, whose two hosts are names of the loopback interface."""
    folder, port = tmp_path_factory.mktemp("interop"), free_port()
    hosts = {"BASE_URL": f"http://127.0.0.1:{port}", "EMBED_URL": f"http://embed.localhost:{port}"}
    shutil.copyfile(migrated, folder / "hemicycle.sqlite3")
    run(environment(folder, **hosts), "-m", "tests.interop.speaking")
    with serving(folder, port=port, **hosts):
        yield Record(hosts["BASE_URL"], hosts["EMBED_URL"])


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[News]:
    """A server of its own, for readers who come again."""
    with published(tmp_path_factory.mktemp("news"), migrated) as found:
        yield found


@pytest.fixture
def news(server: News) -> News:
    """What was published for this test's reader alone."""
    return for_one(server)


def needs(program: str) -> str:
    """Return where a program is, or skip the test."""
    found = shutil.which(program)
    if not found:
        pytest.skip(f"there is no {program} on this machine")
    return found


def pack(folder: Path, site: str, embed: str) -> Path:
    """Return the plugin, packed for two hosts."""
    names = {**os.environ, "BASE_URL": site, "EMBED_URL": embed}
    subprocess.run([sys.executable, PACK, folder], env=names, check=True, stdout=subprocess.DEVNULL)
    return folder / "hemicycle-embeds.zip"


@pytest.fixture(scope="session")
def plugin(record, tmp_path_factory) -> Path:
    """The plugin as a member's office installs it."""
    folder: Path = tmp_path_factory.mktemp("plugin")
    with zipfile.ZipFile(pack(folder, record.site, record.embed)) as archive:
        archive.extractall(folder)
    return folder / "hemicycle-embeds" / "hemicycle-embeds.php"


@pytest.fixture
def paste(record: Record):
    """Paste an address into WordPress."""
    php = needs("php")
    modules = subprocess.run([php, "-m"], capture_output=True, text=True, check=True).stdout
    if "SimpleXML" not in modules.split():
        pytest.skip("this machine's php reads no XML (Debian's package php-xml)")
    if not (WORDPRESS / "wp-settings.php").exists():
        pytest.skip("there is no WordPress on this machine (WORDPRESS names its folder)")

    def pasting(address: str, *plugins: Path) -> dict[str, Any]:
        done = subprocess.run(
            [php, DRIVER, address, *plugins], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return pasting
