"""The plugin of docs/plugin-author.md is what it says: written down as it stands there, it works."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture import tree

GUIDE = tree.ROOT / "docs" / "plugin-author.md"
FILE = re.compile(r"```(?:python|toml)\n# (?P<path>[\w./]+)\n(?P<text>.*?)```", re.DOTALL)
FORMATS = (
    "import django; django.setup(); from syndication import registry; print(*registry.renderers())"
)


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """The guide's files in a folder, with the metadata that installing them would write."""
    folder = tmp_path_factory.mktemp("package")
    for sample in FILE.finditer(tree.words(GUIDE)):
        path = folder / sample["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sample["text"], encoding="utf-8")
    project = tomllib.loads((folder / "pyproject.toml").read_text())["project"]
    metadata = folder / f"hemicycle_headlines-{project['version']}.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Name: {project['name']}\nVersion: {project['version']}\n")
    points = project["entry-points"]["syndication.plugins"]
    lines = "".join(f"{name} = {target}\n" for name, target in points.items())
    (metadata / "entry_points.txt").write_text(f"[syndication.plugins]\n{lines}")
    return folder


def run(package: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "DATABASE_URL": "sqlite:///:memory:",
        "EXTRA_PLUGINS": "headlines",
        "PYTHONPATH": os.pathsep.join([str(package), str(tree.ROOT)]),
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=tree.ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_plugin_of_the_guide_is_found_and_passes_the_checks(package):
    checked = run(package, "manage.py", "check", "--fail-level", "WARNING")
    formats = run(package, "-c", FORMATS)

    assert checked.returncode == 0, checked.stderr
    assert "headlines" in formats.stdout.split(), formats.stderr


def test_the_renderer_tests_of_the_guide_pass(package):
    done = run(package, "-m", "pytest", "-q", "-c", str(package / "pyproject.toml"),
               str(package / "headlines/tests/test_renderer.py"))  # fmt: skip

    assert "2 passed" in done.stdout, done.stdout + done.stderr


@pytest.mark.django_db
def test_the_front_door_of_the_guide_works(package, monkeypatch):
    monkeypatch.syspath_prepend(package)
    sample = runpy.run_path(str(package / "headlines/tests/test_front_door.py"))

    sample["test_what_is_published_can_be_asked_for_and_withdrawn"]()
