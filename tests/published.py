"""Where tests publish: a place of their own, of which nothing is left."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.cache import cache
from django.test import override_settings

from syndication.publications import locks, memory, stores


@contextmanager
def nothing_published() -> Iterator[Path]:
    """Nothing is published inside yet, nothing is remembered of earlier records, and nobody gone."""
    cache.clear()
    with tempfile.TemporaryDirectory(prefix="hemicycle-published-") as folder:
        root = Path(folder)
        with override_settings(PUBLISHED_ROOT=root / "answers", KILL_LIST=root / "killed.jsonl"):
            yield root
        for kept in (memory.opened, stores.opened, locks.opened):
            kept.cache_clear()
