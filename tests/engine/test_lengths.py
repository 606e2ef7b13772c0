"""A news feed comes in three lengths: each item is written once a length, and no other length has an address."""

from __future__ import annotations

import pytest
from django.test import Client

from syndication import actions
from syndication.publications.models import Fragment
from syndication.testing import entry_with
from tests.engine.record import NOW, publish

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

STREAMS = ("all", "kind:speech", "member:2kc6kwjw86qj")


def test_an_item_is_written_once_a_length_however_many_feeds_carry_it() -> None:
    publish(entry_with())

    for stream in STREAMS:
        for length in ("", "-summary", "-title"):
            assert Client().get(f"/en/feeds/{stream}/feed{length}.rss").status_code == 200

    formats = Fragment.objects.filter(format__startswith="rss").values_list("format", flat=True)
    assert sorted(formats) == ["rss", "rss-summary", "rss-title"]


@pytest.mark.parametrize(
    "name", ["feed-full.rss", "feed-long.rss", "feed-title.ics", "calendar-title.ics"]
)
def test_any_other_length_is_not_there(name: str) -> None:
    assert Client().get(f"/en/feeds/all/{name}").status_code == 404


def test_a_withdrawal_reaches_every_length() -> None:
    publish(entry_with())
    addresses = [f"/en/feeds/all/feed{length}.atom" for length in ("", "-summary", "-title")]
    assert all(b"Water supply" in Client().get(address).content for address in addresses)

    actions.withdraw(entry_with().thing, reason="Misattributed")

    for address in addresses:
        assert b"Misattributed" in Client().get(address).content
