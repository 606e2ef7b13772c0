"""The line of a member's memberships: drawn of the days that calendars have, whatever else a source says."""

from __future__ import annotations

import pytest
from django.test import Client

from syndication import actions
from syndication.contract import Step
from syndication.testing import entry_with

pytestmark = pytest.mark.django_db

SOUND = Step("Minister for Water", "2024-03", "until 2025")


@pytest.mark.parametrize("day", ["9" * 30, "2024-02-31", "-1", "²", "1\u0661", "since ever", ""])
@pytest.mark.parametrize("state", ["until {}", "{}"])
def test_a_day_that_no_calendar_has_leaves_the_page_whole(
    client: Client, day: str, state: str
) -> None:
    steps = (SOUND, Step("Deputy", day, state.format(day)), Step("Chair", "2024", f"until {day}"))
    path = "/en/members/2kc6kwjw86qj/"
    actions.publish([entry_with(thing="2kc6kwjw86qj", kind="member", url=path, steps=steps)])

    page = client.get(path)

    assert page.status_code == 200
    assert "Minister for Water" in page.content.decode()
