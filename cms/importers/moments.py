"""Dates and times as ISO 8601, checked: a day that does not exist is an error, not a guess."""

from __future__ import annotations

import re
from datetime import date, datetime

from cms.importers.reading import SourceError

_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=$|[T ])")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*([AP]M)?", re.IGNORECASE)


def day(text: str, element: str, *, line: int | None = None) -> str:
    """Return the day of a date or date-time; empty stays empty."""
    if not text:
        return ""
    found = _DAY.match(text)
    try:
        return date.fromisoformat(found[0] if found else "").isoformat()
    except ValueError:
        raise _impossible(text, "date", element, line) from None


def moment(text: str, element: str, *, line: int | None = None) -> datetime:
    """Return a date-time as it is written, aware where the source names the zone."""
    try:
        if _DAY.match(text):
            return datetime.fromisoformat(text)
    except ValueError:
        pass
    raise _impossible(text, "date and time", element, line)


def span(start: str, end: str, element: str) -> tuple[str, str]:
    """Return two date-times to the millisecond, in their order; empty ones stay empty."""
    first = moment(start, element) if start else None
    last = moment(end, element) if end else None
    if first and last:
        if (first.tzinfo is None) != (last.tzinfo is None):
            raise SourceError("only one of start and end names its time zone", element=element)
        if last < first:
            raise SourceError(f"it ends ({end}) before it starts ({start})", element=element)
    return _written(first), _written(last)


def _written(when: datetime | None) -> str:
    return when.isoformat(timespec="milliseconds") if when else ""


def clock(text: str, element: str, *, line: int | None = None) -> str:
    """Return a time of day as HH:MM or HH:MM:SS, also from ``9:00`` and ``07:15PM``."""
    if not text:
        return ""
    found = _CLOCK.fullmatch(text)
    if not found:
        raise _impossible(text, "time of day", element, line)
    hour = int(found[1])
    if found[4]:
        hour = hour % 12 + (12 if found[4].upper() == "PM" else 0)
    if hour > 23 or int(found[2]) > 59 or int(found[3] or 0) > 59:
        raise _impossible(text, "time of day", element, line)
    return f"{hour:02}:{found[2]}" + (f":{found[3]}" if found[3] else "")


def _impossible(text: str, kind: str, element: str, line: int | None) -> SourceError:
    return SourceError(f"“{text[:60]}” is not a {kind}", line=line, element=element)
