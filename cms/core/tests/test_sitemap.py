"""The sitemap: everything public, nothing else, in parts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from lxml import etree

from cms.core import sitemap
from syndication import actions
from tests import pages
from tests.engine.record import publish, speech, thing

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def read(address: str) -> Any:
    answer = Client().get(address.removeprefix(settings.BASE_URL))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return etree.fromstring(answer.content)


def named(tree: Any) -> list[str]:
    return [element.text for element in tree.iter("{*}loc")]


def everything() -> list[str]:
    """Return all addresses but the home page's, which is always there."""
    found = [url for part in named(read("/sitemap.xml")) for url in named(read(part))]
    found.remove(f"{settings.BASE_URL}/en/")
    return found


def dates() -> list[str]:
    return [element.text for element in read("/sitemap-record.xml").iter("{*}lastmod")]


def test_every_public_entry_stands_in_one_part_in_pieces_of_any_size(monkeypatch: Any) -> None:
    publish(*(speech(number) for number in range(1, 8)), speech(3, language="fr"))

    for size in (1, 2, 3, 7, 8, 100):
        monkeypatch.setattr(sitemap, "PART", size)
        found = everything()
        assert (len(found), len(set(found))) == (8, 8), size


def test_an_empty_record_has_an_empty_sitemap() -> None:
    assert everything() == []


def test_what_is_hidden_or_withdrawn_stands_nowhere() -> None:
    publish(*(speech(number) for number in range(1, 5)))
    actions.embargo(thing(1), until=NOW + timedelta(hours=1))
    actions.withdraw(thing(2), reason="Published in error.")
    actions.kill(thing(3), reason="Published in error.")

    assert [url.rstrip("/")[-12:] for url in everything()] == [thing(4)]


def test_a_translation_names_its_original_and_is_named_by_it() -> None:
    publish(speech(1), speech(1, language="fr", original_language="en"))

    links = read("/sitemap-record.xml").iter("{*}link")

    assert sorted(link.get("hreflang") for link in links) == ["en", "en", "fr", "fr"]


def test_a_page_is_named_and_news_stands_with_the_record_once() -> None:
    pages.news("bill")
    pages.draft("draft")

    found = everything()

    assert sum("/news/bill/" in url for url in found) == 1
    assert sum(url.endswith("/en/news/") for url in found) == 1
    assert not any("draft" in url for url in found)


def test_the_date_is_that_of_the_last_change_that_matters(now: Any) -> None:
    publish(speech(1))
    first = dates()

    now.move_to(NOW + timedelta(hours=1))
    publish(speech(1))
    again = dates()
    publish(speech(1, title="Another title"))

    assert first == again
    assert dates() != first


@pytest.mark.parametrize("part", ["", "-record", "-pages", "-videos"])
def test_who_asks_again_is_told_that_nothing_changed(part: str) -> None:
    publish(speech(1))
    first = Client().get(f"/sitemap{part}.xml")
    again = Client().get(f"/sitemap{part}.xml", headers={"if-none-match": first["ETag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert again["Cache-Control"] == first["Cache-Control"]


def test_robots_are_told_where_it_is() -> None:
    said = Client().get("/robots.txt").content.decode()

    assert f"Sitemap: {settings.BASE_URL}/sitemap.xml\n" in said
