"""The first page of a protocol: which meeting, of whom, when, on what, and who was there."""

# The letters of Hebrew are no look-alikes here.
# ruff: noqa: RUF001

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cms.importers import moments
from cms.importers.formats.knesset import hebrew
from cms.importers.formats.knesset.paper import Line
from cms.importers.reading import SourceError

_QUOTE = r"""(?:["״“”„]|''|׳׳)"""
_CHAIR = re.compile(rf"(?:מ{_QUOTE}מ )?(?:היו{_QUOTE}ר|היושבת?[ -]ראש)(?= |$)")
_AGENDA = re.compile("סדר[ -]היום")
_MEMBERS = re.compile("(חברי|חברות|חבר) ה?(וועדה|ועדה|כנסת)|נכחו|נוכחים|משתתפים")
_GUESTS = re.compile("מוזמנים|מוזמנות")
_STAFF = re.compile("יי?עוץ|יועץ|יועצ|מנהל|רישום|רשם|רשמ|קצרנ|רכז|סגנית|מזכיר")
_NAME_AND_ROLE = re.compile(r"(.+?)\s+[-–—]\s+(.+)")
_COMMITTEE = re.compile(r"(?:מישיבת|ישיבת|מישיבה של)\s+((?:ה?וועדת|ה?ועדת|ה?ועדה|ה?וועדה).+)")
_NUMBER = re.compile(r"פרוטוקול\s+מס(?:פר|\W)?\s*(\d+)")
_TERM, _SESSION = re.compile(r"הכנסת\s+(ה\S+(?:\s+ו\S+)?)"), re.compile(r"מושב\s+(\S+)")
_START = re.compile(r"שעה:?\s*(\d{1,2}:\d{2})")


@dataclass
class Opening:
    """What stands before the first speaker."""

    lines: list[str] = field(default_factory=list)
    agenda: list[str] = field(default_factory=list)
    guests: dict[str, str] = field(default_factory=dict)
    heading: str = ""

    @property
    def date(self) -> str:
        found = next(filter(None, map(hebrew.day, self.lines)), "")
        if not found:
            raise SourceError("no day of the meeting is named before the first speaker")
        return found

    @property
    def committee(self) -> str:
        return self._first(_COMMITTEE).rstrip(" .,:")

    @property
    def number(self) -> str:
        return self._first(_NUMBER)

    @property
    def term(self) -> str:
        return hebrew.ordinal(self._first(_TERM))

    @property
    def session(self) -> str:
        return hebrew.ordinal(self._first(_SESSION))

    @property
    def start(self) -> str:
        return moments.clock(self._first(_START), "the hour of the meeting")

    def _first(self, pattern: re.Pattern[str]) -> str:
        matches = map(pattern.search, self.lines)
        return next((match[1] for match in matches if match), "")


def is_chair(label: str) -> bool:
    return bool(_CHAIR.match(label))


def without_chair(label: str) -> tuple[str, str]:
    """The chair's name and the office before it, as printed."""
    office = _CHAIR.match(label)
    return (label[office.end() :].strip(), office[0]) if office else (label, "")


def split(lines: list[Line]) -> tuple[Opening, list[Line]]:
    """The opening, and the lines from the first speaker on."""
    first = _first_speaker(lines)
    return _opening(lines[:first]), lines[first:]


def _first_speaker(lines: list[Line]) -> int:
    """The chair opens the meeting; failing that, the first label that is none of the opening's."""
    labels = [(number, line.text) for number, line in enumerate(lines) if line.kind == "label"]
    chairs = (number for number, label in labels if is_chair(label))
    others = (number for number, label in labels if not _is_of_opening(label))
    first = next(chairs, next(others, None))
    if first is None:
        raise SourceError(
            "no speaker was found: a line with a name and a colon should come before each speech"
        )
    return first


def _is_of_opening(label: str) -> bool:
    return any(pattern.match(label) for pattern in (_AGENDA, _MEMBERS, _GUESTS, _STAFF))


def _opening(lines: Iterable[Line]) -> Opening:
    found, label = Opening(), ""
    for line in lines:
        if line.kind == "label":
            label = line.text
            continue
        found.lines.append(line.text)
        is_item = line.text in found.agenda and not _AGENDA.match(label)
        found.heading = line.text if line.kind == "heading" or is_item else ""
        if found.heading:
            label = ""
        elif _AGENDA.match(label):
            found.agenda.append(line.text)
        elif _GUESTS.match(label) or _STAFF.match(label):
            found.guests.update(_guest(line.text, "" if _GUESTS.match(label) else label))
    return found


def _guest(text: str, office: str) -> Mapping[str, str]:
    match = _NAME_AND_ROLE.fullmatch(text)
    return {match[1]: match[2]} if match else {text: office}
