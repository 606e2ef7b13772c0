"""What a feed no longer holds stands in its archives, at addresses that stay, as it is now (RFC 5005, section 4)."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import feedparser
import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from syndication import actions, queries, registry
from syndication.models import EntryRecord
from syndication.publications.models import Publication
from syndication.streams import archives
from tests.engine.record import HOUR, MEMBER, NOW, hide, publish, speech_of, thing

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

NEWS = sorted(
    renderer.filename
    for _, renderer in registry.renderers().values()
    if getattr(renderer, "archived", False)
)
FULL = f"member:{MEMBER}"
ARCHIVE = "{http://purl.org/syndication/history/1.0}archive"


def said(number: int, at: datetime, **own: Any) -> Any:
    return speech_of(MEMBER, number, published=at, position=0, **own)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let documents be full sooner: a feed takes three entries, an archive four."""
    monkeypatch.setattr("syndication.publications.feeds.LIMIT", 3)
    monkeypatch.setattr(archives, "LIMIT", 4)


@pytest.fixture
def years() -> int:
    """Publish a speech each fifth day for two years, and ten in one hour of yesterday."""
    days = [NOW - timedelta(days=5 * number) for number in range(1, 150)]
    crowd = [NOW - timedelta(days=1, seconds=number // 3) for number in range(10)]
    moments = [*days, *crowd]
    publish(*(said(number, at) for number, at in enumerate(moments)))
    return len(moments)


def get(path: str) -> Any:
    return Client().get(path.removeprefix(settings.BASE_URL))


def feed(path: str) -> Any:
    answer = get(path)
    assert answer.status_code == 200, path
    return feedparser.parse(answer.content)


def relations(parsed: Any) -> dict[str, str]:
    return {link.rel: link.href for link in parsed.feed.links}


def walked(name: str = "feed.atom") -> list[Any]:
    """Return a feed and its archives, as a reader goes through them."""
    found = [feed(f"/en/feeds/{FULL}/{name}")]
    while older := relations(found[-1]).get("prev-archive"):
        found.append(feed(older))
        assert len(found) < 200, "the archives have no end"
    return found


def things(*documents: Any) -> list[str]:
    return [entry.id.split("/")[1] for document in documents for entry in document.entries]


@pytest.mark.parametrize("name", ["feed.atom", "feed.rss", "feed-title.atom"])
def test_feed_and_archives_together_hold_everything_and_archives_nothing_twice(
    years: int, name: str
) -> None:
    whole = walked(name)

    assert set(things(*whole)) == {thing(number) for number in range(years)}
    assert len(things(*whole[1:])) == len(set(things(*whole[1:])))
    assert all(1 <= len(document.entries) <= 4 for document in whole)


def test_json_feeds_lead_on_to_what_is_older() -> None:
    publish(*(said(number, NOW - timedelta(days=20 * number)) for number in range(1, 9)))
    address, found = f"/en/feeds/{FULL}/feed.json", []
    while address:
        document = json.loads(get(address).content)
        found += [item["id"].split("/")[1] for item in document["items"]]
        address = document.get("next_url", "")

    assert set(found) == {thing(number) for number in range(1, 9)}


@pytest.mark.parametrize("name", ["feed.atom", "feed.rss"])
def test_an_archive_says_that_it_is_one_and_where_the_feed_is(years: int, name: str) -> None:
    whole = walked(name)
    first = etree.fromstring(get(f"/en/feeds/{FULL}/{name}").content)
    second = get(relations(whole[0])["prev-archive"])

    assert first.find(f".//{ARCHIVE}") is None
    assert etree.fromstring(second.content).find(f".//{ARCHIVE}") is not None
    for before, document in pairwise(whole):
        own = relations(document)
        assert own["current"] == f"{settings.BASE_URL}/en/feeds/{FULL}/{name}"
        assert own["self"] == relations(before)["prev-archive"]


def test_going_forward_leads_back_where_one_came_from(years: int) -> None:
    whole = walked()
    addresses = [relations(document)["self"] for document in whole]
    forward = [relations(document).get("next-archive") for document in whole[1:]]

    assert all(after in (None, before) for after, before in zip(forward, addresses, strict=False))
    assert sum(after is not None for after in forward) >= len(forward) / 2


def test_nothing_new_changes_an_archive(years: int) -> None:
    addresses = [relations(document)["self"] for document in walked()[2:]]
    before = [get(address).content for address in addresses]

    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        publish(*(said(500 + number, NOW + number * HOUR) for number in range(9)))
        after = [get(address).content for address in addresses]

    assert after == before


def test_what_is_said_while_a_day_goes_on_is_found_from_the_feed() -> None:
    publish(*(said(number, NOW - timedelta(minutes=number)) for number in range(20)))

    whole = walked()
    publish(said(99, NOW))
    again = walked()

    assert set(things(*whole)) == {thing(number) for number in range(20)}
    assert set(things(*again)) == {thing(number) for number in (*range(20), 99)}
    part = relations(whole[0])["prev-archive"]
    assert things(feed(part)) == things(whole[1])


def test_what_is_corrected_or_withdrawn_later_is_so_in_its_archive(years: int) -> None:
    oldest = walked()[-1]
    address, (number, other) = relations(oldest)["self"], things(oldest)[:2]

    actions.correct(
        [said(int(number[1:]), NOW - timedelta(days=5 * (int(number[1:]) + 1)), summary="Anew")],
        note="The name was wrong.",
    )
    actions.withdraw(other, reason="Misattributed")
    text = get(address).content.decode()

    assert "The name was wrong." in text
    assert f'ref="{id_of(other)}"' in text
    assert "Misattributed" in text


def id_of(public_id: str) -> str:
    return str(EntryRecord.objects.get(thing=public_id).entry_id)


def test_what_is_hidden_changes_no_byte_of_an_archive() -> None:
    publish(*(said(number, NOW - timedelta(days=40 + number)) for number in range(3)))
    publish(*(said(number, NOW - timedelta(days=number)) for number in range(5, 9)))
    month = f"/en/feeds/{FULL}/archive/2026-09/feed.atom"
    before = get(month).content
    secret = said(70, NOW - timedelta(days=40, hours=1))

    publish(secret)
    hide(secret)

    assert get(month).content == before
    assert thing(0) in before.decode()


@pytest.mark.parametrize(
    "name",
    [
        "2026-11",  # it goes on
        "2026-11-02",
        "2026-12",
        "2026-13",
        "2026-02-30",
        "0000-01",
        "9999-12",
        "2026",
        "2026-1",
        "2026-10-1",
        "2026-10,nothing",
        "2026-10,1.en.t00000000001",
        "\N{ARABIC-INDIC DIGIT TWO}026-10",
        "all",
    ],
)
def test_what_is_no_archive_is_not_there_and_the_record_is_not_asked(name: str) -> None:
    with CaptureQueriesContext(connection) as captured:
        answer = get(f"/en/feeds/kind:speech/archive/{name}/feed.atom")

    assert answer.status_code == 404
    assert len(captured) == 0


@pytest.mark.parametrize(
    "path",
    [
        "kind:speech/archive/1999-10/feed.atom",
        "kind:speech/archive/2026-10,179255340000000.en.t00000000077/feed.atom",
        "kind:speech/archive/2026-10/calendar.ics",
        "kind:speech/archive/2026-10/podcast-audio.rss",
        "colour:red/archive/2026-10/feed.atom",
        "state:changed/archive/2026-10/feed.atom",
        "kind:speech/archive/2026-10/",
    ],
)
def test_where_nothing_is_there_is_no_archive(path: str) -> None:
    publish(said(1, NOW - timedelta(days=10)))

    assert get(f"/en/feeds/{path}").status_code == 404


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("kind:speech/archive/2026-10/feed.atom?x=1", "kind:speech/archive/2026-10/feed.atom"),
        (
            f"{FULL}/kind:speech/archive/2026-10/feed.atom",
            f"kind:speech/{FULL}/archive/2026-10/feed.atom",
        ),
    ],
)
def test_an_archive_has_one_address(asked: str, canonical: str) -> None:
    answer = get(f"/en/feeds/{asked}")

    assert (answer.status_code, answer["Location"]) == (301, f"/en/feeds/{canonical}")


def test_a_saved_stream_has_archives_at_its_own_address(years: int) -> None:
    actions.save_stream("amina", titles={"en": "Amina"}, query=queries.parse(FULL))
    older = relations(feed("/en/feeds/amina/feed.atom"))["prev-archive"]

    assert older.startswith(f"{settings.BASE_URL}/en/feeds/amina/archive/")
    assert feed(older).entries


def test_no_archive_is_kept_and_each_costs_as_many_statements(years: int) -> None:
    addresses = [relations(document)["self"] for document in walked()[1:]]
    Publication.objects.all().delete()
    counts = set()
    for address in addresses:
        with CaptureQueriesContext(connection) as captured:
            get(address)
        counts.add(len(captured))

    assert not Publication.objects.exists()
    assert max(counts) <= 5


@pytest.mark.parametrize("name", NEWS)
def test_a_feed_that_holds_everything_has_none(name: str) -> None:
    publish(said(1, NOW - timedelta(days=40)), said(2, NOW - timedelta(days=50)))

    text = get(f"/en/feeds/{FULL}/{name}").content.decode()
    assert "archive" not in text
    assert "next_url" not in text


def test_whoever_asks_again_is_told_that_nothing_changed(years: int) -> None:
    address = relations(walked()[0])["prev-archive"].removeprefix(settings.BASE_URL)
    first = Client().get(address)

    again = Client().get(address, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert first["Cache-Control"].startswith("public, max-age=")


@pytest.mark.parametrize(
    ("moment", "span"),
    [
        (datetime(2026, 10, 31, 22, 59, 59, tzinfo=UTC), "2026-10"),
        (datetime(2026, 10, 31, 23, tzinfo=UTC), "2026-11-01"),  # the chamber's midnight
        (datetime(2026, 10, 24, 22, tzinfo=UTC), "2026-10"),
        (datetime(1000, 12, 31, 23, tzinfo=UTC), "1000-12"),
    ],
)
def test_a_month_that_is_over_is_one_archive_and_before_that_its_days_are(
    moment: datetime, span: str
) -> None:
    publish(
        said(1, moment), *(said(number, NOW - timedelta(hours=11 + number)) for number in (2, 3, 4))
    )

    assert f"/archive/{span}/feed.atom" in " ".join(relations(walked()[-1]).values())


def test_what_a_sitting_says_is_of_its_own_day_though_only_that_day_is_known() -> None:
    midnight = datetime(2026, 11, 1, 23, tzinfo=UTC)  # of the second of November, in the chamber
    publish(*(said(number, NOW - timedelta(days=number)) for number in range(2, 9)))
    yesterday = get(f"/en/feeds/{FULL}/archive/2026-11-01/feed.atom")

    publish(said(50, midnight))

    assert yesterday.status_code == 404
    assert get(f"/en/feeds/{FULL}/archive/2026-11-01/feed.atom").status_code == 404
    assert things(feed(f"/en/feeds/{FULL}/feed.atom"))[0] == thing(50)
