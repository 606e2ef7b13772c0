"""Which recording a speech has, and when its words are heard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import settings
from django.utils.translation import override
from lxml import html

from plugins.widgets.renderers import OF_THINGS
from plugins.widgets.renderers.recording import Cue, clock, recording, timed
from syndication.contract import Enclosure, Link, Passage
from syndication.testing import entry_with, selection_of, tombstone_of

MP4 = f"{settings.EMBED_URL}/media/hd118.mp4"
SENTENCES = (
    (3.5, 6.0, "The reservoirs stand at half of what they held in spring."),
    (14.0, 17.25, "I ask the House to act before summer."),
)
OTHER = entry_with(thing="2b3c4d5e6f7g")


def film(**changes):
    captions = tuple(
        Link("captions", f"{settings.EMBED_URL}/media/hd118.{code}.vtt", language=code)
        for code in ("ar", "en", "fr")
    )
    usual = {
        "thing": "9v8d7e6f5g4h",
        "kind": "video",
        "title": "Sitting 118",
        "enclosures": (Enclosure(MP4, "video/mp4", 1000, 95.5, captions),),
        "links": (Link("describes", entry_with().url, thing=entry_with().thing),),
        "passages": tuple(
            Passage(text, id=f"t{start:.2f}-{end:.2f}", thing=entry_with().thing)
            for start, end, text in SENTENCES
        ),
    }
    return entry_with(**(usual | changes))


def document(entry=None, *videos, language="en", **options):
    selection = selection_of(
        entry or entry_with(),
        stream=f"thing:{entry_with().thing}",
        language=language,
        parts=(("videos", videos),),
        options=tuple(options.items()),
    )
    with override(language):
        artefact = OF_THINGS["speech"].render(selection)
    return html.document_fromstring(artefact.body.decode())


def text_of(root):
    return " ".join(root.text_content().split())


def test_a_speech_shows_its_recording_with_captions_and_timed_words():
    root = document(None, film())

    assert root.xpath("//video/source/@src") == [MP4]
    assert root.xpath("//track/@srclang") == ["ar", "en", "fr"]
    assert root.xpath("//data/@value") == ["3.5", "14.0"]
    assert root.xpath("//data/button/text()") == ["0:03", "0:14"]
    assert root.xpath("//video/@preload") == ["none"]


@pytest.mark.parametrize(("language", "own"), [("en", "en"), ("fr", "fr"), ("es", "en")])
def test_captions_are_the_readers_else_of_what_is_heard(language, own):
    root = document(None, film(), language=language)

    assert root.xpath("//track[@id='own']/@srclang") == [own]


@pytest.mark.parametrize(
    "video",
    [
        film(links=(Link("describes", OTHER.url, thing=OTHER.thing),)),
        film(enclosures=()),
        film(enclosures=(Enclosure("https://media.elsewhere.example/a.mp4", "video/mp4", 1),)),
        film(enclosures=(Enclosure(f"{settings.EMBED_URL}/media/a.pdf", "application/pdf", 1),)),
        tombstone_of(film()),
    ],
    ids=["of another speech", "none", "elsewhere", "no film", "withdrawn"],
)
def test_a_recording_that_is_not_the_speechs_or_not_ours_is_not_shown(video):
    root = document(None, video)

    assert root.xpath("//video") == []
    assert "I ask the House to act before summer." in text_of(root)


@pytest.mark.parametrize(
    "host", ["https://media.elsewhere.example", f"{settings.EMBED_URL}.elsewhere.example"]
)
def test_nobody_elsewhere_is_asked_for_its_picture_its_captions_or_a_portrait(host):
    captions = (Link("captions", f"{host}/en.vtt", language="en"),)
    media = replace(film().enclosures[0], poster=f"{host}/a.jpg", captions=captions)
    person = replace(entry_with().participants[0], image=f"{host}/b.jpg")
    entry = entry_with(participants=(person,))

    root = document(entry, film(enclosures=(media,)))

    assert root.xpath("//video")
    assert host not in html.tostring(root, encoding="unicode")


def test_of_a_recording_of_a_whole_sitting_only_the_speech_is_played():
    both = (*film().links, Link("describes", OTHER.url, thing=OTHER.thing))
    before = Passage("Order.", id="t0.50-1.00", thing=OTHER.thing)

    root = document(None, film(links=both, passages=(before, *film().passages)))

    assert root.xpath("//source/@src") == [f"{MP4}#t=3.5,17.25"]
    assert "Order." not in text_of(root)


def test_a_clip_shows_what_is_heard_in_it_marks_the_cuts_and_leads_to_the_whole():
    root = document(None, film(), t="12.4,48")

    assert root.xpath("//source/@src") == [f"{MP4}#t=12.4,48"]
    assert root.xpath("//video/@data-from | //video/@data-to") == ["12.3", "47.9"]
    assert "I ask the House to act before summer." in text_of(root)
    assert "The reservoirs" not in text_of(root)
    assert text_of(root).count("[…]") == 1
    whole = f"{settings.EMBED_URL}/e/en/speech/{entry_with().thing}/"
    assert root.xpath(f"//a[@href='{whole}']/@target") == ["_self"]
    assert "from 0:12 to 0:48" in text_of(root)


def test_what_begins_before_a_clip_is_heard_from_its_start():
    root = document(None, film(), t="15")

    assert root.xpath("//data/@value") == ["15.0"]
    assert root.xpath("//video/@data-to") == ["99999"]


def test_a_clip_of_a_translation_has_the_words_that_are_heard():
    translated = entry_with(
        language="fr",
        original_language="en",
        passages=(Passage("Je demande à la Chambre d’agir avant l’été."),),
    )

    root = document(translated, film(), language="fr", t="12.4,48")

    (words,) = root.xpath("//*[@id='w']")
    assert words.get("lang") == "en"
    assert "I ask the House to act before summer." in text_of(words)


def test_a_clip_whose_recording_is_gone_says_so_and_shows_the_speech():
    root = document(None, t="12.4,48")

    assert "not available" in text_of(root)
    assert "The reservoirs stand at half" in text_of(root)


def test_a_clip_of_a_withdrawn_speech_is_its_tombstone():
    root = document(tombstone_of(entry_with()), film(), t="12.4,48")

    assert root.xpath("//video") == []
    assert "Misattributed" in text_of(root)
    assert "I ask the House" not in text_of(root)


def test_a_look_goes_along_to_the_next_embed():
    root = document(None, film(), t="12.4,48", theme="dark")

    assert root.xpath("//meta[@name='color-scheme']/@content") == ["dark"]
    assert root.xpath("//a[@target='_self']/@href") == [
        f"{settings.EMBED_URL}/e/en/speech/{entry_with().thing}/theme=dark/"
    ]


def test_the_address_to_check_it_by_is_printed():
    root = document(None, film(), t="12.4,48")

    (link,) = root.xpath("//footer/span/a")
    assert link.text_content() == f"parliament.example/en/speeches/{entry_with().thing}/t=12.4,48/"


def test_every_word_of_the_record_stays_as_it_is():
    passages = [Passage(f"  One.\n Two. Three – {number}.") for number in range(5)]
    cues = [Cue(number, number + 1, "Two.") for number in range(9)]

    lines = timed(passages, cues)

    assert ["".join(piece.text for piece in line.pieces) for line in lines] == [
        f"One. Two. Three – {number}." for number in range(5)
    ]
    assert [[piece.start for piece in line.pieces if piece.start] for line in lines] == [
        ["0.0"], ["1.0"], ["2.0"], ["3.0"], ["4.0"]
    ]  # fmt: skip


def test_what_is_said_otherwise_than_recorded_is_passed_over():
    cues = [Cue(1, 2, "Hear, hear."), Cue(3, 4, "I ask the House to act before summer.")]

    lines = timed(entry_with().passages, cues)

    assert [piece.start for line in lines for piece in line.pieces] == ["", "", "3.0"]


@pytest.mark.parametrize("name", ["t", "p1", "tx-y", "t1", "", "t1-"])
def test_a_sentence_without_times_is_no_cue(name):
    video = film(passages=(replace(film().passages[0], id=name),))

    assert recording(entry_with(), [video]).cues == ()


@pytest.mark.parametrize(("seconds", "words"), [(0, "0:00"), (59.9, "0:59"), (3661, "1:01:01")])
def test_seconds_are_written_as_players_do(seconds, words):
    assert clock(seconds) == words


def test_whoever_reads_by_a_token_goes_on_by_it_and_it_is_not_printed():
    address = "https://parliament.example/t/abc/en/speeches/words-7k3m2qx9ab4c/"

    root = document(entry_with(url=address), film(), t="12.4,48")

    (whole,) = root.xpath("//a[@target='_self']/@href")
    assert whole == f"{settings.EMBED_URL}/t/abc/e/en/speech/{entry_with().thing}/"
    assert "/t/abc" not in text_of(root)
