"""A run is one at a time, bounded, and gone on with in slices that leave workers room for other tasks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from syndication.errors import SyndicationError
from syndication.models import FeedCheck
from syndication.selftest import asking, looking, running, runs, tasks
from syndication.selftest.asking import ExhaustedError, Stranger
from syndication.selftest.findings import Finding
from syndication.selftest.published import Choice
from tests import factories as make
from tests.selftest.front import Front, front

pytestmark = pytest.mark.django_db

CHOICE = Choice(format="rss")


@pytest.fixture
def place(monkeypatch):
    """A site whose record holds a speech."""
    monkeypatch.setattr(looking, "PAUSE", 0.0)
    with front() as found:
        make.published(make.SpeechFactory())
        yield found


def test_a_second_run_is_refused_while_one_is_at_work(place: Front):
    running.begin(CHOICE)

    with pytest.raises(SyndicationError, match="being checked already"):
        running.begin(CHOICE)


def test_a_run_that_was_ended_by_something_else_gives_way(place: Front):
    first = running.begin(CHOICE)
    FeedCheck.objects.update(seen=timezone.now() - runs.SILENT - timedelta(seconds=1))

    second = running.begin(CHOICE)

    first.refresh_from_db()
    assert (first.state, second.state) == ("broken", "running")


def test_slices_together_look_at_every_feed_once(place: Front):
    run = running.begin(CHOICE)
    while run.state == "running":
        list(running.go_on(run, CHOICE, seconds=-1))
        run.refresh_from_db()

    fetched = [
        asked["PATH_INFO"]
        for asked in place.asked
        if asked["REQUEST_METHOD"] == "GET"
        and asked["HTTP_ACCEPT_ENCODING"] == "identity"
        and "HTTP_IF_NONE_MATCH" not in asked
    ]

    assert run.state == "done"
    assert run.feeds == run.expected == 4
    assert sorted(fetched) == [f"/{code}/feeds/all/feed.rss" for code in ("ar", "en", "es", "fr")]


def test_a_run_that_was_taken_up_twice_is_done_once(place: Front, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    run = tasks.start()

    while tasks.carry_on.func(run.pk):
        pass

    run.refresh_from_db()
    assert run.state == "done"
    assert run.found == 0
    assert tasks.carry_on.func(run.pk) == 0


def test_a_run_ends_where_enough_was_fetched(place: Front, monkeypatch):
    monkeypatch.setattr(running, "BYTES", 1)
    run = running.begin(CHOICE)

    list(running.go_on(run, CHOICE))

    assert (run.state, run.feeds) == ("stopped", 0)


def test_a_run_ends_where_enough_is_wrong(place: Front, monkeypatch):
    place.change = lambda _asked, said: said.having(set_cookie="a=1")
    monkeypatch.setattr(running, "ENOUGH", 2)
    run = running.begin(CHOICE)

    found = [finding for step in running.go_on(run, CHOICE) for finding in step]

    assert (run.state, len(found), run.feeds) == ("stopped", 2, 2)


def test_who_asks_too_fast_waits_and_asks_again(place: Front, monkeypatch):
    monkeypatch.setattr(asking, "PAUSE", 0.0)
    refusals = ["429 Too Many Requests"] * 2

    def change(_asked, said):
        return replace(said, status=refusals.pop()) if refusals else said

    place.change = change
    run = running.begin(CHOICE)

    assert [finding for step in running.go_on(run, CHOICE) for finding in step] == []
    assert refusals == []


def test_a_stranger_asks_no_more_once_it_is_enough(place: Front):
    stranger = Stranger(most=0, already=1)

    with pytest.raises(ExhaustedError):
        stranger.ask(f"{place.site}/en/")


def test_what_is_kept_comes_back_as_it_was():
    finding = Finding("title", "https://a.example/", "tag:1", (("shown", "ا"), ("meant", "“b”")))
    run = runs.begin(1, at=timezone.now())
    runs.note(run, [finding], at=timezone.now())

    assert runs.findings(FeedCheck.objects.get()) == [finding]
