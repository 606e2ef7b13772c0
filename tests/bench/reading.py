"""What a feed costs among everything imported: CPU, statements, and whether the database walks an index."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.speeches.models import Speech
from syndication import registry
from syndication.entries.reading import Reading
from syndication.streams import query as stream_query
from syndication.streams.selection import select
from tests.bench import writing
from tests.bench.pace import timed

ROUNDS = 60


@dataclass(frozen=True)
class Read:
    """CPU milliseconds of one feed without any cache, its statements, and full scans in their plans.

    ``formats``: name, time over Django's generator to write it whole, and to put it together of written entries.
    """

    milliseconds: float
    statements: int
    scans: int
    formats: tuple[tuple[str, float, float], ...]


def main() -> None:
    """Measure on the database of the environment, and print the figures as JSON."""
    json.dump(asdict(member_feed()), sys.stdout)


def member_feed() -> Read:
    """Render the RSS feed of the member with most speeches, again and again."""
    busiest = (
        Speech.objects.exclude(member=None)
        .values_list("member__public_id", flat=True)
        .order_by("member")
    )
    counts: dict[str, int] = {}
    for member in busiest.iterator():
        counts[member] = counts.get(member, 0) + 1
    member = max(counts, key=lambda key: counts[key])
    query = stream_query.build({"member": member})
    _, renderer = registry.renderer("rss")
    selection = select(query, Reading("es", timezone.now()))
    with CaptureQueriesContext(connection) as captured:
        select(query, Reading("es", timezone.now()))
    statements = [item["sql"] for item in captured.captured_queries]
    return Read(
        milliseconds=cpu(lambda: renderer.render(select(query, Reading("es", timezone.now())))),
        statements=len(statements),
        scans=sum(scans(sql) for sql in statements),
        formats=tuple(writing.formats(selection)),
    )


def cpu(work: Callable[[], object]) -> float:
    """Return the median CPU milliseconds of one call."""
    taken = []
    for _round in range(ROUNDS):
        taken.append(timed(work, time.process_time))
    return statistics.median(taken)


def scans(sql: str) -> int:
    """Count full scans of the big tables in a statement's plan."""
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {sql}")
        plan = [str(row[-1]) for row in cursor.fetchall()]
    word = (
        "SCAN syndication_entry"
        if connection.vendor == "sqlite"
        else "Seq Scan on syndication_entry"
    )
    return sum(word in line and "USING" not in line for line in plan)
