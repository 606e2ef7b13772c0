"""What the desk calls an entry agrees with what readers get, one by one and in the query."""

from __future__ import annotations

from itertools import product

import pytest
from django.db import connection

from syndication.entries.visibility import STATES, states_of
from syndication.models import EntryRecord
from tests.engine.record import HOUR, NOW, publish, speech

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

MOMENTS = (None, NOW - HOUR, NOW, NOW + HOUR)


@pytest.fixture(autouse=True)
def every_combination():
    combinations = list(product(MOMENTS, MOMENTS, ("", "committee"), (False, True)))
    publish(*(speech(number) for number in range(1, len(combinations) + 1)))
    for row, (start, end, audience, withdrawn) in zip(
        EntryRecord.objects.order_by("pk"), combinations, strict=True
    ):
        row.visible_from, row.visible_until, row.audience = start, end, audience
        row.withdrawn = withdrawn
        row.save()


@pytest.mark.parametrize("state", STATES)
def test_the_query_and_the_row_agree(state):
    rows = EntryRecord.objects.all()

    found = set(rows.in_state(state, at=NOW))

    assert found
    assert found == {row for row in rows if state in states_of(row, at=NOW)}


def test_public_is_what_everybody_sees_and_is_no_tombstone():
    rows = EntryRecord.objects.all()

    public = {row for row in rows if "public" in states_of(row, at=NOW)}

    assert public == set(rows.visible(at=NOW).filter(withdrawn=False))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by how much there is")
@pytest.mark.parametrize("state", ["restricted", "withdrawn"])
def test_the_few_that_are_held_back_are_found_by_an_index_of_their_own(state):
    rows = EntryRecord.objects.in_state(state, at=NOW).order_by("-rank", "-pk")

    assert f"USING INDEX entry_{state}" in rows.explain()
