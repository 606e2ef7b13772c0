"""The SQL of a page, written by the ORM once a shape of query; a rewrite of a hundred feeds asks a hundred times.

Two queries have one shape when they name the same facets with equally many values. The ORM writes the SQL for marks in
the place of values; each asking puts its own there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection

from syndication.streams.query import StreamQuery

MARK = "\ue000"
"""A character of the private use area, which no value of a query holds."""
MOMENT = datetime(1111, 11, 11, tzinfo=UTC)
AT = f"{MARK}at"

Shape = tuple[tuple[str, int], ...]
Writing = Callable[[StreamQuery, str, datetime], tuple[str, tuple[Any, ...]]]
"""The ORM's SQL and parameters for a query, a language and a moment."""


class Marked(NamedTuple):
    """A parameter of the SQL: a value for every query, or, after a beginning, that of a name."""

    value: Any
    name: str

    def filled(self, own: Mapping[str, Any]) -> Any:
        """Return it for a query."""
        if not self.name:
            return self.value
        return f"{self.value}{own[self.name]}" if self.value else own[self.name]


def rows(
    query: StreamQuery, language: str, at: datetime, writing: Writing
) -> list[tuple[Any, ...]]:
    """Return the rows of a query without words. What writes the SQL is the same function every time."""
    shape = tuple((name, len(values)) for name, values in query.facets)
    sql, marked = _compiled(shape, writing, connection.vendor)
    own: dict[str, Any] = {
        f"{MARK}{name}{place}": value
        for name, values in query.facets
        for place, value in enumerate(values)
    }
    own[f"{MARK}language"] = language
    own[AT] = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(sql, [value.filled(own) for value in marked])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def moment(value: datetime | None) -> datetime | None:
    """Return a moment as the database tells it: SQLite in UTC, without saying so."""
    return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


@lru_cache(1024)
def _compiled(shape: Shape, writing: Writing, _vendor: str) -> tuple[str, list[Marked]]:
    facets = tuple(
        (name, tuple(f"{MARK}{name}{place}" for place in range(number))) for name, number in shape
    )
    sql, values = writing(StreamQuery(facets), f"{MARK}language", MOMENT)
    return sql, list(map(_marked, values))


def _marked(value: Any) -> Marked:
    if isinstance(value, str) and MARK in value:
        before, mark, name = value.partition(MARK)
        return Marked(before, mark + name)
    if value in (MOMENT, connection.ops.adapt_datetimefield_value(MOMENT)):
        return Marked("", AT)
    return Marked(value, "")
