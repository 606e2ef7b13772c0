"""The real parliamentary data beside the checkout; a stranger's machine has none of it."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return its folder, or skip: its licences forbid carrying it along."""
    path = Path(__file__).parents[4] / "shared" / "data"
    if not path.is_dir():
        pytest.skip("the real data is not on this machine")
    return path
