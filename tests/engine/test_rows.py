"""Rows past the ORM are what the ORM would read and write."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.forms import model_to_dict
from django.test.utils import CaptureQueriesContext

from syndication import actions, rows
from syndication.entries.models import EntryRecord
from syndication.models import AuditLine, Change, Fragment, Publication, PublicationKey, Stream
from tests.engine import outlets
from tests.engine.record import HOUR, NOW, hide, publish, speech

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.time_machine(NOW, tick=False)]

MODELS = (AuditLine, Change, EntryRecord, Fragment, Publication, PublicationKey, Stream)


@pytest.fixture(autouse=True)
def filled():
    publish(speech(1), speech(2, title="Έδρα 💧"), speech(3))
    hide(speech(2), visible_from=NOW - HOUR, visible_until=NOW + HOUR)
    Stream.objects.create(slug="water", title="Water", titles={"fr": "Eau"}, query="kind:speech")
    outlets.feed("kind:speech")
    actions.withdraw(speech(3).thing, reason="Misattributed")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_what_is_read_is_what_the_orm_reads(model):
    expected = list(model.objects.order_by("pk"))

    found = rows.read(model, "id", [row.pk for row in expected])

    assert expected
    assert [model_to_dict(row) for row in found] == [model_to_dict(row) for row in expected]
    assert [vars(row).keys() - {"_state"} for row in found] == [
        vars(row).keys() - {"_state"} for row in expected
    ]


def test_what_is_not_asked_for_is_read_when_it_is_wanted():
    (row,) = rows.read(EntryRecord, "thing", [speech(1).thing], names=("thing",))

    assert row.get_deferred_fields() >= {"value", "updated"}
    assert row.title == speech(1).title


def test_further_conditions_hold_too():
    things = [speech(number).thing for number in (1, 2, 3)]

    found = rows.read(
        EntryRecord, "thing", things, also=("NOT withdrawn AND title <> %s", ["Έδρα 💧"])
    )

    assert [row.thing for row in found] == [speech(1).thing]


@pytest.mark.parametrize("number", [1, rows.FEW, rows.FEW + 1])
def test_the_keys_of_new_rows_come_in_their_order(number):
    row = EntryRecord.objects.get(thing=speech(1).thing)
    lines = [(row.pk, "corrected", 10 + place, "h", NOW, f"{place}") for place in range(number)]

    with transaction.atomic():
        keys = rows.create_values(
            Change, ("entry_id", "kind", "revision", "content_hash", "at", "note"), lines
        )

    assert [Change.objects.get(pk=key).note for key in keys] == [line[-1] for line in lines]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one way to commit")
def test_only_what_can_be_written_again_is_committed_before_the_disk_has_it():
    def unhurried(captured):
        return [
            item["sql"].split()[0]
            for item in captured.captured_queries
            if rows.UNHURRIED in item["sql"]
        ]

    with CaptureQueriesContext(connection) as first:
        outlets.feed("language:en")
    with CaptureQueriesContext(connection) as again:
        publish(speech(1, title="Changed"))

    assert (unhurried(first), unhurried(again)) == ([], ["INSERT", "WITH"])


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite prepares by itself")
def test_what_is_said_again_and_again_is_kept_prepared():
    thing = speech(1).thing
    for number in range(10):
        found = rows.read(EntryRecord, "thing", [thing] * (number + 1), names=("title",))
        assert [row.title for row in found] == [speech(1).title]

    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        kept = [statement for (statement,) in cursor.fetchall()]
    assert len([statement for statement in kept if '"thing" = ANY' in statement]) == 1
