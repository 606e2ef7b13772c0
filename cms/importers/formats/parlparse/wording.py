"""Text, names' dates and clock times as parlparse writes them, cleaned for people to read."""

from __future__ import annotations

import datetime
import re
from unicodedata import normalize

from lxml import etree

from cms.importers.faults import fault

_TEXT = etree.XPath("string()", smart_strings=False)
_CLOCK = re.compile(r"0?(\d{1,2}):(\d{2})(?::(\d{2}))?", re.ASCII)
_DAY = 24

# Committee files write Windows quotation marks as &#145; and so on: control characters in XML.
_WINDOWS = re.compile(r"[\x80-\x9f\xad]")


def clean(text: str) -> str:
    """Collapse whitespace, mend Windows characters, compose accents."""
    if text.isascii():
        return " ".join(text.split())
    return normalize("NFC", " ".join(_WINDOWS.sub(_mend, text).split()))


def _mend(found: re.Match[str]) -> str:
    """The character meant; nothing for a soft hyphen, which is for the typesetter."""
    return (
        "" if found[0] == "\xad" else found[0].encode("latin-1").decode("cp1252", errors="ignore")
    )


def plain(element: etree._Element) -> str:
    """The element's text without its markup."""
    return clean(str(_TEXT(element)))


def attribute(element: etree._Element, name: str) -> str:
    return clean(element.get(name, ""))


def day(written: str, element: etree._Element) -> str:
    """An ISO 8601 day, or SourceError."""
    try:
        return datetime.date.fromisoformat(written[:10] if len(written) == 10 else "").isoformat()
    except ValueError:
        raise fault(f"'{written}' is not a date; write it as 2009-10-27", element) from None


def clock(element: etree._Element) -> str:
    """``017:45:00`` and ``9:00`` become 17:45:00 and 09:00; past midnight may be 025:10:00."""
    hour, rest = _time(element)
    return f"{hour % 24:02}{rest}" if rest else ""


def moment(element: etree._Element, date: str) -> str:
    """The time of day; after midnight with the day it is by then."""
    hour, _ = _time(element)
    if hour < _DAY:
        return clock(element)
    try:
        return f"{datetime.date.fromisoformat(date) + datetime.timedelta(days=1)}T{clock(element)}"
    except OverflowError:
        raise fault(f"there is no day after {date}", element) from None


def _time(element: etree._Element) -> tuple[int, str]:
    """The hour, and the minutes and seconds with their colons; nothing where nothing is said."""
    written = element.get("time", "").strip()
    if written.lower() in ("", "unknown"):
        return 0, ""
    parts = _CLOCK.fullmatch(written)
    if not parts or int(parts[1]) >= 2 * _DAY or int(parts[2]) > 59 or int(parts[3] or 0) > 59:
        raise fault(f"'{written}' is not a time of day", element)
    return int(parts[1]), written[parts.start(2) - 1 :]


def number(element: etree._Element, name: str) -> int:
    """A count in an attribute, or SourceError."""
    written = element.get(name, "").strip()
    if not (written.isascii() and written.isdigit()):
        raise fault(f"{name} is '{written}', which is not a number", element)
    return int(written)
