"""A change, its line in the ledger and the tasks it causes are one transaction, whatever does the tasks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.settings import environment
from syndication import pipeline
from syndication.models import Change, Publication
from syndication.publications import rebuilding
from syndication.publications.memory import memory
from syndication.server import working
from tests.engine import outlets
from tests.engine.record import MEMBER, NOW, publish, speech_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.time_machine(NOW, tick=False)]

PATHS = ("kind:speech", f"member:{MEMBER}", "all", "language:en")


@pytest.fixture(autouse=True)
def published(published, monkeypatch):
    """More publications than are written again at once."""
    monkeypatch.setattr(pipeline, "AT_ONCE", 1)
    publish(speech_of(MEMBER, 1))
    for path in PATHS:
        outlets.feed(path)


@pytest.fixture
def rows(settings):
    """Tasks are rows of the record's database."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def stale() -> int:
    return Publication.objects.filter(stale=True).count()


def waiting() -> list[str]:
    return [row.task_path.rpartition(".")[2] for row in DBTaskResult.objects.ready()]


def work() -> None:
    working._worker("tests-0").run()


@pytest.mark.usefixtures("rows")
def test_what_is_too_much_to_be_done_at_once_is_done_by_a_worker(monkeypatch):
    monkeypatch.setattr(rebuilding, "SLICE", 2)
    publish(speech_of(MEMBER, 1, title="Changed"))
    before = stale()
    work()

    assert before == len(PATHS) - 1
    assert (stale(), waiting()) == (0, [])
    kept = [memory().get(f"127.0.0.1:8000/en/feeds/{path}/feed.rss") for path in PATHS]
    assert all(b"Changed" in answer.bodies["identity"] and not answer.stale for answer in kept)
    assert not DBTaskResult.objects.failed().exists()


@pytest.mark.usefixtures("rows")
def test_a_change_that_is_undone_leaves_no_task():
    changes = Change.objects.count()
    with transaction.atomic():
        publish(speech_of(MEMBER, 1, title="Changed"))
        within = (waiting(), Change.objects.count())
        transaction.set_rollback(True)

    assert within == (["rebuild"], changes + 1)
    assert (waiting(), Change.objects.count(), stale()) == ([], changes, 0)


@pytest.mark.usefixtures("rows")
def test_a_reader_who_comes_first_finds_it_written():
    publish(speech_of(MEMBER, 1, title="Changed"))

    assert all(b"Changed" in outlets.feed(path).content for path in PATHS)
    work()
    assert not DBTaskResult.objects.failed().exists()


def test_another_back_end_hears_of_a_task_when_the_change_is_there_to_be_seen(settings):
    settings.TASKS = {"default": {"BACKEND": f"{environment.TASKS}.backends.dummy.DummyBackend"}}
    told = rebuilding.rebuild.get_backend().results
    with transaction.atomic():
        publish(speech_of(MEMBER, 1, title="Undone"))
        transaction.set_rollback(True)
    with transaction.atomic():
        publish(speech_of(MEMBER, 1, title="Changed"))
        within = len(told)

    assert (within, len(told)) == (0, 1)


def test_where_tasks_are_done_at_once_no_editor_waits_for_them():
    publish(speech_of(MEMBER, 1, title="Changed"))

    assert stale() == len(PATHS) - 1


@pytest.mark.usefixtures("rows")
def test_a_task_that_ends_its_worker_each_time_is_given_up():
    publish(speech_of(MEMBER, 1, title="Changed"))
    own = f"{working._machine()}-0"
    taken = []
    for _time in range(working.ATTEMPTS):
        DBTaskResult.objects.ready().get().claim(own)
        taken.append(working.take_up(own, -1))

    assert taken == [1] * working.ATTEMPTS
    assert (waiting(), DBTaskResult.objects.failed().count()) == ([], 1)


@pytest.mark.usefixtures("rows")
def test_a_task_in_the_hands_of_another_machine_is_left_to_it():
    publish(speech_of(MEMBER, 1, title="Changed"))
    DBTaskResult.objects.ready().get().claim("elsewhere-0")

    assert working.take_up(f"{working._machine()}-0", -1) == 0


@pytest.mark.usefixtures("rows")
def test_the_operator_is_told_of_tasks_that_wait_for_long():
    publish(speech_of(MEMBER, 1, title="Changed"))
    soon = run_checks(tags=["syndication"], include_deployment_checks=True)
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=6))
    (said,) = run_checks(tags=["syndication"], include_deployment_checks=True)

    assert soon == []
    assert "have been waiting since 2026-11-02 09:54 UTC; run manage.py work" in said.msg


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ("database", "django_tasks_db.DatabaseBackend"),
        ("immediate", f"{environment.TASKS}.backends.immediate.ImmediateBackend"),
        ("huey.contrib.djhuey.tasks_backend.HueyBackend",) * 2,
    ],
)
def test_the_back_end_is_chosen_by_a_variable(monkeypatch, value, path):
    monkeypatch.setenv("TASKS", value)

    assert environment.tasks("database")["default"]["BACKEND"] == path


def test_a_back_end_that_cannot_be_is_refused_with_a_sentence(monkeypatch):
    monkeypatch.setenv("TASKS", "celery")

    with pytest.raises(ImproperlyConfigured, match="TASKS='celery' is neither database nor"):
        environment.tasks("database")
