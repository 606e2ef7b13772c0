"""What a reader has to fetch before anything shows: the goals of the embeds, of which no release grows out."""

from __future__ import annotations

import re

import brotli
import pytest
from django.conf import settings
from django.utils.translation import override
from lxml import etree

from plugins.widgets.renderers import LIST, OF_THINGS
from plugins.widgets.renderers.frame import SCRIPT, SHEETS, built
from plugins.widgets.renderers.recording import clock
from plugins.widgets.tests.test_recording import film
from syndication.contract import Passage
from syndication.testing import entry_with, selection_of

WORDS = 1_500
SECONDS_A_WORD = 0.4
RECORD = settings.ROOT / "cms" / "demo" / "parliament" / "tei"


def paragraphs():
    """Return real prose of as many words as a long speech has."""
    found, words = [], 0
    for path in sorted(RECORD.glob("*.xml")):
        language = "{http://www.w3.org/XML/1998/namespace}lang"
        for one in etree.parse(path).iter("{http://www.tei-c.org/ns/1.0}u"):
            if (one.get(language) or "en") != "en":
                continue
            for segment in one.iter("{http://www.tei-c.org/ns/1.0}seg"):
                text = " ".join(str(segment.xpath("string()")).split())
                found.append(text)
                words += len(text.split())
                if words >= WORDS:
                    return found
    raise AssertionError(f"the demo has only {words} words")


def sentences(texts):
    """Return each sentence as a recording has it."""
    at, found = 0.9, []
    for text in texts:
        for sentence in re.split(r"(?<=[.!?]) ", text):
            end = at + SECONDS_A_WORD * len(sentence.split())
            found.append(Passage(sentence, id=f"t{at:.2f}-{end:.2f}", thing=entry_with().thing))
            at = end + 0.4
    return tuple(found)


def compressed(**options):
    texts = paragraphs()
    entry = entry_with(passages=tuple(Passage(text) for text in texts))
    video = film(passages=sentences(texts))
    selection = selection_of(entry, parts=(("videos", (video,)),), options=tuple(options.items()))
    with override("en"):
        body = OF_THINGS["speech"].render(selection).body
    return body.decode(), len(brotli.compress(body))


def test_a_speech_of_1500_words_takes_6000_bytes():
    text, size = compressed()

    assert text.count("<data ") > 60
    assert size <= 6_000


def test_an_excerpt_takes_2500_bytes():
    text, size = compressed(t="12,48")

    assert f"{clock(12)} to {clock(48)}" in text
    assert 3 <= text.count("<data ") <= 20
    assert size <= 2_500


@pytest.mark.parametrize("name", [*SHEETS, SCRIPT, "w.js"])
def test_what_stands_in_every_document_is_small(name):
    allowed = {SCRIPT: 400, "w.js": 256}.get(name, 700)

    assert len(brotli.compress(built(name).encode())) <= allowed


@pytest.mark.parametrize("widget", [*OF_THINGS.values(), LIST], ids=lambda one: one.kind)
def test_every_document_has_one_sheet_of_those_that_are_measured(widget):
    assert widget.sheet in SHEETS
