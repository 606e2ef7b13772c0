"""Numbers are added up and nothing is lost or counted twice, however many write; the table stays small and forgets."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings as configured
from django.db import DatabaseError, connection, models
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as bounds
from hypothesis import strategies as some

from syndication.health import counts, tally
from syndication.health.seeing import KINDS, THEMES, Form, Outcome, Seen
from syndication.health.sites import OTHERS, UNTOLD
from syndication.health.tally import Tally
from syndication.models import EmbedCount
from syndication.server import table as serving
from syndication.server import working
from tests.engine.record import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

SEEN = Seen("https://member.example", "speech", "", "framed", "shown")
SEENS = some.builds(
    Seen,
    some.sampled_from([UNTOLD, "https://a.example", "https://b.example", "http://b.example:81"]),
    some.sampled_from(KINDS),
    some.sampled_from(["", *THEMES]),
    some.sampled_from(Form.values),
    some.sampled_from(Outcome.values),
)


@pytest.fixture(autouse=True)
def counting(settings, monkeypatch):
    settings.EMBED_HEALTH_DAYS = 90
    monkeypatch.setattr(Tally, "_have_written", lambda _self: None)  # only when a test says so


def kept() -> Counter[Seen]:
    rows = EmbedCount.objects.values_list(
        "site", "kind", "theme", "form", "outcome", models.Sum("answers")
    )
    return Counter({Seen(*row[:5]): row[5] for row in rows})


@bounds(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(some.lists(some.tuples(some.integers(0, 3), SEENS | some.none())))
def test_the_record_is_the_sum_of_what_all_processes_saw_whenever_they_wrote(events):
    EmbedCount.objects.all().delete()
    processes = [Tally() for _number in range(4)]

    for number, seen in events:
        if seen:
            processes[number].count(seen)
        else:
            processes[number].write()
    for process in processes:
        process.write()

    assert kept() == Counter(seen for _number, seen in events if seen)


def test_threads_of_one_process_lose_nothing():
    own = Tally()
    start = threading.Barrier(4)

    def look(_number):
        start.wait()
        for _time in range(5000):
            own.count(SEEN)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(look, range(4)))
    own.write()

    assert kept() == {SEEN: 20_000}


def test_what_is_raised_in_cells_is_counted_once_while_they_are_held_and_let_go():
    own = Tally()
    cell = own.cell(SEEN)
    cell[0] += 2
    own.write()
    own.count(SEEN)
    cell[0] += 3
    own.write()
    own.write()
    cell[0] += 4
    again = own.new_cells(SEEN)
    again[0] += 5
    own.write()

    assert again is not cell
    assert kept() == {SEEN: 15}


def test_there_are_never_more_cells_than_can_be_held(monkeypatch):
    monkeypatch.setattr(tally, "MOST", 10)
    own = Tally()
    found = [own.cell(SEEN._replace(site=f"https://s{number}.example")) for number in range(20)]

    assert found.count(None) == 10
    assert own.new_cells(SEEN) == [0, 0]
    assert len(own._cells) == 1


def test_a_cell_that_is_raised_while_it_is_gathered_loses_nothing():
    own = Tally()
    cell = own.cell(SEEN)
    done = threading.Event()

    def gather():
        while not done.is_set():
            with own._lock:
                own._empty()

    gatherer = threading.Thread(target=gather)
    gatherer.start()
    for _time in range(200_000):
        cell[0] += 1
    done.set()
    gatherer.join()
    own.write()

    assert kept() == {SEEN: 200_000}


def test_what_cannot_be_written_now_is_written_later(monkeypatch, caplog):
    own = Tally()
    own.count(SEEN)
    with monkeypatch.context() as broken:
        broken.setattr(counts, "add", _down)
        failed = own.write()
    own.count(SEEN)

    assert (failed, own.write(), kept()) == (False, True, {SEEN: 2})
    assert "event=not_counted reason=the database is down" in caplog.text


def _down(_numbers):
    raise DatabaseError("the database is down")


def test_each_day_has_its_own_numbers(time_machine):
    own = Tally()
    own.count(SEEN)
    own.write()
    time_machine.shift(timedelta(days=1))
    own.count(SEEN)
    own.write()

    assert EmbedCount.objects.count() == 2


def test_a_stranger_with_many_names_fills_neither_memory_nor_table(monkeypatch):
    monkeypatch.setattr(tally, "MOST", 40)
    monkeypatch.setattr(counts, "SITES", 10)
    own = Tally()
    for number in range(30):
        own.count(SEEN)
        own.count(SEEN._replace(site=f"https://s{number}.example"))

    held = len(own._now)
    own.write()
    for number in range(100):
        own.count(SEEN._replace(site=f"https://t{number}.example"))
    held = max(held, len(own._now))
    own.write()

    found = kept()
    assert held <= 41
    assert len(found) == 11
    assert found.total() == 160
    assert found[SEEN] == 30  # seen most, it has a place
    assert found[SEEN._replace(site=OTHERS)] == 160 - 30 - 9


def test_a_database_that_is_down_for_long_fills_no_memory(monkeypatch):
    monkeypatch.setattr(tally, "MOST", 10)
    monkeypatch.setattr(counts, "add", _down)
    own = Tally()
    for number in range(100):
        own.count(SEEN._replace(site=f"https://s{number}.example"))
        own.write()

    assert len(own._waiting) == 11
    assert sum(own._waiting.values()) == 100


def test_what_is_old_is_forgotten_as_new_numbers_come(settings):
    today = timezone.localdate()
    settings.EMBED_HEALTH_DAYS = 9999
    counts.add({(today - timedelta(days=back), SEEN): 1 for back in (0, 29, 30, 31)})
    settings.EMBED_HEALTH_DAYS = 30

    counts.add({(today, SEEN): 1})

    days = EmbedCount.objects.values_list("day", flat=True).order_by("day")
    assert list(days) == [today - timedelta(days=29), today]


@pytest.mark.parametrize(("days", "left"), [(90, 2), (2, 1), (0, 0)])
def test_a_worker_forgets_where_nothing_new_comes(settings, days, left):
    today = timezone.localdate()
    counts.add({(today - timedelta(days=back), SEEN): 1 for back in (0, 2)})
    settings.EMBED_HEALTH_DAYS = days

    working._tidy()

    assert EmbedCount.objects.count() == left


def test_nothing_is_kept_but_what_is_counted():
    columns = {field.name for field in EmbedCount._meta.get_fields()}

    assert columns == {"id", "day", "answers", *Seen._fields}


@pytest.mark.skipif(
    "sqlite" in configured.DATABASES["default"]["ENGINE"],
    reason="SQLite in memory has one connection; tests/serving has two processes at a file",
)
def test_who_adds_at_the_same_time_loses_nothing_and_waits_for_nobody_for_ever():
    today = timezone.localdate()
    seens = [SEEN._replace(site=f"https://s{number}.example") for number in range(50)]
    start = threading.Barrier(4)

    def add(number):
        start.wait()
        try:
            for _time in range(10):
                order = seens if number % 2 else reversed(seens)
                counts.add({(today, seen): 1 for seen in order})
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(4)))
        found = pool.submit(_kept_and_cleared).result()

    assert found == dict.fromkeys(seens, 40)


def _kept_and_cleared() -> Counter[Seen]:
    try:
        return kept()
    finally:
        EmbedCount.objects.all().delete()
        connection.close()


def test_what_is_learned_holds_no_cell_that_was_let_go(settings, monkeypatch):
    monkeypatch.setattr(tally, "MOST", 2)
    own = Tally()
    monkeypatch.setattr(serving, "tally", own)
    table = serving.Table()
    host = urlsplit(settings.EMBED_URL).netloc
    for number in range(5):
        given = {"host": host, "referer": f"https://s{number}.example/"}
        question = table.question("/e/en/speech/t00000000001/", given, "http", whole=True)
        question.cell[0] += 1
        table.learn(b"%d" % number, question)
        assert all(known.cell in own._cells.values() for known in table.learned.values())
    own.write()

    assert kept().total() == 5
