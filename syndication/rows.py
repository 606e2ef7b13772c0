"""Many rows at once, past the ORM: a sitting's speeches, entries, facets and ledger lines in one statement each.

Measured on an import of 76,369 speeches, Django's ``bulk_create`` spends most of its time preparing values that are
plain already. Rows go in by ``executemany`` on SQLite and by ``COPY`` on PostgreSQL, inside the caller's transaction.
No signals are sent and no defaults of the database are used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

import orjson
from django.db import connection, models

REMEMBERED = 1024
"""Prepared values kept a column."""


def create(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Insert new instances and give them their primary keys."""
    if not rows:
        return
    names = tuple(field.attname for field in model._meta.concrete_fields if not field.primary_key)
    keys = create_values(model, names, map(itemgetter(*names), map(vars, rows)))
    for row, key in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding = False


def create_values(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> list[int]:
    """Insert rows given as values in the order of the names, the rest by default; return their primary keys."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    if not columns:
        return []
    keys = next_ids(model, len(columns[0]))
    given = dict(zip(names, columns, strict=True))
    values = []
    for field, prepare in _fields(model, connection.vendor):
        if field.primary_key:
            values.append(keys)
        elif field.attname in given:
            column = given[field.attname]
            values.append(list(map(prepare, column)) if prepare else column)
        else:
            default = field.get_default()
            values.append([prepare(default) if prepare else default] * len(keys))
    insert(
        model._meta.db_table,
        [str(field.column) for field, _ in _fields(model, connection.vendor)],
        zip(*values, strict=True),
    )
    return keys


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
def _fields(
    model: type[models.Model], vendor: str
) -> list[tuple[models.Field[Any, Any], Callable[[Any], Any] | None]]:
    """Return the fields of a table, each with what brings a value into the form the database takes, where it must."""
    return [(field, _preparing(field)) for field in model._meta.concrete_fields]


def _preparing(field: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    if isinstance(field, models.JSONField):
        return _json
    if isinstance(field, models.DateField | models.TimeField | models.UUIDField):
        # The rows of one sitting share a few moments and days.
        return lru_cache(REMEMBERED)(lambda value: field.get_db_prep_save(value, connection))
    return None


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()
