"""The documents other sites show: complete, without script, the same frame for every member."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest
from django.conf import settings
from django.utils.translation import override
from lxml import html

from plugins.widgets.renderers import LIST, OF_THINGS
from plugins.widgets.renderers.frame import SHEETS, built
from syndication.contract import Participant
from syndication.testing import (
    assert_conforms,
    entry_with,
    hard_selections,
    selection_of,
    tombstone_of,
)

WIDGETS = {**OF_THINGS, LIST.kind: LIST}
SPEAKER = entry_with().participants[0]
PICTURES = {"img", "svg"}
"""A portrait and the drawing that stands for one fill the same place."""

SPEAKERS = {
    "with a portrait": replace(SPEAKER, image=f"{settings.EMBED_URL}/media/portrait.jpg"),
    "without a portrait": replace(SPEAKER, image=""),
    "with a portrait elsewhere": replace(SPEAKER, image="https://elsewhere.example/portrait.jpg"),
    "with a long name": replace(SPEAKER, name="Maria Immaculata " * 20, role="Rapporteur " * 30),
    "with a name of one letter": replace(SPEAKER, name="O"),
    "without a group": replace(SPEAKER, group=""),
    "without role, group and area": replace(SPEAKER, group="", role="", area=""),
    "with no page of their own": replace(SPEAKER, id="", url=""),
    "with an Arabic name": replace(SPEAKER, name="أمينة أوكافور", group="التحالف الأخضر"),
}


def document(widget, selection):
    with override(selection.language):
        artefact = WIDGETS[widget].render(selection)
    return html.document_fromstring(
        artefact.body, html.HTMLParser(encoding="utf-8", huge_tree=True)
    )


def skeleton(root):
    """Return the elements of a document with their classes, in their order and depth."""

    def bones(element):
        picture = element.tag in PICTURES
        inside = () if picture else tuple(bones(child) for child in element.iterchildren("*"))
        return ("picture" if picture else element.tag, element.get("class"), inside)

    return bones(root.find("body"))


@pytest.mark.parametrize("widget", WIDGETS)
def test_it_conforms(widget):
    assert_conforms(WIDGETS[widget])


@pytest.mark.parametrize("widget", WIDGETS)
def test_the_policy_knows_its_sheet(widget):
    assert WIDGETS[widget].sheet in SHEETS


@pytest.mark.parametrize("widget", WIDGETS)
@pytest.mark.parametrize("who", SPEAKERS)
def test_every_member_has_the_same_frame(widget, who):
    usual, other = (
        document(widget, selection_of(entry_with(participants=(speaker,))))
        for speaker in (SPEAKER, SPEAKERS[who])
    )

    assert skeleton(other) == skeleton(usual)


@pytest.mark.parametrize("widget", ["speech", "debate", "bill", "latest"])
def test_the_name_of_the_speaker_shows(widget):
    for speaker in SPEAKERS.values():
        text = document(widget, selection_of(entry_with(participants=(speaker,)))).text_content()
        assert " ".join(speaker.name.split()) in " ".join(text.split())


@pytest.mark.parametrize("widget", WIDGETS)
@pytest.mark.parametrize("case", dict(hard_selections()))
def test_a_document_is_complete(widget, case):
    root = document(widget, dict(hard_selections())[case])

    assert root.get("lang")
    assert root.get("dir") in {"ltr", "rtl"}
    assert root.find("head/meta[@charset]").get("charset") == "utf-8"
    assert root.find("head/meta[@name='viewport']") is not None
    assert root.find("head/title") is not None
    assert len(root.findall("body")) == 1
    assert len(root.xpath("//style")) == 1


@pytest.mark.parametrize("widget", WIDGETS)
@pytest.mark.parametrize("case", dict(hard_selections()))
def test_a_document_runs_and_fetches_nothing_but_its_own(widget, case):
    root = document(widget, dict(hard_selections())[case])

    unwanted = root.xpath("//iframe | //form | //object | //embed | //link | //*[@style]")
    assert unwanted == []
    assert root.xpath("//script/text()") == [built("embed.js")]
    assert root.xpath("//script/@*") == []
    assert [
        name for element in root.iter("*") for name in element.attrib if name.startswith("on")
    ] == []
    addresses = root.xpath("//@href | //@src | //@poster")
    assert [found for found in addresses if not found.startswith(("https://", "http://"))] == []
    pictures = root.xpath("//img/@src")
    assert [found for found in pictures if not found.startswith(settings.EMBED_URL)] == []


@pytest.mark.parametrize("widget", WIDGETS)
@pytest.mark.parametrize(
    ("element", "directive"), [("style", "style-src"), ("script", "script-src")]
)
def test_the_policy_allows_the_very_style_and_script_that_are_in_the_document(
    widget, element, directive
):
    with override("en"):
        artefact = WIDGETS[widget].render(selection_of(entry_with()))
    inline = html.document_fromstring(artefact.body).xpath(f"string(//{element})")
    digest = b64encode(sha256(inline.encode()).digest()).decode()

    policy = dict(artefact.headers)["Content-Security-Policy"].split("; ")
    (allowed,) = [part for part in policy if part.startswith(directive)]
    assert f"'sha256-{digest}'" in allowed.split()


def test_every_widget_sends_the_same_headers():
    """A server in front tells embeds apart by nothing."""
    sent = {widget.render(selection_of(entry_with())).headers for widget in WIDGETS.values()}

    assert len(sent) == 1


@pytest.mark.parametrize(
    ("language", "expected"), [("ar", ("ar", "rtl")), ("fr", ("fr", "ltr")), ("he", ("en", "ltr"))]
)
def test_the_frame_has_the_direction_of_its_language_and_the_words_theirs(language, expected):
    selection = selection_of(entry_with(language="he"), language=language)
    root = document("speech", selection)

    assert (root.get("lang"), root.get("dir")) == expected
    assert {element.get("dir") for element in root.xpath("//*[@lang='he']")} == {"rtl"}


def test_a_withdrawn_speech_keeps_the_frame_and_says_why():
    root = document(
        "speech", selection_of(tombstone_of(entry_with(), "Attributed to somebody else"))
    )

    text = root.text_content()
    assert "Attributed to somebody else" in text
    assert "Water supply" in text
    assert "Amina Okafor" not in text


def test_a_translation_says_what_it_is_a_translation_of():
    text = document("speech", selection_of(entry_with(original_language="fr"))).text_content()

    assert "French" in text


def test_what_came_before_and_after_is_one_tap_away_in_the_same_frame():
    selection = dict(hard_selections())["everything an entry can hold"]
    around = selection.around(selection.entries[0])

    links = {
        link.get("rel"): (link.get("href"), link.get("target"))
        for link in document("speech", selection).xpath("//a[@rel]")
    }

    assert links == {
        rel: (f"{settings.EMBED_URL}/e/{selection.language}/speech/{near.thing}/", "_self")
        for rel, near in (("prev", around.previous), ("next", around.following))
        if near and not near.withdrawn
    }


def test_a_speech_of_somebody_the_record_does_not_name_has_the_same_frame():
    usual = document("speech", selection_of(entry_with()))
    nameless = document("speech", selection_of(entry_with(participants=(Participant("", ""),))))

    assert skeleton(nameless) == skeleton(usual)


@pytest.mark.parametrize("widget", WIDGETS)
def test_a_reason_runs_in_its_own_direction(widget):
    tombstone = replace(tombstone_of(entry_with()), notice="Published in error.")

    notice = document(widget, selection_of(tombstone)).xpath("//bdi[.='Published in error.']")

    assert len(notice) == 1
