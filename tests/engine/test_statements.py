"""Reading takes the same number of statements however much there is to read."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.engine import outlets
from tests.engine.record import MEMBER, NOW, profile, publish, speech_of, thing

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

FRESH = 0
"""Statements that answer from a publication which is fresh."""

WRITTEN = 18 + (connection.vendor == "postgresql")
"""Statements that write a publication for the first time, savepoints and keys among them, on PostgreSQL its locks."""

FRAGMENTS = 3
"""Statements that look for the entries written already, read the others, and keep them."""

UNKEPT = 6
"""Statements that answer for words, of which nothing is kept."""

SUBJECT, NEIGHBOURS, RECORDINGS = 1, 2, 1

READS = {
    "feed of a member": (
        lambda: outlets.feed(f"member:{MEMBER}"),
        WRITTEN + FRAGMENTS + SUBJECT,
        FRESH,
    ),
    "feed of a kind": (lambda: outlets.feed("kind:speech"), WRITTEN + FRAGMENTS, FRESH),
    "feed of words": (lambda: outlets.feed("text:water"), UNKEPT + FRAGMENTS - 1, UNKEPT),
    "latest embed": (lambda: outlets.embed("/e/en/latest/kind:speech/"), WRITTEN, FRESH),
    "speech embed": (
        lambda: outlets.speech_embed(thing(1)),
        WRITTEN + NEIGHBOURS + RECORDINGS,
        FRESH,
    ),
    "list of the API": (lambda: outlets.site("/api/v1/entries/?query=kind:speech"), 1, 1),
    "entry of the API": (lambda: outlets.record(thing(1)), 1, 1),
    "streams of the API": (lambda: outlets.site("/api/v1/streams/"), 1, 1),
}


@pytest.mark.parametrize("number", [1, 20])
@pytest.mark.parametrize("what", READS)
def test_reading_takes_a_fixed_number_of_statements(what, number, django_assert_num_queries):
    read, first, again = READS[what]
    publish(profile(), *(speech_of(MEMBER, place) for place in range(1, number + 1)))

    with django_assert_num_queries(first):
        read()
    with django_assert_num_queries(again):
        read()
