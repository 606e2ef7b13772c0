"""The conformance suite tells a renderer that keeps the rules from one that does not."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import count

import pytest
from django.utils import timezone

from syndication.contract import Artefact, Selection
from syndication.models import Stream
from syndication.testing import assert_conforms, hard_selections
from syndication.text import clean, xml

COUNTER = count()
REMEMBERED: dict[str, str] = {}


@dataclass(frozen=True)
class Writer:
    """A renderer that is as good as the function it writes with."""

    write: Callable[[Selection], str]
    media_type: str = "text/plain; charset=utf-8"
    format: str = "sample"
    filename: str = "sample.txt"

    def render(self, selection: Selection) -> Artefact:
        return Artefact(self.format, self.media_type, self.write(selection).encode())


def plain(selection):
    return "".join(
        clean("".join(char for char in f"{entry.title} {entry.notice}" if char.isprintable()))
        + "\n"
        for entry in selection.entries
    )


def as_xml(selection):
    items = "".join(f"<item>{xml(e.title)} {xml(e.notice)}</item>" for e in selection.entries)
    return f"<list>{items}</list>"


def as_json(selection):
    return json.dumps([[clean(e.title), clean(e.notice)] for e in selection.entries])


def as_html(selection):
    return f"<!doctype html><title>x</title>{as_xml(selection).replace('list', 'ul').replace('item', 'li')}"


GOOD = {
    "text/plain": plain,
    "application/sample+xml; charset=utf-8": as_xml,
    "application/sample+json": as_json,
    "text/html; charset=utf-8": as_html,
}


@pytest.mark.parametrize("media_type", GOOD)
def test_a_good_renderer_conforms(media_type):
    assert_conforms(Writer(GOOD[media_type], media_type))


def remembering(selection):
    return "".join(
        REMEMBERED.setdefault(e.id, f"{e.notice} {e.summary}") for e in selection.entries
    )


BAD = {
    "asks the clock": (
        lambda s: plain(s) + str(datetime.now())[:0],  # noqa: DTZ005, TID251 (the fault that must be found)
        "asks the clock: datetime.now",
    ),
    "asks Django's clock": (lambda s: plain(s) + f"{timezone.now():%Y}", "asks the clock"),
    "asks the time": (lambda s: plain(s) + str(time.time())[:0], "asks the clock: time.time"),
    "asks the date": (lambda s: plain(s) + str(date.today())[:0], "asks the clock: date.today"),  # noqa: DTZ011 (the fault that must be found)
    "asks the database": (
        lambda s: plain(s) + str(list(Stream.objects.all())),
        "asks the database",
    ),
    "writes something else each time": (lambda s: plain(s) + str(next(COUNTER)), "is not pure"),
    "hides the reason": (lambda s: "", "hides the reason"),
    "remembers what was withdrawn": (remembering, "(hides the reason|still shows)"),
    "writes control characters": (lambda s: plain(s) + "\x01", "holds the control character"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("fault", BAD)
def test_a_renderer_is_refused_that(fault):
    write, sentence = BAD[fault]

    with pytest.raises(AssertionError, match=sentence) as raised:
        assert_conforms(Writer(write))

    assert "does not conform" in "".join(raised.value.__notes__)


MALFORMED = {
    "unescaped XML": ("text/xml", lambda s: f"<a>{''.join(clean(e.title) for e in s.entries)}</a>"),
    "control characters in XML": ("text/xml", lambda s: as_xml(s).replace("Wa", "W\x01a")),
    "unescaped HTML": (
        "text/html",
        lambda s: as_html(s) + "".join(clean(e.title) for e in s.entries),
    ),
    "HTML without a doctype": ("text/html", as_xml),
    "not a number in JSON": ("application/json", lambda s: "[NaN]"),
    "lone surrogates in JSON": (
        "application/json",
        lambda s: json.dumps([e.title for e in s.entries]),
    ),
    "entities": ("text/xml", lambda s: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;&d;</a>'),
}


@pytest.mark.parametrize("fault", MALFORMED)
def test_malformed_output_is_refused(fault):
    media_type, write = MALFORMED[fault]

    with pytest.raises(Exception, match=".") as raised:
        assert_conforms(Writer(write, media_type))

    assert "does not conform" in "".join(raised.value.__notes__)


def test_another_media_type_than_announced_is_refused():
    class Other(Writer):
        def render(self, selection):
            return Artefact(self.format, "text/html", plain(selection).encode())

    with pytest.raises(AssertionError, match="calls its artefact"):
        assert_conforms(Other(plain))


def test_a_binary_format_needs_a_validator_that_reads_it():
    renderer = Writer(plain, "application/pdf")

    with pytest.raises(AssertionError, match="give assert_conforms a validator"):
        assert_conforms(renderer)
    assert_conforms(renderer, validate=lambda body: body.decode())


def test_the_hard_selections_are_what_they_are_called():
    cases = dict(hard_selections())

    assert len(cases["500 entries"].entries) == 500
    assert cases["an empty selection"].entries == ()
    assert "\ud800" in cases["control characters and lone surrogates"].entries[0].title
    assert max(map(ord, cases["four-byte characters"].title)) > 0xFFFF
    assert cases["a tombstone"].entries[0].withdrawn
    full = asdict(cases["everything an entry can hold"].entries[0])
    assert [name for name, value in full.items() if not value] == ["withdrawn"]
