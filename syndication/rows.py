"""Many rows at once, past the ORM: a sitting's speeches, entries, facets and ledger lines in one statement each.

Measured on an import of 76,369 speeches, Django's ``bulk_create`` spends most of its time preparing values that are
plain already. Rows go in by ``executemany`` on SQLite and by ``COPY`` on PostgreSQL, inside the caller's transaction.
No signals are sent and no defaults of the database are used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from django.db import connection, models

PREPARED = (models.JSONField, models.DateField, models.TimeField, models.UUIDField)
"""Fields (and their subclasses) whose values the database takes in a form of its own."""

REMEMBERED = 1024
"""Prepared values kept a column."""


def create(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Insert new instances and give them their primary keys."""
    if not rows:
        return
    for row, key in zip(rows, next_ids(model, len(rows)), strict=True):
        row.pk = key
        row._state.adding = False
    columns = _columns(model, connection.vendor)
    insert(
        model._meta.db_table,
        [name for name, _, _ in columns],
        ([prepare(getattr(row, attribute)) for _, attribute, prepare in columns] for row in rows),
    )


def insert(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given as values in the order of the columns, prepared for the database."""
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(rows))  # noqa: S608 (names of our own tables and columns)


def next_ids(model: type[models.Model], number: int) -> list[int]:
    """Reserve primary keys, ascending. On SQLite the caller's transaction holds the only write lock."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, number],
            )
            return sorted(row[0] for row in cursor.fetchall())
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
    return list(range(last + 1, last + number + 1))


@cache
def _columns(model: type[models.Model], vendor: str) -> list[tuple[str, str, Callable[[Any], Any]]]:
    return [
        (
            str(field.column),
            field.attname,
            _preparing(field) if isinstance(field, PREPARED) else _same,
        )
        for field in model._meta.concrete_fields
    ]


def _preparing(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    def prepared(value: Any) -> Any:
        return None if value is None else field.get_db_prep_save(value, connection)

    # The rows of one sitting share a few moments and days; JSON has no hash to remember it by.
    return prepared if isinstance(field, models.JSONField) else lru_cache(REMEMBERED)(prepared)


def _same(value: Any) -> Any:
    return value
