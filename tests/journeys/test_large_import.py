"""What a large import leaves, the database plans with at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.importers import running

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite plans without sizes"),
]

PEOPLE = Path(__file__).resolve().parents[2] / "cms" / "demo" / "parliament" / "popolo.json"


@pytest.mark.parametrize("many", [1, 1_000_000])
def test_the_database_measures_its_tables_after_a_large_import_only(
    monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(running, "MANY", many)

    with CaptureQueriesContext(connection) as asked:
        call_command("import", "popolo", PEOPLE, verbosity=0)

    assert [query["sql"] for query in asked].count("ANALYZE") == (many == 1)
