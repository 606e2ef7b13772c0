"""Many rows at once, past the ORM: a sitting's speeches, entries, facets and ledger lines in one statement each.

Measured on an import of 76,369 speeches, Django's ``bulk_create`` spends most of its time preparing values that are
plain already. Rows go in by ``executemany`` on SQLite and by ``COPY`` on PostgreSQL, inside the caller's transaction.
No signals are sent and no defaults of the database are used.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any, TypeVar

import orjson
from django.db import connection, models

REMEMBERED = 1024
"""Prepared values kept a column."""
UNHURRIED = "set_config('synchronous_commit', 'off', true)"
"""Has PostgreSQL say that a transaction is committed before its disk does: a crash may lose it, but breaks nothing."""
FEW = 50
"""Rows that one INSERT brings to PostgreSQL sooner than a COPY, which goes back and forth."""


M = TypeVar("M", bound=models.Model)


def read(  # noqa: PLR0913 (a SELECT has as many parts)
    model: type[M],
    column: str,
    keys: Collection[Any],
    *,
    names: Sequence[str] = (),
    also: tuple[str, Sequence[Any]] = ("", ()),
    lock: bool = False,
) -> list[M]:
    """Return the instances that have one of the keys in a column, by primary key; with ``names`` only those fields.

    ``also`` is a further condition and its values; ``lock`` keeps them from others until the transaction ends.
    """
    if not keys:
        return []
    select, attributes, makers = _reading(model, tuple(names), connection.vendor)
    one_of, values = among(keys)
    where = f'"{column}" {one_of}{f" AND {also[0]}" if also[0] else ""}'
    locked = " FOR UPDATE" if lock and connection.features.has_select_for_update else ""
    with prepared() as cursor:
        cursor.execute(f"{select} WHERE {where} ORDER BY id{locked}", [*values, *also[1]])
        found = cursor.fetchall()
    return [
        model.from_db(
            connection.alias,
            attributes,
            [make(value) if make else value for make, value in zip(makers, row, strict=True)],
        )
        for row in found
    ]


def prepared() -> Any:
    """Return a cursor for statements that are said at every change: the database keeps them prepared where it can."""
    own = getattr(connection, "prepared", connection.cursor)  # that of our own back end
    return own()


def among(keys: Collection[Any]) -> tuple[str, list[Any]]:
    """Return how a statement asks whether a column is one of the keys, however many they are, and its values."""
    if connection.vendor == "postgresql":
        return "= ANY(%s)", [list(keys)]
    return f"IN ({', '.join(['%s'] * len(keys))})", list(keys)


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
    number = len(columns[0])
    given = dict(zip(names, columns, strict=True))
    # Of a few rows PostgreSQL tells the keys it gave them, which saves asking before.
    keys = None if _takes_one_insert(number) else next_ids(model, number)
    values, written = [], []
    for field, prepare in _fields(model, connection.vendor):
        if field.primary_key:
            if keys is None:
                continue
            column = keys
        elif field.attname in given:
            column = given[field.attname]
            column = list(map(prepare, column)) if prepare else column
        else:
            default = field.get_default()
            column = [prepare(default) if prepare else default] * number
        values.append(column)
        written.append(str(field.column))
    found = insert(
        model._meta.db_table, written, zip(*values, strict=True), returning="" if keys else "id"
    )
    return keys or found


def insert(
    table: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    also: str = "",
    returning: str = "",
) -> list[Any]:
    """Insert rows given as values in the order of the columns, prepared for the database.

    ``also`` is what to do on a conflict; ``returning``, what to return of each row, can be had of a few on PostgreSQL.
    """
    rows = list(rows)
    if not rows:
        return []
    names = ", ".join(f'"{column}"' for column in columns)
    marks = f"({', '.join(['%s'] * len(columns))})"
    into = f"INSERT INTO {table} ({names}) VALUES"
    with prepared() as cursor:
        if connection.vendor != "postgresql":
            cursor.executemany(f"{into} {marks} {also}", rows)
            return []
        if also or _takes_one_insert(len(rows)):
            told = f"{also} RETURNING {returning}" if returning else also
            cursor.execute(f"{into} {', '.join([marks] * len(rows))} {told}", list(chain(*rows)))
            return [value for (value,) in cursor.fetchall()] if returning else []
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    return []


def _takes_one_insert(number: int) -> bool:
    return connection.vendor == "postgresql" and number <= FEW


def update(model: type[models.Model], names: Sequence[str], rows: Iterable[models.Model]) -> None:
    """Write some fields of instances back; for one as for a hundred ``bulk_update`` takes longer to write its SQL."""
    known = {
        field.attname: (field, prepare) for field, prepare in _fields(model, connection.vendor)
    }
    fields = [known[name] for name in names]
    values = [
        [*(_prepared(getattr(row, field.attname), prepare) for field, prepare in fields), row.pk]
        for row in rows
    ]
    if not values:
        return
    changes = ", ".join(f'"{field.column}" = %s' for field, _ in fields)
    change = f"UPDATE {model._meta.db_table} SET {changes} WHERE id = %s"  # noqa: S608 (names of our own tables and columns)
    with prepared() as cursor:
        if len(values) == 1:  # a batch takes further turns
            cursor.execute(change, values[0])
        else:
            cursor.executemany(change, values)


def delete(table: str, column: str, keys: Sequence[int], *, returning: str = "") -> list[Any]:
    """Delete the rows that have one of the keys in a column; return the values they had in another."""
    if not keys:
        return []
    one_of, values = among(keys)
    told = f" RETURNING {returning}" if returning else ""
    with prepared() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {column} {one_of}{told}", values)  # noqa: S608 (names of our own tables and columns)
        return [value for (value,) in cursor.fetchall()] if returning else []


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


@cache
def _reading(
    model: type[models.Model], names: tuple[str, ...], vendor: str
) -> tuple[str, list[str], list[Callable[[Any], Any] | None]]:
    """Return what selects the fields, their names, and what makes values of what the database tells, where needed."""
    fields = [
        field
        for field in model._meta.concrete_fields
        if not names or field.primary_key or field.attname in names
    ]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    select = f"SELECT {columns} FROM {model._meta.db_table}"  # noqa: S608 (names of our own tables and columns)
    return select, [field.attname for field in fields], [_making(field, vendor) for field in fields]


def _making(field: models.Field[Any, Any], vendor: str) -> Callable[[Any], Any] | None:
    if isinstance(field, models.JSONField):
        return orjson.loads
    if vendor == "sqlite" and isinstance(field, models.BooleanField):
        return bool
    return _in_utc if vendor == "sqlite" and isinstance(field, models.DateTimeField) else None


def _in_utc(value: datetime | None) -> datetime | None:
    return value and value.replace(tzinfo=UTC)


def _prepared(value: Any, prepare: Callable[[Any], Any] | None) -> Any:
    return prepare(value) if prepare else value


def _preparing(field: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    if isinstance(field, models.JSONField):
        return _json
    if isinstance(field, models.DateField | models.TimeField | models.UUIDField):
        # The rows of one sitting share a few moments and days.
        return lru_cache(REMEMBERED)(lambda value: field.get_db_prep_save(value, connection))
    return None


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()
