"""The fields: what is in them, what fits, and what must never be in them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import override
from lxml import etree, html

from plugins.oembed.conf import OembedSettings
from plugins.oembed.renderer import FORMATS, Box, entry_of, fields, lasting
from syndication.contract import Embed, Link, Participant, Passage
from syndication.testing import entry_with, hard_selections, selection_of, tombstone_of

SPEECH = entry_with()
EMBED = Embed(
    url="https://embed.parliament.example/e/en/speech/7k3m2qx9ab4c/",
    title="Speech: Water supply, Amina Okafor",
    kind="speech",
    height=656,
)
PICTURE = Link("preview", "https://embed.parliament.example/cards/en/7k3m2qx9ab4c.png")
NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
ROOMY = Box()


def about(entry, **changes):
    """Return the selection of one thing."""
    own = {"stream": f"thing:{entry.thing}", "title": entry.title, "url": entry.url}
    return selection_of(entry, **(own | changes))


def answer(selection=None, embed=EMBED, box=ROOMY, links=(PICTURE,)):
    return fields(selection or about(SPEECH), embed, box, links=links, keep=3600)


def markup(found):
    return html.fragments_fromstring(found["html"])


@pytest.mark.parametrize("form", FORMATS)
def test_it_is_written_like_this(form, golden):
    golden(f"speech.{form}", FORMATS[form].write(answer()).encode())


def test_json_and_xml_say_the_same_whatever_editors_typed():
    for name, selection in hard_selections():
        with override(selection.language):
            found = answer(selection, replace(EMBED, title=f"{selection.title}\r\n\x0b<'\"&>"))
        in_json = json.loads(FORMATS["json"].write(found))
        root = etree.fromstring(FORMATS["xml"].write(found).encode())

        assert {item.tag: item.text for item in root} == {k: str(v) for k, v in in_json.items()}, (
            name
        )


def test_no_field_is_empty():
    bare = replace(SPEECH, title="", participants=())

    found = answer(about(bare, publisher=""), links=())

    assert [name for name, value in found.items() if value == ""] == []
    assert not {"title", "author_name", "provider_name", "thumbnail_url"} & set(found)


def test_the_version_is_text_and_sizes_are_whole_numbers():
    found = answer()

    assert found["version"] == "1.0"
    sizes = {"width", "height", "thumbnail_width", "thumbnail_height", "cache_age"}
    assert {type(found[name]) for name in sizes} == {int}


def test_a_recording_is_a_video_and_anything_else_rich():
    assert answer()["type"] == "rich"
    assert answer(embed=replace(EMBED, video=True))["type"] == "video"


def test_who_spoke_is_the_author_with_a_page_of_their_own():
    found = answer()

    assert found["author_name"] == "Amina Okafor"
    assert found["author_url"] == SPEECH.participants[0].url


def test_a_recording_of_several_has_no_author_and_one_of_one_person_has():
    one = replace(SPEECH, kind="video")
    two = replace(one, participants=(*one.participants, Participant("", "Bela Horvat")))

    assert answer(about(one))["author_name"] == "Amina Okafor"
    assert "author_name" not in answer(about(two))


def test_a_list_about_a_member_names_the_member_and_another_list_nobody():
    member = entry_with(kind="member", title="Amina Okafor")

    assert answer(selection_of(SPEECH, subject=member))["author_name"] == "Amina Okafor"
    assert "author_name" not in answer(selection_of(SPEECH))
    assert "author_name" not in answer(selection_of(SPEECH, subject=replace(member, kind="bill")))


@pytest.mark.parametrize(
    ("box", "size", "written"),
    [
        (Box(), (600, 656), ("100%", "656")),
        (Box(width=400), (400, 656), ("400", "656")),
        (Box(width=400, height=300), (400, 300), ("400", "300")),
        (Box(width=1, height=1), (1, 1), ("1", "1")),
        (Box(width=9000, height=9000), (600, 656), ("600", "656")),
    ],
)
def test_the_frame_is_never_larger_than_the_room_that_is_named(box, size, written):
    found = answer(box=box)
    frame = markup(found)[-1]

    assert (found["width"], found["height"]) == size
    assert (frame.get("width"), frame.get("height")) == written


@pytest.mark.parametrize(
    ("box", "shown"),
    [
        (Box(), True),
        (Box(width=1200, height=630), True),
        (Box(width=1199), False),
        (Box(height=629), False),
    ],
)
def test_a_picture_is_named_only_where_it_fits(box, shown):
    found = answer(box=box)

    assert ("thumbnail_url" in found) is shown
    assert ("thumbnail_width" in found) is shown


def test_the_html_is_a_link_and_a_frame_without_script_or_style():
    found = answer()
    quote, frame = markup(found)

    assert (quote.tag, frame.tag) == ("blockquote", "iframe")
    assert quote.find("a").get("href") == SPEECH.url
    assert quote.text_content() == (
        "Amina Okafor: Water supply, 14 October 2026 – Parliament of Valmere"
    )
    assert frame.get("src") == EMBED.url
    assert frame.get("title") == EMBED.title
    assert frame.get("sandbox") == "allow-scripts allow-popups allow-popups-to-escape-sandbox"
    assert "style" not in found["html"]
    assert "script" not in found["html"].replace("allow-scripts", "")


def test_a_day_that_nobody_knows_is_not_named():
    undated = replace(SPEECH, published=datetime(1970, 1, 1, tzinfo=UTC))

    assert "1970" not in answer(about(undated))["html"]


def test_no_words_leave_that_a_withdrawal_would_have_to_take_back():
    said = "Ungesagtes"
    spoken = replace(SPEECH, summary=said, passages=(Passage(said),), notice=said)

    assert said not in json.dumps(answer(about(spoken)))


def test_a_tombstone_keeps_its_frame_says_what_it_is_and_is_no_video():
    gone = tombstone_of(SPEECH)

    found = answer(about(gone), replace(EMBED, video=True))

    assert found["title"] == "Withdrawn: Water supply"
    assert found["type"] == "rich"
    assert "author_name" not in found
    assert markup(found)[-1].get("src") == EMBED.url
    assert markup(found)[0].text_content().startswith("Withdrawn: Water supply")


def test_a_link_in_arabic_runs_from_right_to_left():
    speech = entry_with(language="ar", title="إمدادات المياه")

    with override("ar"):
        quote = markup(answer(about(speech, language="ar")))[0]

    assert (quote.get("lang"), quote.get("dir")) == ("ar", "rtl")


@pytest.mark.parametrize(
    ("ends", "keep"),
    [
        (None, 3600),
        (NOW + timedelta(days=1), 3600),
        (NOW + timedelta(minutes=20), 19 * 60),
        (NOW + timedelta(seconds=30), 0),
    ],
)
def test_an_answer_is_kept_no_longer_than_what_it_shows(ends, keep):
    assert lasting(replace(SPEECH, expires=ends), 3600, at=NOW) == keep


def test_a_list_shows_nothing_that_ends():
    assert entry_of(selection_of(SPEECH)) is None
    assert lasting(None, 3600, at=NOW) == 3600


@pytest.mark.parametrize("age", [0, 59, "3600", None])
def test_a_time_to_keep_that_is_none_is_refused(age):
    with pytest.raises(ValueError, match="cache_age"):
        OembedSettings(cache_age=age)
