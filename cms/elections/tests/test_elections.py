"""A web administrator plans an election at the desk, and looks at pages as of a moment."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from syndication.models import AuditLine, Pause, Publication
from tests import clerks
from tests.engine.record import world
from tests.moments import election
from tests.moments.election import Seat

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
PLAN, AS_OF = "election_periods:plan", "election_periods:as_of"


@pytest.fixture
def clock() -> Iterator[Any]:
    with world(NOW) as traveller:
        yield traveller


@pytest.fixture
def seat(clock: Any) -> Seat:
    return election.seated("Lower House", number=1)


def sent(seat: Seat, **changes: str) -> dict[str, str]:
    """Return what the form sends; moments are by the chamber's clock, two hours before Greenwich."""
    texts = {f"titles-{code}": text for code, text in election.TITLES.items()}
    texts |= {f"words-{code}": text for code, text in election.WORDS.items()}
    own = {
        "body": seat.chamber.public_id,
        "since": "2026-10-05 00:00",
        "until": "2026-10-25 03:30",
        "hidden": "",
    }
    return {**texts, **own, **changes}


def planner() -> Client:
    return _allowed("planner", "view_pause", "pause_entry")


def looker() -> Client:
    return _allowed("looker", "preview_pause")


def _allowed(name: str, *rights: str) -> Client:
    client = clerks.decider(name=name)
    own = clerks.Permission.objects.filter(codename__in=rights)
    User.objects.get(username=name).user_permissions.add(*own)
    return client


def test_planning_shows_what_it_changes_before_anything_is_changed(seat: Seat) -> None:
    seat.read()

    answer = planner().post(reverse(PLAN), sent(seat))
    page = answer.content.decode()

    assert Pause.objects.count() == 0
    assert "Members with their pages, in each of 4 languages: 1" in " ".join(page.split())
    kept = Publication.objects.filter(format__endswith="widget").count()
    assert kept == 4
    assert f"Embeds: {kept}" in page
    assert "Social cards: 2" in page
    assert election.WORDS["ar"] in page


def test_an_election_is_planned_by_the_chambers_clock_under_the_clerks_name(seat: Seat) -> None:
    answer = planner().post(reverse(PLAN), sent(seat, confirm="1"), follow=True)

    pause = Pause.objects.get()
    assert (pause.since, pause.until) == (
        datetime(2026, 10, 4, 22, tzinfo=UTC),
        datetime(2026, 10, 25, 2, 30, tzinfo=UTC),  # the clock was put back
    )
    assert "Lower House" in answer.content.decode()
    line = AuditLine.objects.get(verb="plan_election")
    assert (line.actor, json.loads(line.detail)["words"]["fr"]) == ("planner", election.WORDS["fr"])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"until": "2026-10-25 02:30"}, "2026-10-25 02:30:00 couldn’t be interpreted"),
        ({"until": "2026-10-04 00:00"}, "An election period ends after it begins."),
        ({"since": "2026-09-01 00:00", "until": "2026-09-30 00:00"}, "This moment has gone by."),
        ({"words-ar": ""}, "This is missing in: Arabic."),
    ],
    ids=["shown twice by the clock", "the wrong way round", "gone by", "not in every language"],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    changes: dict[str, str], said: str, seat: Seat
) -> None:
    page = planner().post(reverse(PLAN), sent(seat, confirm="1", **changes)).content.decode()

    assert said in page.replace("&#x27;", "’")
    assert Pause.objects.count() == 0


def test_two_at_once_in_one_chamber_are_refused(seat: Seat) -> None:
    election.planned(seat.chamber, NOW + timedelta(days=2), NOW + timedelta(days=9))

    page = planner().post(reverse(PLAN), sent(seat)).content.decode()

    assert "Another election period of this chamber falls into this time." in page


def test_an_election_is_changed_and_called_off_at_the_desk(seat: Seat) -> None:
    pause = election.planned(seat.chamber, NOW + timedelta(days=2), NOW + timedelta(days=9))
    client = planner()
    form = clerks.filled(client, reverse("election_periods:change", args=[pause.pk]))
    changed = {**form, "hidden": "1", "confirm": "1"}

    client.post(reverse("election_periods:change", args=[pause.pk]), changed)
    late = client.post(
        reverse("election_periods:change", args=[pause.pk]), changed | {"hidden": ""}
    )
    hidden = Pause.objects.get().hidden
    client.post(reverse("election_periods:call_off", args=[pause.pk]), {"seen": "2"})

    assert hidden
    assert "Somebody changed this after you opened it" in late.content.decode()
    assert not Pause.objects.exists()


@pytest.mark.parametrize("name", ["plan", "as_of"])
def test_who_lacks_the_right_is_refused_with_a_sentence(name: str, seat: Seat) -> None:
    client = clerks.decider("withdraw")

    answers = [
        client.get(reverse(f"election_periods:{name}")),
        client.post(reverse(PLAN), sent(seat, confirm="1")),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "Your account does not have the right" in answers[0].content.decode()
    assert not Pause.objects.exists()


@pytest.mark.parametrize(
    "name", ["page of the member", "member widget", "feed.rss", "card of the member"]
)
def test_a_page_is_looked_at_as_of_a_moment_marked_and_kept_by_nobody(
    name: str, seat: Seat
) -> None:
    election.planned(seat.chamber, NOW + timedelta(days=2), NOW + timedelta(days=9))
    path = seat.outputs[name]
    host = "http://embed.localhost:8000" if path[:3] in {"/e/", "/ca"} else "http://127.0.0.1:8000"
    client = looker()

    answer = client.get(reverse(AS_OF), {"url": f"{host}{path}", "at": "2026-10-04 12:00"})
    page = answer.content.decode()
    public = seat.read()[name]

    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert "Preview as of" in page
    assert "data:image/png" in page if name.startswith("card") else election.WORDS["fr"] in page
    assert election.WORDS["fr"] not in election.words_of(public)
    assert Client().get(reverse(AS_OF), {"url": host, "at": "2026-10-04 12:00"}).status_code == 302


@pytest.mark.parametrize("path", ["/admin/", "/t/secret/en/", "/documents/1/a.pdf"])
def test_only_public_addresses_are_looked_at(path: str, seat: Seat) -> None:
    asked = {"url": f"http://127.0.0.1:8000{path}", "at": "2026-10-04 12:00"}
    elsewhere = {"url": "https://example.org/", "at": "2026-10-04 12:00"}
    client = looker()

    pages = [client.get(reverse(AS_OF), given).content.decode() for given in (asked, elsewhere)]

    assert ["This is no public address of this parliament." in page for page in pages] == [
        True,
        True,
    ]
