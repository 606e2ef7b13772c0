"""The chapters of a recording: who speaks when, as podcast programs read it, and nothing of who is hidden."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from lxml import etree

from plugins.podcast.renderers.chapters import ChaptersRenderer, chapters_of
from syndication import actions
from syndication.contract import Enclosure, Entry, Facet, Link, Passage
from syndication.testing import assert_conforms, entry_with, selection_of
from syndication.testing.validity import json_text
from tests.engine.record import NOW, hide, publish

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

VIDEO, FIRST, SECOND = "5kc6kwjw86qj", "1a2b3c4d5e6f", "2a2b3c4d5e6f"
FILM = Enclosure("/media/debate.mp4", "video/mp4", 12_345, 90.0)
PODCAST = "{https://podcastindex.org/namespace/1.0}chapters"


def speech(thing: str, name: str) -> Entry:
    return entry_with(thing=thing, url=f"/en/speeches/{thing}/", title=name)


def debate(*times: tuple[str, str], **own: Any) -> Entry:
    links = (
        Link("describes", f"/en/speeches/{FIRST}/", "Amina Okafor", thing=FIRST),
        Link("describes", f"/en/speeches/{SECOND}/", "Bram Visser", thing=SECOND),
    )
    passages = tuple(
        Passage(f"Sentence {number}", id=f"t{time}", thing=thing)
        for number, (time, thing) in enumerate(times)
    )
    given = {"links": links, "passages": passages, "enclosures": (FILM,), "participants": ()}
    return entry_with(
        thing=VIDEO, kind="video", title="Debate", facets=(Facet("video", VIDEO),), **given | own
    )


BOTH = debate(("0.00-9.50", FIRST), ("9.50-30.00", FIRST), ("31.25-80.00", SECOND))


def get(language: str = "en", **own: Any) -> Any:
    return Client().get(
        f"/chapters/{language}/{VIDEO}.json", headers={"Host": settings.EMBED_URL[7:]}, **own
    )


def named() -> list[tuple[float, float, str]]:
    document = json.loads(get().content)
    return [(one["startTime"], one["endTime"], one["title"]) for one in document["chapters"]]


def pointed() -> list[str]:
    feed = Client().get("/en/feeds/kind:video/podcast-video.rss").content
    return [str(found.get("url")) for found in etree.fromstring(feed).iter(PODCAST)]


@pytest.fixture(autouse=True)
def record() -> None:
    publish(speech(FIRST, "Water supply"), speech(SECOND, "Roads"), BOTH)


def test_it_conforms() -> None:
    assert_conforms(ChaptersRenderer(), json_text, kind="video")


def test_whoever_speaks_has_a_chapter_that_leads_to_the_record() -> None:
    answer = get()
    document = json.loads(answer.content)

    assert answer["Content-Type"] == "application/json+chapters; charset=utf-8"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert (document["version"], document["title"]) == ("1.2.0", "Debate")
    assert named() == [(0, 30, "Amina Okafor"), (31.25, 80, "Bram Visser")]
    urls = [chapter["url"] for chapter in document["chapters"]]
    assert urls == [f"{settings.BASE_URL}/en/speeches/{thing}/" for thing in (FIRST, SECOND)]


def test_an_episode_points_to_its_chapters() -> None:
    (address,) = pointed()

    assert address == f"{settings.EMBED_URL}/chapters/en/{VIDEO}.json"


@pytest.mark.parametrize("times", [(), (("0.00-9.50", FIRST),), (("9.50-30.00", ""),)])
def test_of_one_part_there_are_no_chapters(times: tuple[tuple[str, str], ...]) -> None:
    publish(debate(*times))

    assert (named(), pointed()) == ([], [])


def test_who_comes_back_has_a_chapter_again_and_who_is_not_known_the_title_of_the_debate() -> None:
    found = chapters_of(debate(("0-9", FIRST), ("9-20", ""), ("20-30", FIRST)))

    assert [(chapter.title, chapter.start, chapter.end) for chapter in found] == [
        ("Amina Okafor", 0, 9),
        ("Debate", 9, 20),
        ("Amina Okafor", 20, 30),
    ]


def test_who_is_hidden_has_no_chapter_and_nobody_else_gets_that_time() -> None:
    publish(debate(("0-9", FIRST), ("9-20", SECOND), ("20-30", FIRST)))
    actions.embargo(SECOND, until=NOW.replace(hour=12))

    assert named() == [(0, 9, "Amina Okafor"), (20, 30, "Amina Okafor")]
    assert "Visser" not in get().content.decode()


def test_what_is_withdrawn_answers_with_the_reason() -> None:
    actions.withdraw(VIDEO, reason="Misattributed")

    assert (named(), pointed()) == ([], [])
    assert "Misattributed" in get().content.decode()


def test_what_is_no_recording_or_hidden_has_none() -> None:
    other = {"Host": settings.EMBED_URL[7:]}
    assert Client().get(f"/chapters/en/{FIRST}.json", headers=other).status_code == 404
    assert Client().get("/chapters/en/9ab7k3m2qx4d.json", headers=other).status_code == 404
    assert get("xx").status_code == 404

    hide(BOTH)
    assert get().status_code == 404


def test_a_recording_has_one_address() -> None:
    answer = get(query_params={"x": "1"})

    assert (answer.status_code, answer["Location"]) == (301, f"/chapters/en/{VIDEO}.json")


def test_an_empty_selection_has_no_chapters() -> None:
    assert json.loads(ChaptersRenderer().render(selection_of()).body)["chapters"] == []
