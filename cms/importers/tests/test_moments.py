import pytest

from cms.importers import moments
from cms.importers.reading import SourceError


def test_a_day_is_taken_from_a_date_or_a_moment():
    assert moments.day("2067-02-28", "date") == "2067-02-28"
    assert moments.day("2067-02-28T23:59:59Z", "date") == "2067-02-28"
    assert moments.day("", "date") == ""


@pytest.mark.parametrize("text", ["2067-02-29", "28/02/2067", "2067", "20670228", "soon"])
def test_a_day_that_does_not_exist_is_refused(text):
    with pytest.raises(SourceError, match="is not a date"):
        moments.day(text, "date")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9:00", "09:00"),
        ("21:30", "21:30"),
        ("15:32:53", "15:32:53"),
        ("07:15PM", "19:15"),
        ("12:00AM", "00:00"),
        ("12:30 pm", "12:30"),
        ("", ""),
    ],
)
def test_times_of_day_are_written_alike(text, expected):
    assert moments.clock(text, "time") == expected


@pytest.mark.parametrize("text", ["24:00", "9h30", "12:60", "noon"])
def test_a_time_that_does_not_exist_is_refused(text):
    with pytest.raises(SourceError, match="is not a time of day"):
        moments.clock(text, "time")


def test_a_span_is_written_to_the_millisecond():
    assert moments.span("2067-02-28T10:00:00.86+02:00", "", "speech") == (
        "2067-02-28T10:00:00.860+02:00",
        "",
    )


def test_a_span_that_runs_backwards_is_refused():
    with pytest.raises(SourceError, match="before it starts"):
        moments.span("2067-02-28T10:00:00Z", "2067-02-28T09:00:00Z", "speech")


def test_a_span_with_one_time_zone_is_refused():
    with pytest.raises(SourceError, match="only one of start and end"):
        moments.span("2067-02-28T10:00:00Z", "2067-02-28T11:00:00", "speech")
