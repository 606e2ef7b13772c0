"""Reading one member's stream among many costs an index, never the whole table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from syndication.contract import Facet
from syndication.publications import staleness
from syndication.publications.models import Publication, PublicationKey
from tests.engine import outlets
from tests.engine.record import NOW, profile, publish, speech, thing

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

MANY = 20_000
MEMBERS = 200
SITTING = 400
LANGUAGES = ("en", "fr", "de", "es")
WALK = "entry_by_"
"""Indexes in the order of reading: a stream that everything belongs to walks one and stops after a page."""

NARROW = [
    "member:m7",
    "member:m7/text:w7",
    "kind:speech/member:m7",
    "kind:speech/member:m7,m8",
    "state:changed",
    "member:m7/state:corrected",
    f"thing:{thing(77)}",
]
BROAD = ["kind:speech", "kind:speech/language:en", "all", "text:w7"]


def fill() -> None:
    """Record twenty thousand speeches of two hundred members."""
    publish(
        *(
            speech(
                number,
                title=f"w{number % 1000}",
                language=LANGUAGES[number % 4],
                passages=(),
                summary="",
                part_of=f"s{number // SITTING}",
                facets=(
                    Facet("member", f"m{number % MEMBERS}"),
                    Facet("sitting", f"s{number // SITTING}"),
                ),
            )
            for number in range(MANY)
        ),
        *(profile(f"m{number}") for number in range(MEMBERS)),
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("SELECT gin_clean_pending_list('entrytext_words')")


@contextmanager
def explained(plans: list[str], verb: str = "SELECT") -> Iterator[None]:
    """Collect the plan of every SELECT of the block, or of what else begins so, statement by statement."""
    selects: list[tuple[str, object]] = []

    def note(execute, sql, params, many, context):
        if sql.startswith(verb):
            selects.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        for sql, params in selects:
            cursor.execute(explain + sql, params)
            plans += (str(row[-1]).strip() for row in cursor.fetchall())


def scanned(plans: list[str], *, walking: bool = False) -> list[str]:
    """Return the steps that read the whole of the entries, their facets or their ledger."""
    pattern = r"Seq Scan on syndication_(entry|change)|^SCAN (syndication_(entry|change)|[U-Z]\d)"
    steps = [step for step in plans if re.search(pattern, step) and "VIRTUAL TABLE" not in step]
    return [step for step in steps if not (walking and f"USING INDEX {WALK}" in step)]


def test_reading_a_stream_among_many_scans_no_table():
    fill()
    found: dict[str, list[str]] = {}
    for query in [*NARROW, *BROAD]:
        plans: list[str] = []
        with explained(plans):
            assert outlets.feed(query).status_code == 200
            pages = outlets.pages_of(query.replace("/", " ").replace("all", ""), "fr", 5)
            assert [next(pages, None), next(pages, None)]
        assert plans
        found[query] = scanned(plans, walking=query in BROAD)

    assert {query: steps for query, steps in found.items() if steps} == {}


def test_one_record_among_many_is_read_by_its_index():
    fill()
    plans: list[str] = []
    with explained(plans):
        assert outlets.record(thing(77)).status_code == 200
        assert outlets.speech_embed(thing(77)).status_code == 200
        assert outlets.page(thing(77)).status_code == 200

    assert scanned(plans) == []


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite says how it seeks")
def test_a_later_page_begins_where_the_one_before_it_ended():
    fill()
    plans: list[str] = []
    first = outlets.site("/api/v1/entries/?query=member:m7&limit=5").json()
    with explained(plans):
        outlets.site(first["next"].partition("8000")[2])

    assert any("facet_by_rank (term=? AND rank<?)" in step for step in plans), plans


def test_a_change_finds_what_it_touches_by_its_key_whatever_old_statistics_say():
    publish(speech(1))
    shape = {"format": "rss", "language": "en", "limit": 20, "query": "all", "modified": NOW}
    rows = Publication.objects.bulk_create(
        Publication(address=f"www.valmere.example/{number}", stale=number % 10 > 0, **shape)
        for number in range(5000)
    )
    PublicationKey.objects.bulk_create(
        PublicationKey(publication=row, term=f"topic:t{number % 50}")
        for number, row in enumerate(rows)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    Publication.objects.update(stale=False)
    PublicationKey.objects.exclude(publication=rows[7]).filter(term="topic:t7").delete()
    plans: list[str] = []
    with explained(plans, "UPDATE syndication_publication"):
        touched = staleness.touch(["topic:t7"])

    assert touched == ["www.valmere.example/7"]
    assert plans
    assert [step for step in plans if re.search(r"Seq Scan|^SCAN syndication", step)] == []
