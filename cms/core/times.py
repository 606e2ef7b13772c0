"""Days and moments: the sources' partial dates as aware datetimes in the chamber's zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from syndication.vocabulary import YEARS, first_day

UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for "the source does not say when"."""


def moment(day: date, at: time | None = None) -> datetime:
    """Return a day (and time) of the chamber as an aware datetime."""
    return datetime.combine(day, at or time(), timezone.get_default_timezone())


def end_of(day: date, start: time | None, end: time | None) -> datetime:
    """Return when what begins on a day is over: with that day as long as nobody says, after midnight the next."""
    following = moment(day + timedelta(days=1))
    if end is None:
        return following
    if start is not None and end <= start:
        return moment(day + timedelta(days=1), end)
    return moment(day, end)


def from_partial(text: str) -> datetime:
    """Return the start of an ISO day, month or year; UNKNOWN when empty."""
    if not text:
        return UNKNOWN
    year, month, day = [*text.split("-"), "1", "1"][:3]
    return moment(date(int(year), int(month), int(day)))


def holds(day: date) -> bool:
    """Tell whether a day can be counted with."""
    return day.year in YEARS


def partial(text: str) -> None:
    """Refuse what is no ISO day, month or year."""
    if first_day(text) is None:
        raise ValidationError(_("Enter a day, a month or a year: 2026-10-14, 2026-10 or 2026."))
