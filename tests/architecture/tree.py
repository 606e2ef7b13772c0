"""The project's own files and plugins, as the architecture tests look at them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("cms", "syndication", "plugins")


def modules() -> list[Path]:
    """Return every module of the program itself: no tests, no migrations."""
    found = (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))
    return [path for path in found if not {"tests", "migrations"} & set(path.parts)]


def relative(path: Path) -> str:
    """Return a path as it is written in the project."""
    return path.relative_to(ROOT).as_posix()


def offered() -> dict[str, str]:
    """Return the name of each of our plugins and the class its entry point names."""
    points = entry_points(group="syndication.plugins")
    return {point.name: point.value for point in points if point.value.split(".")[0] in PACKAGES}


def folder(target: str) -> Path:
    """Return the folder of a plugin's class."""
    return ROOT.joinpath(*target.partition(":")[0].split(".")[:-1])


def commands() -> list[str]:
    """Return the names of our management commands."""
    found = (path for package in PACKAGES for path in (ROOT / package).rglob("commands/*.py"))
    return sorted(path.stem for path in found if not path.stem.startswith("_"))


def guides() -> list[Path]:
    """Return what is written for readers of the documentation, without the decisions."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def words(path: Path) -> str:
    """Return the text of a guide."""
    return path.read_text(encoding="utf-8")


def codes(text: str) -> Iterator[str]:
    """Yield what a guide sets in code: fenced blocks and inline pieces."""
    for block in re.finditer(r"```[^\n]*\n(.*?)```", text, re.DOTALL):
        yield block[1]
    yield from re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
