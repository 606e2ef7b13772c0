"""Where clocks are put on and back: what they show twice or never is refused in words, all else is meant as typed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from cms.news.models import NewsPage
from cms.speeches.models import Speech
from syndication.models import EntryRecord
from tests import factories as make
from tests import pages
from tests.clerks import filled
from tests.engine import outlets

pytestmark = pytest.mark.django_db

YEAR = datetime(2026, 1, 10, 9, tzinfo=UTC)
MINUTE, SECOND, INSTANT = timedelta(minutes=1), timedelta(seconds=1), timedelta(microseconds=1)
ZONES = ("Europe/Madrid", "America/Santiago", "Australia/Lord_Howe")
"""In the north, in the south, and where clocks move by half an hour."""


def leaps(zone: ZoneInfo) -> list[tuple[datetime, timedelta]]:
    """Return when the clocks of a zone move in the year, and by how much."""
    hours = [YEAR.replace(minute=0) + timedelta(minutes=30 * step) for step in range(48 * 350)]
    offsets = [moment.astimezone(zone).utcoffset() or timedelta(0) for moment in hours]
    moved = zip(hours[1:], offsets[1:], offsets, strict=False)
    return [(moment, after - before) for moment, after, before in moved if after != before]


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """Return what a clock shows, as it is typed."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def doubtful(moment: datetime, by: timedelta, zone: ZoneInfo) -> list[str]:
    """Return what clocks show twice or never at a leap: its first minute, its middle and its last."""
    begin = datetime.fromisoformat(clock(moment - MINUTE, zone)) + MINUTE  # as if none had moved
    begin -= max(-by, timedelta(0))
    inside = (timedelta(0), abs(by) / 2, abs(by) - MINUTE)
    return [f"{begin + step:%Y-%m-%d %H:%M}" for step in inside]


def living_in(zone: str) -> User:
    """Return a clerk who lives in a zone."""
    clerk = User.objects.create_superuser("clerk", password=None)
    UserProfile.objects.update_or_create(user=clerk, defaults={"current_time_zone": zone})
    return clerk


def end(clerk: User, news: NewsPage, when: str) -> list[str]:
    """Sign in and set in the form when a piece of news ends; return what the form says against it."""
    client = Client()
    client.force_login(clerk)
    address = reverse("wagtailadmin_pages:edit", args=[news.pk])
    form = filled(client, address)
    assert "expire_at" in form
    answer: Any = client.post(address, {**form, "expire_at": when, "action-publish": "1"})
    return answer.context["form"].errors.get("expire_at", []) if answer.status_code == 200 else []


def shown(record: Speech | NewsPage, page: str) -> bool:
    """Tell whether something is on its page, in its feed and in the API."""
    thing = record.public_id
    feed = outlets.feed(f"thing:{thing}").content
    found: set[bool] = {
        outlets.site(page).status_code in {200, 301},
        outlets.record(thing).status_code == 200,
        b"<item>" in feed,
    }
    assert len(found) == 1
    return found.pop()


@pytest.mark.parametrize("name", ZONES)
def test_an_end_at_the_desk_is_meant_on_the_clerks_clock_and_refused_where_that_shows_it_twice_or_never(
    name: str, time_machine: Any
) -> None:
    zone = ZoneInfo(name)
    time_machine.move_to(YEAR, tick=False)
    news = pages.news()
    clerk = living_in(name)

    for moment, by in leaps(zone):
        time_machine.move_to(moment - timedelta(hours=5), tick=False)
        for when in doubtful(moment, by, zone):
            refused = end(clerk, news, when)
            assert "couldn’t be interpreted in time zone" in " ".join(refused), (when, refused)
        for meant in (moment - abs(by) - MINUTE, moment + abs(by)):
            assert end(clerk, news, clock(meant, zone)) == []
            row = EntryRecord.objects.get(thing=news.public_id)
            assert row.visible_until == meant
            time_machine.move_to(meant - INSTANT, tick=False)
            assert shown(news, "/en/news/bill/")
            time_machine.move_to(meant, tick=False)
            assert not shown(news, "/en/news/bill/")
            end(clerk, news, "")
    assert len(leaps(zone)) == 2


@pytest.mark.parametrize("name", ZONES)
def test_a_command_names_the_zone_and_so_tells_the_first_of_two_equal_hours_from_the_second(
    name: str, time_machine: Any
) -> None:
    zone = ZoneInfo(name)
    time_machine.move_to(YEAR, tick=False)
    speech = make.published(make.SpeechFactory())

    for moment, by in leaps(zone):
        for meant in (moment - abs(by) / 2, moment, moment + abs(by) / 2):
            time_machine.move_to(moment - timedelta(hours=5), tick=False)
            said = meant.astimezone(zone).isoformat()
            call_command("entry", "embargo", speech.public_id, f"--until={said}")
            seen = []
            for at in (meant - SECOND, meant - INSTANT, meant, meant + SECOND):
                time_machine.move_to(at, tick=False)
                seen.append(shown(speech, f"/en/speeches/{speech.public_id}/"))
            assert seen == [False, False, True, True], said


def test_a_command_without_a_zone_is_refused(time_machine: Any) -> None:
    time_machine.move_to(YEAR, tick=False)
    speech = make.published(make.SpeechFactory())

    with pytest.raises(CommandError, match="Name the zone of the moment"):
        call_command("entry", "embargo", speech.public_id, "--until=2026-10-25T02:30")
