"""The sitemap of recordings: what search engines ask of a video, every public one, in parts by key."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from lxml import etree

from cms.core import filming
from syndication import actions
from syndication.contract import Enclosure, Entry
from syndication.testing import entry_with
from tests.engine.record import HOUR, NOW, publish, thing

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

FILM = Enclosure("/media/a.mp4", "video/mp4", 12_345, 61.5, poster="/media/a.jpg")
NS = {"video": "http://www.google.com/schemas/sitemap-video/1.1"}


def film(number: int = 1, **own: Any) -> Entry:
    given = {"enclosures": (FILM,), "title": f"Debate {number}", "facets": (), "participants": ()}
    published = NOW - number * timedelta(days=1)
    return entry_with(thing=thing(number), kind="video", published=published, **given | own)


def read(path: str = "/sitemap-videos.xml") -> Any:
    answer = Client().get(path.removeprefix(settings.BASE_URL))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return etree.fromstring(answer.content)


def told(name: str, tree: Any = None) -> list[str]:
    found = (read() if tree is None else tree).iterfind(f".//video:{name}", NS)
    return [element.text for element in found]


def parts() -> list[str]:
    named = [element.text for element in read("/sitemap.xml").iter("{*}loc")]
    return [address for address in named if "sitemap-videos" in address]


def test_a_recording_is_told_with_picture_words_place_length_and_date() -> None:
    publish(film(summary="On water & roads."))
    tree = read()

    assert [element.text for element in tree.iter("{*}loc")] == [film().url]
    media = f"{settings.EMBED_URL}/media/a"
    assert told("thumbnail_loc", tree) == [f"{media}.jpg"]
    assert told("title", tree) == ["Debate 1"]
    assert told("description", tree) == ["On water & roads."]
    assert told("content_loc", tree) == [f"{media}.mp4"]
    assert told("duration", tree) == ["62"]
    assert told("publication_date", tree) == ["2026-11-01T11:00:00+01:00"]
    assert told("expiration_date", tree) == []


def test_a_title_is_as_long_as_search_engines_take_and_never_empty() -> None:
    publish(film(1, title="water " * 40), film(2, title=" ", summary=" ", source="Sitting 118"))

    assert told("title") == ["Sitting 118", ("water " * 40)[: filming.TITLE]]
    assert told("description")[0] == "Sitting 118"


def test_without_a_picture_of_its_own_its_card_is_shown() -> None:
    publish(film(enclosures=(Enclosure("/media/a.mp4", "video/mp4", 1),)))

    assert told("thumbnail_loc") == [f"{settings.EMBED_URL}/cards/en/{thing(1)}.png"]
    assert told("duration") == []


def test_what_is_no_file_is_played_in_its_embed() -> None:
    stream = Enclosure("/media/a.m3u8", "application/vnd.apple.mpegurl", 0, 30_000.0)
    publish(film(enclosures=(stream,)))

    assert told("content_loc") == []
    assert told("player_loc") == [f"{settings.EMBED_URL}/e/en/video/{thing(1)}/"]
    assert told("duration") == []


def test_every_recording_stands_in_one_part_in_pieces_of_any_size(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish(*(film(number) for number in range(1, 8)))

    for size in (1, 2, 3, 7, 8):
        monkeypatch.setattr(filming, "PART", size)
        found = [title for part in parts() for title in told("title", read(part))]
        assert sorted(found) == [f"Debate {number}" for number in range(1, 8)], size
        assert len(parts()) == -(-7 // size)


def test_what_is_new_moves_no_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filming, "PART", 2)
    publish(*(film(number) for number in range(2, 7)))
    before = parts()

    publish(film(1))

    assert parts()[: len(before)] == before


def test_what_is_hidden_or_withdrawn_stands_nowhere() -> None:
    publish(*(film(number) for number in range(1, 6)))
    actions.embargo(thing(1), until=NOW + HOUR)
    actions.withdraw(thing(2), reason="Published in error.")
    actions.kill(thing(3), reason="Published in error.")
    actions.restrict(thing(4), audience="press")

    assert told("title") == ["Debate 5"]


def test_what_is_hidden_moves_no_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filming, "PART", 2)
    publish(*(film(number) for number in range(2, 7)))
    before = parts()

    publish(film(9))
    actions.embargo(thing(9), until=NOW + HOUR)

    assert parts() == before


def test_an_end_is_told() -> None:
    publish(film())
    actions.expire(thing(1), after=NOW + HOUR)

    assert told("expiration_date") == ["2026-11-02T12:00:00+01:00"]


@pytest.mark.parametrize("after", ["nothing", "1", "%00", "1.en.x/../"])
def test_a_part_that_is_none_is_not_there(after: str) -> None:
    assert Client().get(f"/sitemap-videos.xml?after={after}").status_code == 404
