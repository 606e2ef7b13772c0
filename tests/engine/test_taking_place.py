"""What takes place begins and is over by itself, whatever shows it: no clockwork and no reader at the right minute."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.test import RequestFactory
from django.utils import timezone

from syndication import queries, registry
from syndication.contract import Artefact, Step
from syndication.models import Publication
from tests.engine.record import HOUR, NOW, hide, publish, speech_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.time_machine(NOW, tick=False),
]

SECOND = timedelta(seconds=1)
ADDRESS = "embed.localhost/board/"


class Board:
    """Writes down as of when it is told."""

    format = "board"
    media_type = "text/plain; charset=utf-8"
    filename = ""

    def render(self, selection):
        return Artefact(self.format, self.media_type, f"{selection.as_of}".encode())


@pytest.fixture(autouse=True)
def board(monkeypatch):
    monkeypatch.setitem(registry.renderers(), "board", (apps.get_app_config("widgets"), Board()))


def sitting(number, begins, ends):
    return replace(
        speech_of("nobody", number),
        id=f"urn:{number}",
        kind="sitting",
        published=begins,
        until=ends,
    )


def shown():
    wish = queries.Wish(ADDRESS, queries.build({"kind": "sitting"}), "board", "en")
    return queries.response(RequestFactory().get("/"), wish)


def test_a_sitting_begins_and_is_over_without_anybody_doing_anything(time_machine):
    publish(sitting(1, NOW + HOUR, NOW + 3 * HOUR))
    told = []

    for moment in (NOW, NOW + HOUR, NOW + 2 * HOUR, NOW + 3 * HOUR, NOW + 90 * HOUR):
        time_machine.move_to(moment, tick=False)
        told.append(shown().getvalue().decode())

    assert told == [
        "None",
        f"{NOW + HOUR}",
        f"{NOW + HOUR}",
        f"{NOW + 3 * HOUR}",
        f"{NOW + 3 * HOUR}",
    ]


def test_no_cache_keeps_it_beyond_the_moment_at_which_it_changes(time_machine):
    publish(sitting(1, NOW + timedelta(minutes=1), NOW + HOUR))
    time_machine.move_to(NOW + timedelta(seconds=45), tick=False)

    assert "max-age=15," in shown()["Cache-Control"]


def test_between_two_moments_it_is_kept_and_not_written_anew(time_machine):
    publish(sitting(1, NOW - HOUR, NOW + HOUR))
    first = shown()
    time_machine.move_to(NOW + HOUR / 2, tick=False)

    assert shown()["ETag"] == first["ETag"]
    assert Publication.objects.get(address=ADDRESS).boundary == NOW + HOUR


def test_once_all_is_over_it_is_not_looked_at_again(time_machine):
    publish(sitting(1, NOW - 2 * HOUR, NOW - HOUR))
    shown()

    assert Publication.objects.get(address=ADDRESS).boundary is None


def test_a_hidden_sitting_sets_no_moment():
    hidden = sitting(2, NOW - HOUR / 2, NOW + HOUR / 2)
    publish(hidden)
    hide(hidden, audience="press")
    publish(sitting(1, NOW - HOUR, NOW + HOUR))

    assert shown().getvalue().decode() == f"{NOW - HOUR}"
    assert Publication.objects.get(address=ADDRESS).boundary == NOW + HOUR


@pytest.mark.parametrize(
    ("planned", "over"),
    [
        ("2026-11-10", datetime(2026, 11, 11)),
        ("2026-12-31", datetime(2027, 1, 1)),
        ("2026-11", datetime(2026, 12, 1)),
        ("2027-02", datetime(2027, 3, 1)),
        ("2026", datetime(2027, 1, 1)),
        ("2028", datetime(2029, 1, 1)),
    ],
)
def test_a_day_on_which_something_was_planned_passes_by_itself(time_machine, planned, over):
    moment = timezone.make_aware(over, timezone.get_default_timezone())
    publish(replace(sitting(1, NOW - HOUR, None), steps=(Step("Committee", planned, "planned"),)))
    told = []

    for at in (NOW, moment - SECOND, moment):
        time_machine.move_to(at, tick=False)
        told.append(shown().getvalue().decode())

    assert told == ["None", "None", f"{moment}"]


def test_only_what_is_planned_sets_a_moment(time_machine):
    publish(replace(sitting(1, NOW - HOUR, None), steps=(Step("Committee", "2026-11-10", "done"),)))
    time_machine.move_to(NOW + timedelta(days=90), tick=False)

    assert shown().getvalue().decode() == "None"
