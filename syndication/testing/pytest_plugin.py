"""For pytest: golden files, what a renderer wrote kept byte for byte beside its tests, and plugins set otherwise.

The fixture ``golden`` compares bytes with the file of that name in the folder ``golden`` next to
the test. With ``--regolden`` the file is written instead, and the difference printed to be read.
The fixture ``configure`` gives a plugin other settings for a test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest

FOLDER = "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--regolden``."""
    parser.addoption(
        "--regolden", action="store_true", help="Write golden files instead of comparing with them."
    )


@pytest.fixture
def golden(
    request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> Callable[[str, bytes], None]:
    """Return how bytes are compared with the golden file of a name."""
    folder = request.path.parent / FOLDER

    def compare(name: str, found: bytes) -> None:
        path = folder / name
        kept = path.read_bytes() if path.exists() else b""
        if request.config.getoption("--regolden"):
            with capsys.disabled():
                _write(path, kept, found)
            return
        assert found == kept, f"{name} changed:\n{_difference(name, kept, found)}"

    return compare


@pytest.fixture
def configure(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, Any], None]]:
    """Return how a plugin is given settings, an instance of its dataclass, by its label."""
    from django.apps import apps  # not before pytest has found the settings

    from syndication import registry

    def give(label: str, settings: Any) -> None:
        monkeypatch.setitem(vars(apps.get_app_config(label)), "settings", settings)
        registry.clear()

    yield give
    registry.clear()


def _write(path: Path, kept: bytes, found: bytes) -> None:
    if found != kept:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(found)
        print(f"\n{_difference(path.name, kept, found)}")  # noqa: T201 (a person reads it)


def _difference(name: str, kept: bytes, found: bytes) -> str:
    before, after = (text.decode("utf-8", "replace").splitlines() for text in (kept, found))
    return "\n".join(unified_diff(before, after, f"{name}, kept", f"{name}, found", lineterm=""))
