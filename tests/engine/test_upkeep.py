"""From time to time record, stores and kill-list are brought to agree, whatever crashed or was down."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.utils import OperationalError

from syndication import actions, patience, upkeep
from syndication.errors import KillListError
from syndication.models import EntryRecord, Publication
from syndication.publications.memory import memory
from tests.engine import outlets
from tests.engine.record import NOW, publish, speech, thing

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.time_machine(NOW, tick=False)]

FEED = "127.0.0.1:8000/en/feeds/kind:speech/feed.rss"


@pytest.fixture(autouse=True)
def spoken():
    publish(speech(1))
    outlets.feed()


def test_a_mark_that_a_crash_kept_from_the_stores_reaches_them():
    Publication.objects.update(stale=True)

    settled = upkeep.settle()

    assert (settled, memory().get(FEED).stale) == (True, True)


def test_what_was_killed_without_the_database_is_withdrawn_when_it_is_back():
    actions.kill(thing(1), reason="Misattributed")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(actions, "settle", _down)
        assert upkeep.settle() is False
    assert upkeep.settle() is True
    assert EntryRecord.objects.get().withdrawn


def test_with_nothing_to_do_nothing_is_forgotten_in_any_process(django_assert_max_num_queries):
    actions.withdraw(thing(1), reason="Misattributed")
    outlets.feed()
    kept = memory().get(FEED)

    with django_assert_max_num_queries(2, connection=connection):
        upkeep.settle()

    again = memory().get(FEED)
    assert again is kept


def test_a_database_that_hangs_holds_it_up_for_a_while_only(monkeypatch):
    waited = []
    monkeypatch.setattr(actions, "settle", lambda: waited.append(patience.limit()))

    upkeep.settle()

    assert (waited, patience.limit()) == ([patience.WRITER], None)


def test_a_kill_list_that_cannot_be_written_stops_no_server(monkeypatch):
    monkeypatch.setattr(actions, "settle", _unwritable)

    assert upkeep.settle() is False


def _unwritable() -> int:
    raise KillListError("The list of what is gone cannot be written.")


def _down() -> int:
    raise OperationalError("the server closed the connection unexpectedly")
