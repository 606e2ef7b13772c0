"""Somebody else's plugin: installed beside the project, with not a line of the project changed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(__file__).with_name("hemicycle_textfeed")
FEED = "/en/feeds/kind:speech/feed.txt"
TELLING = ("/en/speeches/", "/en/members/amina-okafor-2kc6kwjw86qj/")
"""Pages that list the formats a stream is published in."""

HUB = '<atom:link rel="hub" href="https://hub.example/"/>'
HUB_OF_A_PAGE = '<link rel="hub" href="https://hub.example/">'
NAMING = {"EXTRA_PLUGINS": "textfeed", "TEXTFEED": '{"hub": "https://hub.example/"}'}

Reading = tuple[Path, dict[str, Any], str]
"""Where a record is, what the public reads of it by address, and the log."""

FAULT = (
    "\n    def render(self, selection: object) -> Artefact:\n        raise KeyError('a fault')\n"
)


def run(
    *arguments: str, var: Path, packages: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run Python with the packages beside the project's own."""
    given = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.third_party.configured",
        "DATABASE_URL": f"sqlite:///{var / 'hemicycle.sqlite3'}",
        "VAR_DIR": str(var),
        "PYTHONPATH": os.pathsep.join([str(packages), str(ROOT)]),
        "EXTRA_PLUGINS": "",
        **environment,
    }
    return subprocess.run(
        [sys.executable, *arguments],
        env=given,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def read(*arguments: str, **given: Any) -> tuple[dict[str, Any], str]:
    """Return what the public reads, by address, and the log."""
    done = run("-m", "tests.third_party.outputs", *arguments, **given)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), done.stderr


def forget(var: Path) -> None:
    """Have every publication written again."""
    with closing(connect(var / "hemicycle.sqlite3")) as kept, kept as database:
        database.execute("UPDATE syndication_publication SET stale = 1")


def words(answer: list[Any]) -> str:
    """Return the body of an answer with single blanks."""
    return " ".join(answer[2].split())


def lasting(answer: list[Any]) -> list[Any]:
    """Return an answer without how long it may be kept: what cannot be written anew is asked for again soon."""
    status, headers, body = answer
    return [status, [pair for pair in headers if pair[0] != "cache-control"], body]


def without(answers: dict[str, Any], *addresses: str) -> dict[str, Any]:
    return {address: answer for address, answer in answers.items() if address not in addresses}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, as pip installs it, in a folder of its own."""
    source, target = (
        tmp_path_factory.mktemp("source") / "package",
        tmp_path_factory.mktemp("packages"),
    )
    shutil.copytree(SOURCE, source)
    flags = ("--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--target")
    done = run(
        "-m", "pip", "install", *flags, str(target), str(source), var=target, packages=target
    )
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> tuple[Path, dict[str, Any]]:
    """A record that has never heard of the plugin, and what the public reads of it."""
    var, nothing = tmp_path_factory.mktemp("var"), tmp_path_factory.mktemp("nothing")
    shutil.copy(migrated, var / "hemicycle.sqlite3")
    read("--fill", var=var, packages=nothing)
    answers, _log = read(var=var, packages=nothing)
    return var, answers


@pytest.fixture
def var(before: tuple[Path, dict[str, Any]], tmp_path: Path) -> Path:
    """A copy of the record."""
    return Path(shutil.copytree(before[0], tmp_path / "var"))


@pytest.fixture(scope="module")
def with_it(installed: Path, before, tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """The record with the plugin, what the public then reads, and the log."""
    var = Path(shutil.copytree(before[0], tmp_path_factory.mktemp("with") / "var"))
    return var, *read(var=var, packages=installed, EXTRA_PLUGINS="textfeed")


@pytest.fixture(scope="module")
def naming(installed: Path, before, tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """The same with a hub that it names."""
    var = Path(shutil.copytree(before[0], tmp_path_factory.mktemp("naming") / "var"))
    return var, *read(var=var, packages=installed, **NAMING)


@pytest.fixture
def afterwards(with_it: Reading, tmp_path: Path) -> Path:
    """A copy of the record after it was read with the plugin."""
    return Path(shutil.copytree(with_it[0], tmp_path / "afterwards"))


@pytest.fixture
def faulty(installed: Path, tmp_path: Path) -> Path:
    """The package with a fault."""
    broken = Path(shutil.copytree(installed, tmp_path / "broken"))
    with (broken / "textfeed" / "renderer.py").open("a") as module:
        module.write(FAULT)
    return broken


def test_its_format_is_served_at_its_address(with_it):
    status, headers, body = with_it[1][FEED]
    named = dict(headers)
    assert (status, named["content-type"]) == (200, "text/plain; charset=utf-8")
    assert {"etag", "last-modified", "cache-control"} <= set(named)
    assert body.startswith("Speeches\n\n2026-10-14 Water supply 3\nMisattributed\nhttps://")


def test_it_is_offered_where_the_formats_of_a_stream_are_listed(with_it):
    assert [page for page in TELLING if "feed.txt" not in with_it[1][page][2]] == []


def test_it_changes_no_byte_of_what_others_write(with_it, before):
    assert without(with_it[1], FEED, *TELLING) == without(before[1], FEED, *TELLING)


def test_its_setting_is_heeded(installed, var):
    given = {"EXTRA_PLUGINS": "textfeed", "TEXTFEED": '{"width": 40}'}
    answers, _log = read(var=var, packages=installed, **given)

    lines = answers[FEED][2].splitlines()
    assert max(len(line) for line in lines if not line.startswith("https:")) in range(30, 41)


def test_the_hub_it_offers_stands_in_the_feeds_of_others(naming):
    _var, answers, log = naming

    feeds = [address for address in answers if address.endswith(".rss")]
    assert len(feeds) == 3
    assert [address for address in feeds if HUB not in answers[address][2]] == []
    assert "links_failed" not in log


def test_the_hub_it_offers_stands_in_the_head_of_pages_about_a_stream(naming, before):
    assert [page for page in TELLING if HUB_OF_A_PAGE not in words(naming[1][page])] == []
    assert [page for page in TELLING if HUB_OF_A_PAGE in words(before[1][page])] == []


def test_a_fault_in_what_it_offers_costs_only_its_links_and_is_logged_under_its_name(
    installed, var, before, tmp_path
):
    broken = Path(shutil.copytree(installed, tmp_path / "broken"))
    module = broken / "textfeed" / "apps.py"
    module.write_text(module.read_text().replace('Link("hub", self', 'Link(self["hub"], self'))
    forget(var)

    answers, log = read(var=var, packages=broken, **NAMING)

    assert without(answers, FEED, *TELLING) == without(before[1], FEED, *TELLING)
    assert answers[FEED][0] == 200
    assert [answers[page][0] for page in TELLING] == [200, 200]
    assert "event=links_failed plugin=textfeed format=rss" in log
    assert "event=links_failed plugin=textfeed format=page" in log


@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        (
            '{"widht": 80}',
            "SYNDICATION_PLUGINS['textfeed'] has no setting widht; it has: width, hub.",
        ),
        ('{"width": "wide"}', "width must be a whole number from 40, not 'wide'."),
    ],
)
def test_a_wrong_setting_stops_the_start_and_is_named(installed, var, own, sentence):
    given = {"EXTRA_PLUGINS": "textfeed", "TEXTFEED": own}
    done = run("manage.py", "check", var=var, packages=installed, **given)

    assert done.returncode != 0
    assert sentence in done.stderr


def test_taken_from_the_settings_it_is_gone_and_nothing_else_is(installed, afterwards, before):
    answers, _log = read(var=afterwards, packages=installed)

    assert answers[FEED][0] == 404
    assert answers == before[1]


def test_its_fault_costs_only_its_own_feed_and_is_logged_under_its_name(with_it, faulty, var):
    _var, good, quiet = with_it
    bad, log = read(var=var, packages=faulty, EXTRA_PLUGINS="textfeed")

    assert [answers[FEED][0] for answers in (good, bad)] == [200, 503]
    assert without(bad, FEED) == without(good, FEED)
    assert ("plugin=textfeed" in quiet, "plugin=textfeed format=textfeed" in log) == (False, True)


def test_a_fault_that_comes_later_keeps_the_last_good_feed(with_it, faulty, afterwards):
    good = with_it[1]
    forget(afterwards)
    bad, log = read(var=afterwards, packages=faulty, EXTRA_PLUGINS="textfeed")

    assert without(bad, FEED) == without(good, FEED)
    assert lasting(bad[FEED]) == lasting(good[FEED])
    assert "plugin=textfeed" in log


def test_it_conforms(installed, var):
    code = (
        "import django; django.setup()\n"
        "from textfeed.conf import TextfeedSettings\n"
        "from textfeed.renderer import TextfeedRenderer\n"
        "from syndication.testing import assert_conforms\n"
        "assert_conforms(TextfeedRenderer(TextfeedSettings()))"
    )
    done = run("-c", code, var=var, packages=installed)

    assert done.returncode == 0, done.stderr
