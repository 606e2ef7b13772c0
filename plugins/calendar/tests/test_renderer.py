"""A stream as a calendar, byte for byte and as a calendar program understands it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from plugins.calendar.conf import CalendarSettings
from plugins.calendar.renderer import OCTETS, CalendarRenderer
from syndication.contract import Step
from syndication.testing import (
    assert_conforms,
    entry_with,
    hard_selections,
    selection_of,
    tombstone_of,
)
from syndication.testing.selections import GOLDEN, HOSTILE

START = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)


def sitting(**own):
    changes = {
        "kind": "sitting",
        "title": "Sitting 119",
        "summary": "House of Deputies",
        "published": START,
        "updated": START - timedelta(days=10),
        "until": START + timedelta(hours=3),
        "participants": (),
        "passages": (),
    }
    return entry_with(**(changes | own))


def written(selection, **own):
    with override(selection.language):
        return CalendarRenderer(CalendarSettings(**own)).render(selection).body


def read(selection):
    return icalendar.Calendar.from_ical(written(selection))


def event(entry):
    (found,) = read(selection_of(entry)).walk("VEVENT")
    return found


def test_a_calendar_without_events_has_a_component_all_the_same():
    """RFC 5545, section 3.6: a calendar has at least one."""
    (component,) = read(selection_of(entry_with())).subcomponents

    assert component.name == "VTIMEZONE"
    assert not read(selection_of(sitting())).walk("VTIMEZONE")


def test_it_conforms():
    assert_conforms(CalendarRenderer(CalendarSettings()), kind="sitting")


@pytest.mark.parametrize("name", GOLDEN)
def test_a_calendar_is_written_as_it_was(name, golden):
    selection = dict(hard_selections())[GOLDEN[name]]
    taking_place = tuple(
        replace(entry, kind="sitting", until=None if entry.withdrawn else START)
        for entry in selection.entries
    )

    golden(f"{name}.ics", written(replace(selection, entries=taking_place)))


def test_a_program_finds_what_when_and_where_to_read_on():
    steps = (Step("Water; and, more"), Step("Schools"))
    found = event(sitting(steps=steps, summary="House of Deputies"))

    assert str(found["summary"]) == "Sitting 119"
    assert (found.start, found.end) == (START, START + timedelta(hours=3))
    assert str(found["url"]) == sitting().url
    lines = ["House of Deputies", "Water; and, more", "Schools", sitting().url]
    assert str(found["description"]).split("\n") == lines
    assert (str(found["status"]), str(found["transp"])) == ("CONFIRMED", "TRANSPARENT")


def test_an_event_keeps_its_id_and_counts_its_changes():
    first, third = event(sitting()), event(sitting(revision=3, title="Sitting 119, resumed"))

    assert first["uid"] == third["uid"] == sitting().id
    assert (first["sequence"], third["sequence"]) == (0, 2)


def test_what_was_withdrawn_is_cancelled_and_says_why():
    before = sitting(revision=2)
    found = event(tombstone_of(replace(before, revision=3)))

    assert (found["uid"], str(found["status"])) == (before.id, "CANCELLED")
    assert found["sequence"] == 2
    assert "Misattributed" in found["description"]
    assert found.start == START


@pytest.mark.parametrize("zone", ["UTC", "Europe/Madrid", "Pacific/Auckland", "America/St_Johns"])
def test_a_sitting_whose_hours_nobody_knows_takes_the_day_of_the_chamber(zone, settings):
    settings.TIME_ZONE = zone
    timezone.get_default_timezone.cache_clear()
    midnight = datetime(2026, 12, 1, tzinfo=ZoneInfo(zone))

    found = event(sitting(published=midnight, until=midnight + timedelta(days=1)))

    assert (found.start, found.end) == (date(2026, 12, 1), date(2026, 12, 2))


def test_what_takes_no_time_stands_in_no_calendar():
    gone = tombstone_of(entry_with(thing="1a2b3c4d5e6f"))

    assert read(selection_of(entry_with(), gone, sitting())).walk("VEVENT") == [event(sitting())]


def test_a_calendar_says_whose_it_is_and_how_often_to_look():
    found = icalendar.Calendar.from_ical(written(selection_of(sitting()), refresh=15))

    assert str(found["name"]) == str(found["x-wr-calname"]) == "Speeches – Parliament of Valmere"
    assert found["refresh-interval"].to_ical() == b"PT15M"
    assert str(found["method"]) == "PUBLISH"


@pytest.mark.parametrize("own", [{"refresh": 0}, {"limit": 0}, {"limit": 1001}])
def test_settings_no_calendar_can_have_are_refused(own):
    with pytest.raises(ValueError, match="refresh is at least"):
        CalendarSettings(**own)


@pytest.mark.parametrize("text", ["a\\nb", "a;b,c\\", "one\r\ntwo\rthree\nfour", HOSTILE])
def test_a_program_reads_the_words_as_they_were_typed(text):
    wanted = text.replace("\r\n", "\n").replace("\r", "\n")

    assert str(event(sitting(title=text))["summary"]) == wanted


@given(st.text())
def test_no_text_breaks_a_line(text):
    body = written(selection_of(sitting(title=text, summary=text), title=text))

    lines = body.split(b"\r\n")
    assert lines[-1] == b""
    assert all(0 < len(line) <= OCTETS for line in lines[:-1])
    assert b"\n" not in body.replace(b"\r\n", b"")
    for line in lines:
        line.decode()
    assert len(icalendar.Calendar.from_ical(body).walk("VEVENT")) == 1
