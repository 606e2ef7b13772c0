"""iCalendar read back (RFC 5545): its lines, its components, and what an event must say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from syndication.contract import Shown
from syndication.errors import InvalidFeedError

OCTETS = 75
NEEDED = {"VCALENDAR": ("VERSION", "PRODID"), "VEVENT": ("UID", "DTSTAMP", "DTSTART")}
"""What a component must say exactly once (RFC 5545, sections 3.6 and 3.6.1)."""
_LINE = re.compile(r'(?P<name>[A-Z0-9-]+)(?P<said>(;[A-Z0-9-]+=("[^"]*"|[^";:,]*))*):(?P<value>.*)')
_ESCAPED = re.compile(r"\\(.)")


@dataclass
class _Component:
    """A component of a calendar, with where it begins."""

    name: str
    line: int
    values: dict[str, list[str]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """Return what is said once."""
        found = self.values.get(name, [])
        if len(found) != 1:
            sentence = f"A {self.name} says {name} {len(found)} times instead of once."
            raise InvalidFeedError(sentence, line=self.line)
        return found[0]


def read(body: bytes) -> list[Shown]:
    """Return the events; raise InvalidFeedError with the line where it is wrong."""
    components = list(_components(_lines(body)))
    if [item.name for item in components[-1:]] != ["VCALENDAR"]:
        raise InvalidFeedError("It is not one calendar from its first to its last line.")
    for item in components:
        for name in NEEDED.get(item.name, ()):
            item.one(name)
    return [_event(item) for item in components if item.name == "VEVENT"]


def _event(item: _Component) -> Shown:
    state = item.values.get("STATUS", ["CONFIRMED"])[0]
    changed = item.values.get("LAST-MODIFIED", item.values["DTSTAMP"])[0]
    return Shown(
        id=_text(item.one("UID")),
        title=_text("".join(item.values.get("SUMMARY", []))),
        url="".join(item.values.get("URL", [])),
        updated=_moment(changed, item.line),
        withdrawn=state == "CANCELLED",
    )


def _components(lines: Iterator[tuple[int, str]]) -> Iterator[_Component]:
    """Yield components as they end, the calendar last."""
    open_ones: list[_Component] = []
    for number, line in lines:
        found = _LINE.fullmatch(line)
        if not found:
            raise InvalidFeedError(f"{line[:40]!r} is no line of a calendar.", line=number)
        name, value = found["name"], found["value"]
        if name == "BEGIN":
            open_ones.append(_Component(value, number))
        elif not open_ones:
            raise InvalidFeedError("Something stands outside of the calendar.", line=number)
        elif name != "END":
            open_ones[-1].values.setdefault(name, []).append(value)
        elif open_ones[-1].name != value:
            raise InvalidFeedError(f"{value[:40]} ends and did not begin.", line=number)
        else:
            yield open_ones.pop()
    if open_ones:
        raise InvalidFeedError(f"A {open_ones[-1].name} does not end.", line=open_ones[-1].line)


def _lines(body: bytes) -> Iterator[tuple[int, str]]:
    """Yield lines put together again, each with its number (RFC 5545, section 3.1)."""
    pieces = body.split(b"\r\n")
    whole, start = b"", 0
    for number, piece in enumerate(pieces, 1):
        if len(piece) > OCTETS or b"\n" in piece or b"\r" in piece:
            raise InvalidFeedError("A line is too long, or does not end with CR LF.", line=number)
        if piece.startswith((b" ", b"\t")):
            whole += piece[1:]
            continue
        if start:
            yield start, _decoded(whole, start)
        whole, start = piece, number
    if whole:
        raise InvalidFeedError("Its last line does not end.", line=start)


def _decoded(line: bytes, number: int) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise InvalidFeedError("It is not UTF-8.", line=number) from error


def _text(value: str) -> str:
    """Return a text as it was meant (RFC 5545, section 3.3.11)."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def _moment(value: str, number: int) -> datetime:
    try:
        return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError as error:
        raise InvalidFeedError(f"{value[:40]!r} is no moment in UTC.", line=number) from error
