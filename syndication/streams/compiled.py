"""The SQL of a page, written by the ORM once a shape of query; a rewrite of a hundred feeds asks a hundred times.

Two queries have one shape when they name the same facets with equally many values. The ORM writes the SQL for marks in
the place of values; each asking puts its own there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import connection

from syndication.streams.query import StreamQuery

MARK = "\ue000"
"""A character of the private use area, which no value of a query holds."""
MOMENT = datetime(1111, 11, 11, tzinfo=UTC)

Shape = tuple[tuple[str, int], ...]
Writing = Callable[[StreamQuery, str, datetime], tuple[str, tuple[Any, ...]]]
"""The ORM's SQL and parameters for a query, a language and a moment."""


def rows(
    query: StreamQuery, language: str, at: datetime, writing: Writing
) -> list[tuple[Any, ...]]:
    """Return the rows of a query without words. What writes the SQL is the same function every time."""
    shape = tuple((name, len(values)) for name, values in query.facets)
    sql, marked = _compiled(shape, writing, connection.vendor)
    own = {
        f"{MARK}{name}{place}": value
        for name, values in query.facets
        for place, value in enumerate(values)
    }
    own[f"{MARK}language"] = language
    moment = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(sql, [_filled(value, own, moment) for value in marked])
        return list(map(tuple, cursor.fetchall()))


def moment(value: datetime | None) -> datetime | None:
    """Return a moment as the database tells it: SQLite in UTC, without saying so."""
    return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


@lru_cache(1024)
def _compiled(shape: Shape, writing: Writing, _vendor: str) -> tuple[str, tuple[Any, ...]]:
    facets = tuple(
        (name, tuple(f"{MARK}{name}{place}" for place in range(number))) for name, number in shape
    )
    return writing(StreamQuery(facets), f"{MARK}language", MOMENT)


def _filled(value: Any, own: dict[str, str], at: Any) -> Any:
    if isinstance(value, str) and MARK in value:
        before, _, name = value.partition(MARK)
        return f"{before}{own[MARK + name]}"
    return at if value in (MOMENT, _adapted(connection.vendor)) else value


@lru_cache(2)
def _adapted(_vendor: str) -> Any:
    return connection.ops.adapt_datetimefield_value(MOMENT)
