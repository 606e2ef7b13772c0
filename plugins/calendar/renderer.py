"""A selection as a calendar (RFC 5545, RFC 7986): what takes place, and what was to and does not any more.

An event is written once (``fragment``) however many calendars carry it; entries that take no time are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time

from django.utils import timezone

from plugins.calendar.conf import CalendarSettings
from syndication import feeds
from syndication.contract import Artefact, Entry, Selection, Shown
from syndication.readback import calendar
from syndication.text import clean
from syndication.vocabulary import kind_of_one

OCTETS = 75
"""The longest a line may be, without its end (RFC 5545, section 3.1)."""
NOTHING = (
    "BEGIN:VTIMEZONE",
    "TZID:Etc/UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""What stands in a calendar without events, which must have a component all the same (RFC 5545, section 3.6)."""
EVENT = "sitting"
"""The kind whose tombstones are those of events: of what was withdrawn nobody knows any more how long it took."""


class CalendarRenderer:
    """iCalendar (RFC 5545)."""

    format = "calendar"
    media_type = "text/calendar; charset=utf-8"
    filename = "calendar.ics"

    def __init__(self, settings: CalendarSettings) -> None:
        self._settings = settings
        self.limit = settings.limit

    def render(self, selection: Selection) -> Artefact:
        """Return the calendar."""
        return self.assemble(selection, map(self.fragment, selection.entries))

    def fragment(self, entry: Entry) -> str:
        """Return one event; nothing of an entry that takes no time."""
        return _folded(_event(entry)) if self.holds(entry) else ""

    def assemble(self, selection: Selection, fragments: Iterable[str]) -> Artefact:
        """Return a calendar of events already written."""
        head = _folded(self._calendar(selection))
        events = "".join(fragments) or _folded(NOTHING)
        body = f"{head}{events}END:VCALENDAR\r\n"
        return Artefact(self.format, self.media_type, body.encode())

    def holds(self, entry: Entry) -> bool:
        """Tell whether it takes time, or did before it was withdrawn."""
        return entry.kind == EVENT or (entry.until is not None and not entry.withdrawn)

    def read(self, body: bytes) -> Sequence[Shown]:
        """Return what a calendar shows."""
        return calendar.read(body)

    def _calendar(self, selection: Selection) -> Iterator[str]:
        title, about = feeds.title_of_feed(selection), feeds.about_feed(selection)
        again = f"PT{self._settings.refresh}M"
        yield "BEGIN:VCALENDAR"
        yield "VERSION:2.0"
        yield f"PRODID:-//{_text(feeds.publisher(selection))}//Hemicycle//{selection.language.upper()}"
        yield "CALSCALE:GREGORIAN"
        yield "METHOD:PUBLISH"
        yield f"UID:{_text(feeds.id_of_feed(selection, self.format))}"
        yield f"LAST-MODIFIED:{_utc(feeds.updated(selection))}"
        yield f"NAME;LANGUAGE={selection.language}:{_text(title)}"
        yield f"X-WR-CALNAME:{_text(title)}"
        yield f"DESCRIPTION;LANGUAGE={selection.language}:{_text(about)}"
        yield f"URL:{_address(selection.url)}"
        if own := feeds.link(selection, "self"):
            yield f"SOURCE;VALUE=URI:{_address(own)}"
        yield f"REFRESH-INTERVAL;VALUE=DURATION:{again}"
        yield f"X-PUBLISHED-TTL:{again}"


def _event(entry: Entry) -> Iterator[str]:
    language = f";LANGUAGE={entry.language}"
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(entry.id)}"
    yield f"SEQUENCE:{entry.revision - 1}"
    yield f"DTSTAMP:{_utc(entry.updated)}"
    yield f"LAST-MODIFIED:{_utc(entry.updated)}"
    yield from _when(entry)
    yield f"SUMMARY{language}:{_text(feeds.title_of(entry))}"
    yield f"DESCRIPTION{language}:{_text(_description(entry))}"
    yield f"URL:{_address(entry.url)}"
    yield f"CATEGORIES{language}:{_text(kind_of_one(entry.kind))}"
    yield f"STATUS:{'CANCELLED' if entry.withdrawn else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _when(entry: Entry) -> Iterator[str]:
    """Yield start and end: days where both are midnights of the chamber, for then nobody said a time."""
    start, end = entry.published, entry.until
    days = [timezone.localtime(at) for at in (start, end) if at]
    if all(day.time() == time() for day in days) and (end is None or end > start):
        names = ("DTSTART", "DTEND")
        yield from (
            f"{name};VALUE=DATE:{day:%Y%m%d}" for name, day in zip(names, days, strict=False)
        )
        return
    yield f"DTSTART:{_utc(start)}"
    if end and end > start:
        yield f"DTEND:{_utc(end)}"


def _description(entry: Entry) -> str:
    """Return what there is to say: a notice, whose it is, the agenda, and where all of it stands."""
    said = (
        feeds.what_happened(entry),
        entry.summary,
        *(step.title for step in entry.steps),
        entry.url,
    )
    return "\n".join(filter(None, said))


def _utc(at: datetime) -> str:
    """Return a moment (RFC 5545, section 3.3.5, form 2); of years before 1000 all four digits."""
    at = at.astimezone(UTC)
    return f"{at.year:04}{at.month:02}{at.day:02}T{at.hour:02}{at.minute:02}{at.second:02}Z"


def _text(value: str) -> str:
    """Return a text (RFC 5545, section 3.3.11), which holds no control characters but ends of lines."""
    lines = clean(value).replace("\x7f", "").replace("\r\n", "\n").replace("\r", "\n")
    escaped = lines.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _address(url: str) -> str:
    """Return an address, which is a URI and so has no blanks."""
    return "".join(clean(url).replace("\x7f", "").split())


def _folded(lines: Iterable[str]) -> str:
    return "".join(map(_fold, lines))


def _fold(line: str) -> str:
    """Return a line with its end, in pieces of at most 75 octets of which none breaks a character."""
    if len(line) <= OCTETS and line.isascii():
        return f"{line}\r\n"
    octets, pieces, start, room = line.encode(), [], 0, OCTETS
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # within a character of UTF-8
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, OCTETS - 1  # the blank that begins the next
    return b"\r\n ".join([*pieces, octets[start:]]).decode() + "\r\n"
