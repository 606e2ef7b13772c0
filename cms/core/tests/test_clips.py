"""A clip of a speech or a video is an address: it shows and plays its range, and leads to the whole."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from cms.videos.models import Video
from syndication import actions, queries
from tests import factories as make

pytestmark = pytest.mark.django_db

SPEECH, VIDEO, OTHER = "7k3m2qx9ab4c", "2kc6kwjw86qj", "9ab7k3m2qx4d"
SENTENCES = [
    [3.5, 6.0, "The reservoirs stand at half."],
    [6.5, 12.25, "I ask the House to act."],
    [13.0, 20.0, "Summer is near."],
]


@pytest.fixture(autouse=True)
def speech() -> None:
    """A speech of three sentences in the recording of its sitting, and the words of the next speaker."""
    sitting = make.SittingFactory()
    video = make.VideoFactory(public_id=VIDEO, sitting=sitting, captions={}, duration=60.04)
    said = make.SpeechFactory(public_id=SPEECH, sitting=sitting)
    next_one = make.SpeechFactory(public_id=OTHER, sitting=sitting)
    make.TimingFactory(video=video, speech=said, sentences=SENTENCES)
    make.TimingFactory(video=video, speech=next_one, sentences=[[30, 40, "I answer."]])
    for record in (said, next_one, video):
        make.published(record)


def page(address: str, **asked: str) -> Any:
    return Client().get(address, asked)


def address(thing: str = SPEECH, language: str = "en") -> str:
    kind = "videos" if thing == VIDEO else "speeches"
    moved: str = page(f"/{language}/{kind}/{thing}/").headers.get("Location")
    return moved


def shown(path: str) -> str:
    answer = page(path)
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("thing", [SPEECH, VIDEO])
def test_a_clip_plays_its_range_and_shows_its_words_between_two_cuts(thing: str) -> None:
    text = shown(f"{address(thing)}t=6.5,12.3/")

    assert 'src="https://media.valmere.example/hd118.mp4#t=6.5,12.3"' in text
    assert 'data-from="6.5" data-until="12.3"' in text
    assert "<mark>I ask the House to act.</mark>" in text
    assert "<mark>The reservoirs" not in text
    assert "<mark>Summer" not in text
    assert text.count('class="cut"') == 2
    assert "This is an excerpt, from 0:06 to 0:12 of a recording of 1:00." in text


def test_where_nothing_was_cut_off_there_is_no_mark() -> None:
    text = shown(f"{address()}t=3.5,20/")

    assert 'class="cut"' not in text


def test_a_clip_leads_to_the_whole_and_is_titled_as_a_part_of_it() -> None:
    whole = address()

    text = shown(f"{whole}t=6.5,12.3/")

    assert f'<a href="{whole}">' in text
    assert "(0:06–0:12) –" in text
    assert "Applause." not in text
    assert "Applause." in shown(whole)


def test_a_clip_has_one_spelling() -> None:
    whole = address()

    spellings = [
        f"{whole}t=6.50,12.300/",
        f"{whole}t=06.5,12.3/",
        f"/en/speeches/{SPEECH}/t=6.5,12.3/",
    ]

    assert [page(spelling)["Location"] for spelling in spellings] == [f"{whole}t=6.5,12.3/"] * 3


def test_a_clip_without_an_end_goes_on_until_nobody_but_the_speaker_was_heard() -> None:
    assert page(f"{address()}t=6.5/")["Location"] == f"{address()}t=6.5,30/"
    assert page(f"{address(VIDEO)}t=6.5/")["Location"] == f"{address(VIDEO)}t=6.5,60.1/"


@pytest.mark.parametrize(
    "times",
    ["t=12,6", "t=6,6.5", "t=50,61", "t=-1,6", "t=x,y", "t=6;12", "t=0,99999", "t=", "clip"],
)
def test_what_is_no_clip_is_not_found(times: str) -> None:
    assert page(f"{address(VIDEO)}{times}/").status_code == 404


@pytest.mark.parametrize("times", ["t=20,35", "t=31,39", "t=3.5,30.1"])
def test_no_clip_of_a_speech_holds_words_of_the_next_speaker(times: str) -> None:
    assert page(f"{address()}{times}/").status_code == 404
    assert page(f"{address(VIDEO)}{times}/").status_code == 200
    assert "I answer." not in shown(address())


def test_a_speech_without_a_recording_has_no_clip() -> None:
    silent = make.published(make.SpeechFactory())

    assert page(f"{address(silent.public_id)}t=1,5/").status_code == 404


def test_the_form_leads_to_the_clip_of_whole_sentences_in_whichever_order() -> None:
    whole = address()

    made = page(whole, **{"from": "6.50-12.25", "until": "13.00-20.00"})
    turned = page(whole, **{"from": "13.00-20.00", "until": "6.50-12.25"})
    shorter = page(f"{whole}t=6.5,20/", **{"from": "13.00-20.00", "until": "13.00-20.00"})
    nonsense = page(whole, **{"from": "x", "until": "9" * 400})

    assert made["Location"] == turned["Location"] == f"{whole}t=6.5,20/"
    assert shorter["Location"] == f"{whole}t=13,20/"
    assert nonsense["Location"] == whole


def test_the_form_without_script_offers_every_sentence_and_says_the_address() -> None:
    whole = address()

    text = shown(f"{whole}t=6.5,12.3/")

    assert text.count("<option") == 2 * len(SENTENCES)
    assert text.count("selected") == 2
    assert f'value="http://127.0.0.1:8000{whole}t=6.5,12.3/"' in text


def test_a_recording_without_words_is_cut_by_seconds() -> None:
    video = make.published(make.VideoFactory(duration=30))

    text = shown(address_of(video.public_id))

    assert 'type="number" id="clip-from" name="from" min="0" max="30"' in text
    made = page(address_of(video.public_id), **{"from": "2.5", "until": "2.5"})
    assert made["Location"].endswith("/t=2.5,3.5/")


def address_of(video: str) -> str:
    moved: str = page(f"/en/videos/{video}/")["Location"]
    return moved


def test_what_scripts_read_is_written_alike_in_every_language() -> None:
    text = shown(f"{address(language='fr')}t=6.5,12.3/")

    assert 'data-start="6.50"' in text
    assert 'data-from="6.5" data-until="12.3"' in text


def test_the_page_in_another_language_keeps_the_clip() -> None:
    text = shown(f"{address()}t=6.5,12.3/")

    assert f'href="{address(language="fr")}t=6.5,12.3/"' in text


def test_the_embed_of_a_clip_is_offered() -> None:
    text = shown(f"{address()}t=6.5,12.3/")

    assert f"/e/en/speech/{SPEECH}/t=6.5,12.3/" in text


def test_captions_in_another_language_than_was_spoken_are_labelled_as_a_translation() -> None:
    captions = {"en": "a.en.vtt", "fr": "a.fr.vtt"}
    video = make.published(make.VideoFactory(captions=captions))

    text = shown(address_of(video.public_id))

    assert 'label="English"' in text
    assert 'label="français (translation)"' in text


FRENCH = """WEBVTT

00:03.500 --> 00:06.250
Les réservoirs sont à moitié.

00:06.500 --> 00:09.000
Je demande à la Chambre

00:09.000 --> 00:12.500
d’agir.

00:13.000 --> 00:20.250
L’été approche.
"""


def captions_in_french(text: str = FRENCH) -> None:
    name = default_storage.save("videos/x/a.fr.vtt", ContentFile(text.encode()))
    video = Video.objects.get(public_id=VIDEO)
    video.captions = {"fr": name}
    video.save()
    make.published(video)


def test_the_words_of_a_clip_are_read_in_the_captions_of_ones_language_and_said_to_be_translated() -> (
    None
):
    captions_in_french()

    text = shown(f"{address(language='fr')}t=6.5,12.3/")

    assert "<mark>Je demande à la Chambre d’agir.</mark>" in text
    assert 'class="words" lang="fr"' in text
    assert "Ces mots sont traduits par les sous-titres ; langue d’origine : anglais." in text
    assert "I ask the House to act." in shown(f"{address()}t=6.5,12.3/")
    assert "translated by the captions" not in shown(f"{address()}t=6.5,12.3/")


def test_captions_that_leave_a_sentence_out_translate_none() -> None:
    captions_in_french(FRENCH.replace("L’été approche.", ""))

    text = shown(f"{address(language='fr')}t=6.5,12.3/")

    assert "I ask the House to act." in text
    assert "traduits par les sous-titres" not in text


def test_captions_of_words_that_are_hidden_translate_nothing() -> None:
    captions_in_french()

    actions.restrict(SPEECH, audience="bureau")

    text = shown(f"{address(VIDEO, language='fr')}")
    assert "Je demande" not in text
    assert "I answer." in text


def test_a_clip_of_what_was_withdrawn_shows_its_tombstone() -> None:
    whole = address()

    actions.withdraw(SPEECH, reason="Misattributed")

    chosen = {"from": "6.50-12.25", "until": "13.00-20.00"}
    for answer in (page(f"{whole}t=6.5,12.3/"), page(f"{whole}t=6.5/"), page(whole, **chosen)):
        assert answer.status_code == 410
        assert "Misattributed" in answer.content.decode()
        assert "I ask the House" not in answer.content.decode()


@pytest.mark.parametrize("hidden", [SPEECH, VIDEO])
def test_a_clip_of_what_is_hidden_is_not_found(hidden: str) -> None:
    clip = f"{address()}t=6.5,12.3/"

    actions.restrict(hidden, audience="bureau")

    assert page(clip).status_code == 404


def test_an_address_of_a_clip_leads_back_to_what_it_shows() -> None:
    found = queries.resolve(f"http://127.0.0.1:8000{address()}t=6.5,12.3/")

    assert found
    assert (str(found.query), found.options) == (f"thing:{SPEECH}", (("t", "6.5,12.3"),))
    assert queries.resolve(f"http://127.0.0.1:8000{address()}t=20,50/") is None
