"""What hosts tell each other through the database: nothing is lost, whoever commits when, and the table stays small."""

from __future__ import annotations

from datetime import timedelta
from threading import Event, Thread
from uuid import uuid4

import pytest
from django.conf import settings as configured
from django.db import connection, transaction
from django.utils import timezone

from syndication import actions, pipeline
from syndication.entries import killing
from syndication.entries.killing import Kill
from syndication.models import Notice, Publication
from syndication.publications import coherence, notices
from syndication.publications.memory import Memory, memory
from tests.engine import outlets
from tests.engine.record import publish, speech, thing

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        "sqlite" in configured.DATABASES["default"]["ENGINE"], reason="hosts share a PostgreSQL"
    ),
]

FEED = "127.0.0.1:8000/en/feeds/kind:speech/feed.rss"
OTHER = "127.0.0.1:8000/en/feeds/all/feed.rss"


@pytest.fixture(autouse=True)
def caught_up(settings):
    settings.COHERENCE = "postgresql"
    publish(speech(1))
    outlets.feed()
    outlets.site("/en/feeds/all/feed.rss")
    coherence.catch_up()


def changed_elsewhere(address: str) -> None:
    """Mark a publication as another host does, which does not reach this one's store."""
    Publication.objects.filter(address=address).update(stale=True)
    notices.tell([address])


def doubted(address: str = FEED) -> bool:
    return memory().get(address).stale


def forgotten(address: str = FEED) -> bool:
    return memory().get(address) is None


def test_what_another_host_changed_is_doubted_here():
    changed_elsewhere(FEED)
    before = doubted()
    coherence.catch_up()

    assert (before, doubted(), doubted(OTHER)) == (False, True, False)


def test_what_another_host_wrote_anew_already_is_doubted_here():
    Publication.objects.filter(address=FEED).update(head="another")
    notices.tell([FEED])
    coherence.catch_up()

    assert doubted()


def test_what_is_the_same_on_both_is_left_alone():
    notices.tell([FEED])
    coherence.catch_up()

    assert not doubted()


def test_what_another_host_forgot_is_forgotten_here():
    with transaction.atomic():
        Publication.objects.filter(address=FEED).delete()
        notices.tell([FEED])
    coherence.catch_up()

    assert memory().get(FEED) is None


def test_what_another_host_wrote_between_our_row_and_our_answer_wins(monkeypatch):
    put = Memory.put

    def late(self, *answers) -> None:
        Publication.objects.filter(address=FEED).update(head="another")
        put(self, *answers)

    memory().doubt([FEED])
    monkeypatch.setattr(Memory, "put", late)
    outlets.feed()

    assert doubted()


@pytest.mark.django_db(transaction=True)
def test_what_is_committed_late_is_not_missed():
    told, go_on = Event(), Event()

    def slowly() -> None:
        with transaction.atomic():
            changed_elsewhere(FEED)
            told.set()
            go_on.wait(10)
        connection.close()

    other = Thread(target=slowly)
    other.start()
    told.wait(10)
    changed_elsewhere(OTHER)
    coherence.catch_up()
    first = doubted(), doubted(OTHER)
    go_on.set()
    other.join()
    coherence.catch_up()

    assert (first, doubted()) == ((False, True), True)


@pytest.mark.django_db(transaction=True)
def test_what_was_written_anew_before_a_change_was_committed_is_written_again(monkeypatch):
    """It was marked already, so the change found nothing to mark; it could not be seen yet, so it is not in there."""
    monkeypatch.setattr(pipeline, "AT_ONCE", 0)
    actions.correct([speech(1, summary="The first correction.")], note="It was wrong.")
    corrected, go_on = Event(), Event()

    def slowly() -> None:
        with transaction.atomic():
            actions.correct([speech(1, summary="The second correction.")], note="Still wrong.")
            corrected.set()
            go_on.wait(10)
        connection.close()

    other = Thread(target=slowly)
    other.start()
    corrected.wait(10)
    before = outlets.feed().content
    go_on.set()
    other.join()

    assert b"The first correction." in before
    assert b"The second correction." in outlets.feed().content


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_was_never_told():
    with transaction.atomic():
        changed_elsewhere(FEED)
        transaction.set_rollback(True)
    coherence.catch_up()

    assert not doubted()


def test_what_another_host_hid_is_let_go_of_here():
    notices.tell([], hidden=thing(1))
    before = forgotten()
    coherence.catch_up()

    assert (before, forgotten(), forgotten(OTHER)) == (False, True, True)


def test_who_finds_his_place_no_longer_looks_at_everything():
    changed_elsewhere(FEED)
    Notice.objects.all().delete()
    coherence.catch_up()

    assert (forgotten(), doubted(OTHER)) == (True, False)


def test_after_the_restore_of_an_older_database_everything_is_looked_at():
    """Numbers are given again then; the token tells that a notice is another one."""
    Publication.objects.filter(address=FEED).update(stale=True)
    newest = Notice.objects.latest("pk")
    Notice.objects.filter(pk=newest.pk).update(token=uuid4())
    coherence.catch_up()

    assert forgotten()


def test_old_notices_go_and_lines_of_the_kill_list_stay():
    for _time in range(notices.LEAST + 20):
        notices.tell([FEED])
    notices.tell([], [Kill(thing(1), "", "By order of the court.", timezone.now())])
    Notice.objects.update(at=timezone.now() - notices.KEPT - timedelta(hours=1))
    notices.prune()

    assert Notice.objects.filter(kill="").count() == notices.LEAST
    assert Notice.objects.exclude(kill="").count() == 1


def test_young_notices_stay():
    for _time in range(notices.LEAST + 20):
        notices.tell([FEED])
    notices.prune()

    assert Notice.objects.count() > notices.LEAST + 20


def test_the_kill_lists_of_all_hosts_come_to_say_the_same(settings):
    actions.kill(thing(1), reason="By order of the court.")
    here = killing.lines()
    settings.KILL_LIST = settings.KILL_LIST.with_suffix(".of-another-host")
    alone = Kill(thing(2), "", "Told to nobody yet.", timezone.now())
    killing.append(alone)
    coherence.agree_on_kills()

    assert set(killing.lines()) == {*here, alone.id}
    settings.KILL_LIST = settings.KILL_LIST.with_suffix(".jsonl")
    coherence.agree_on_kills()
    assert set(killing.lines()) == {*here, alone.id}


def test_a_lift_takes_back_only_what_its_host_had_heard_of(settings):
    """Whatever arrives first: a kill that the restoring host did not know of stands."""
    known = Kill(thing(1), "", "Known.", timezone.now())
    killing.append(known)
    lift = killing.lift(thing(1), at=timezone.now())
    unknown = Kill(thing(1), "", "Of another host.", timezone.now())
    settings.KILL_LIST = settings.KILL_LIST.with_suffix(".of-another-host")
    killing.append(unknown)
    taken = killing.take([lift, known])

    assert taken == {thing(1)}
    assert killing.killed(thing(1), "en").reason == "Of another host."


def test_the_database_of_yesterday_is_told_what_was_killed_since():
    actions.kill(thing(1), reason="By order of the court.")
    Notice.objects.all().delete()
    actions.settle()

    assert Notice.objects.exclude(kill="").count() >= 1
