"""European Parliament open data: a meeting, items of its agenda, and speeches in all languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from cms.importers import moments
from cms.importers.formats.timing import translations
from cms.importers.formats.timing.translations import Spoken
from cms.importers.jsonfields import Fields
from cms.importers.records import Organization, Record, Section, Sitting, Skipped

BODY = Organization(
    "EP",
    "parliament",
    {"en": "European Parliament", "fr": "Parlement européen", "es": "Parlamento Europeo"},
    abbreviation="EP",
)
_BASE = "https://data.europarl.europa.eu/"
_MEETING = re.compile(r"(?P<id>\S*?MTG-\w+?-(?P<day>\d{4}-\d\d-\d\d))(?P<part>-\S+)?")
_ITEM = re.compile(r"ITM-(\d+)(?:-(\d+))?$")
_NUMBER = re.compile(r"^\d+(\.\d+)*\.\s*")
_Part = tuple[Fields, re.Match[str]]


def read(document: Fields) -> Iterator[Record]:
    """Yield the body and the sitting, then sections, then speeches."""
    activities = document.children("data")
    parts = [(activity, _meeting(activity)) for activity in activities]
    _refuse_doubles(activities)
    yield BODY
    yield from _sittings(parts)
    items = [part for part in parts if part[1]["part"] and not translations.recording(part[0])]
    sections = [_section(activity, meeting["id"]) for activity, meeting in items]
    yield from sections
    yield from _speeches(parts, {(Section, section.id) for section in sections})
    for activity, _ in parts:
        if "had_participant_person" in activity:
            yield Skipped("attendance", activity.text("id"), "who was present is not kept")


def _meeting(activity: Fields) -> re.Match[str]:
    """Return the parts of an id, which begins with that of the meeting."""
    found = _MEETING.fullmatch(activity.required("id"))
    if not found:
        raise activity.error(f"the id “{activity.text('id')[:80]}” does not name a meeting")
    moments.day(found["day"], f"{activity.place}.id")
    return found


def _refuse_doubles(activities: list[Fields]) -> None:
    seen: set[str] = set()
    for activity in activities:
        if activity.text("id") in seen:
            raise activity.error(f"{activity.text('id')} is there twice")
        seen.add(activity.text("id"))


def _sittings(parts: list[_Part]) -> Iterator[Sitting]:
    """Yield each meeting once; where its own file is another, the little its id tells."""
    described = {meeting["id"] for _, meeting in parts if not meeting["part"]}
    for activity, meeting in parts:
        if not meeting["part"]:
            yield _sitting(activity, meeting["day"])
        elif meeting["id"] not in described:
            described.add(meeting["id"])
            titles = {"en": f"Sitting of {meeting['day']}"}
            url = _BASE + meeting["id"]
            yield Sitting(meeting["id"], BODY.id, meeting["day"], titles, "mul", url=url)


def _sitting(activity: Fields, day: str) -> Sitting:
    written = (activity.text("activity_start_date"), activity.text("activity_end_date"))
    start, end = moments.span(*written, activity.place)
    return Sitting(
        id=activity.text("id"),
        body=BODY.id,
        date=day,
        titles=activity.texts("activity_label") or {"en": f"Sitting of {day}"},
        language="mul",
        term=activity.text("parliamentary_term").rpartition("-")[2],
        start=start[11:16],
        end=end[11:16],
        url=_BASE + activity.text("id"),
        weight=1,
    )


def _section(activity: Fields, sitting: str) -> Section:
    """Return an item of the agenda, without the number before its title: speeches have none."""
    labels = activity.texts("activity_label")
    titles = {code: _NUMBER.sub("", text) for code, text in labels.items()}
    return Section(activity.text("id"), sitting, titles, _position(activity.text("id")))


def _position(section: str) -> int:
    """Return the place in the sitting, from the number in the id: 1701 for item 17.1."""
    found = _ITEM.search(section)
    return int(found[1][:7]) * 100 + int((found[2] or "0")[:2]) if found else 1


def _speeches(parts: list[_Part], seen: set[tuple[type, str]]) -> Iterator[Record]:
    """Yield speeches by their number in the record, each thing they need once and before them."""
    for spoken in _in_order(parts):
        for record in (*_heading(spoken), *translations.read(spoken)):
            key = (type(record), record.id)
            if key not in seen:
                seen.add(key)
                yield record


def _in_order(parts: list[_Part]) -> list[Spoken]:
    """Return what was said by its number in the record, or as listed where a number is missing."""
    found: list[Spoken] = []
    for position, (activity, meeting) in enumerate(parts, start=1):
        recording = translations.recording(activity)
        if recording:
            section = next(iter(activity.strings("inverse_consists_of")), "")
            found.append(Spoken(activity, recording, meeting["id"], section, position))
    numbers = [spoken.recording.whole("numbering") or 0 for spoken in found]
    if min(numbers, default=0) < 1:
        return found
    pairs = zip(found, numbers, strict=True)
    numbered = [replace(spoken, position=number) for spoken, number in pairs]
    return sorted(numbered, key=lambda spoken: spoken.position)


def _heading(spoken: Spoken) -> list[Section]:
    """Return the item of the agenda a speech was made on, which it names by id and title."""
    if not spoken.section:
        return []
    titles = spoken.activity.texts("activity_label")
    return [Section(spoken.section, spoken.sitting, titles, _position(spoken.section))]
