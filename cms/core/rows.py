"""Many rows, a few at a time, with no statement left open: SQLite lets nobody write behind an open one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models


def by_key(rows: models.QuerySet[Any], size: int) -> Iterator[Any]:
    """Yield the rows in the order of their keys."""
    page = list(rows.order_by("pk")[:size])
    while page:
        yield from page
        page = list(rows.order_by("pk").filter(pk__gt=page[-1].pk)[:size])
