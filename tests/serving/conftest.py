"""One server a module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving.server import EMBED, SPEECH, Server, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[Server]:
    """A server with a feed and an embed that are published."""
    folder = tmp_path_factory.mktemp("server")
    with serving(folder, migrated, UPLOAD_MEGABYTES="1") as found:
        found.put()
        found.put(SPEECH, b"<!doctype html>", EMBED, media_type="text/html; charset=utf-8")
        yield found
