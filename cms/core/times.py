"""Days and moments: the sources' partial dates as aware datetimes in the chamber's zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for "the source does not say when"."""
YEARS = range(1000, 9000)
"""What calendars and formats can hold in any zone."""
_PARTIAL = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


def moment(day: date, at: time | None = None) -> datetime:
    """Return a day (and time) of the chamber as an aware datetime."""
    return datetime.combine(day, at or time(), timezone.get_default_timezone())


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
    found = _PARTIAL.fullmatch(text)
    try:
        if found and holds(from_partial(text)):
            return
    except ValueError:  # the 31st of February
        pass
    raise ValidationError(_("Enter a day, a month or a year: 2026-10-14, 2026-10 or 2026."))


def words(text: str) -> str:
    """Return an ISO day, month or year as people write it in the current language."""
    parts = text.split("-")
    if not all(part.isdecimal() for part in parts):
        return text
    formats = ("Y", "YEAR_MONTH_FORMAT", "DATE_FORMAT")
    return date_format(from_partial(text), formats[min(len(parts), 3) - 1])
