"""A stream as a podcast, byte for byte and as a podcast program understands it."""

from __future__ import annotations

import io
from dataclasses import replace
from uuid import UUID

import podcastparser
import pytest
from django.utils.translation import override
from lxml import etree

from plugins.podcast.conf import PodcastSettings
from plugins.podcast.renderers.podcast import PodcastRenderer, guid
from syndication.contract import Enclosure, Link, Participant
from syndication.testing import (
    assert_conforms,
    entry_with,
    hard_selections,
    selection_of,
    tombstone_of,
)
from syndication.testing.entries import SITE
from syndication.testing.selections import GOLDEN

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
CAPTIONS = (
    Link("captions", f"{SITE}/media/en.vtt", "English", "text/vtt", "en"),
    Link("captions", f"{SITE}/media/ar.vtt", "Arabic", "text/vtt", "ar"),
)
FILM = Enclosure(f"{SITE}/media/a.mp4", "video/mp4", 12_345, 61.5, CAPTIONS)
SOUND = Enclosure(f"{SITE}/media/a.mp3", "audio/mpeg", 2_345, 61.5)


def recorded(**own):
    return entry_with(**({"enclosures": (FILM, SOUND)} | own))


def written(selection, medium="video", **own):
    with override(selection.language):
        return PodcastRenderer(medium, PodcastSettings(**own)).render(selection).body


def tree(selection, medium="video", **own):
    parser = etree.XMLParser(huge_tree=True)
    return etree.fromstring(written(selection, medium, **own), parser).find("channel")


def read(selection, medium="video"):
    return podcastparser.parse(f"{SITE}/p.rss", io.BytesIO(written(selection, medium)))


@pytest.mark.parametrize("medium", ["audio", "video"])
def test_it_conforms(medium):
    assert_conforms(PodcastRenderer(medium, PodcastSettings(owner_email="a@b.example")))


@pytest.mark.parametrize("name", GOLDEN)
def test_a_podcast_is_written_as_it_was(name, golden):
    selection = dict(hard_selections())[GOLDEN[name]]
    with_films = tuple(
        entry if entry.withdrawn or entry.enclosures else replace(entry, enclosures=(FILM,))
        for entry in selection.entries
    )

    golden(f"{name}.rss", written(replace(selection, entries=with_films)))


@pytest.mark.parametrize(
    ("medium", "url", "kind", "length"),
    [
        ("video", FILM.url, "video/mp4", 12_345),
        ("audio", SOUND.url, "audio/mpeg", 2_345),
    ],
)
def test_a_program_finds_title_recording_length_and_duration(medium, url, kind, length):
    (episode,) = read(selection_of(recorded()), medium)["episodes"]

    assert episode["title"] == "Amina Okafor: Water supply"
    assert (episode["guid"], episode["link"]) == (recorded().id, recorded().url)
    (media,) = episode["enclosures"]
    assert (media["url"], media["mime_type"], media["file_size"]) == (url, kind, length)
    assert episode["total_time"] == 62


def test_every_language_of_the_captions_is_a_transcript():
    (item,) = tree(selection_of(recorded())).findall("item")

    found = [
        (one.get("url"), one.get("type"), one.get("language"))
        for one in item.iter(f"{PODCAST}transcript")
    ]
    assert found == [(link.url, "text/vtt", link.language) for link in CAPTIONS]


def test_those_who_speak_are_named_with_their_page_and_portrait():
    person = Participant("2kc6kwjw86qj", "Amina Okafor", url=f"{SITE}/m/", image=f"{SITE}/p.jpg")
    (item,) = tree(selection_of(recorded(participants=(person, Participant("", ""))))).findall(
        "item"
    )

    (said,) = item.iter(f"{PODCAST}person")
    assert (said.text, said.get("href"), said.get("img")) == (
        "Amina Okafor",
        f"{SITE}/m/",
        f"{SITE}/p.jpg",
    )


def test_what_was_not_recorded_is_no_episode():
    silent, bill = entry_with(thing="1a2b3c4d5e6f"), entry_with(thing="3c4d5e6f7g8h", kind="bill")

    assert (
        len(tree(selection_of(silent, bill, tombstone_of(bill), recorded())).findall("item")) == 1
    )


def test_a_withdrawn_episode_keeps_its_id_and_says_why_instead_of_playing():
    (item,) = tree(selection_of(tombstone_of(recorded()))).findall("item")

    assert item.findtext("guid") == recorded().id
    assert item.findtext("title").startswith("Withdrawn: ")
    assert "Misattributed" in item.findtext("description")
    assert item.find("enclosure") is None


@pytest.mark.parametrize(("medium", "called"), [("audio", "podcast"), ("video", "video")])
def test_a_podcast_has_what_directories_demand(medium, called):
    channel = tree(selection_of(recorded()), medium, owner_email="record@parliament.example")

    assert channel.findtext(f"{PODCAST}medium") == called
    assert channel.findtext(f"{PODCAST}locked") == "yes"
    assert channel.find(f"{PODCAST}locked").get("owner") == "record@parliament.example"
    assert channel.find(f"{ITUNES}category").get("text") == "Government"
    assert channel.find(f"{ITUNES}image").get("href").endswith(".png")
    assert channel.findtext(f"{ITUNES}explicit") == "false"
    assert channel.findtext(f"{ITUNES}owner/{ITUNES}email") == "record@parliament.example"
    assert {one.tag for one in channel} >= {"title", "link", "description", "language"}


def test_the_id_of_a_podcast_is_that_of_its_address_whatever_the_scheme():
    """The example of the specification."""
    assert guid("https://mp3s.nashownotes.com/pc20rss.xml") == UUID(
        "917393e3-1b1e-5cef-ace4-edaa54e1f810"
    )
    assert guid("https://a.example/b/") == guid("http://a.example/b")


@pytest.mark.parametrize("limit", [0, 1001])
def test_settings_no_podcast_can_have_are_refused(limit):
    with pytest.raises(ValueError, match="limit is between"):
        PodcastSettings(limit=limit)
