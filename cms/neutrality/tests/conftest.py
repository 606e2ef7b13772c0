"""Reviewers, and the parts of a pack that a parliament writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cms.neutrality import packs

Folder = Callable[[str], Path]


@pytest.fixture
def own_packs(tmp_path: Path, settings) -> Iterator[Folder]:
    """Write a pack of the parliament's own, and have it be read."""

    def write(text: str, name: str = "own.toml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        settings.NEUTRALITY_PACKS = str(tmp_path)
        for kept in (packs.pack, packs.every):
            kept.cache_clear()
        return path

    yield write
    for kept in (packs.pack, packs.every):
        kept.cache_clear()
