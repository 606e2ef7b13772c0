"""Sittings whose speeches appear and end at one minute each, and who asks for them where."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from syndication import actions
from syndication.contract import Entry, Facet
from syndication.testing import entry_with
from tests import factories as make
from tests.engine import outlets
from tests.engine.record import NOW

CANARY = re.compile(r"zq\d{6}qz")
SPEECHES = 20
"""Speeches of a sitting: half of them appear at its minute, half end then."""
HEARD = NOW - timedelta(days=30)


@dataclass(frozen=True)
class Spoken:
    """A speech with its canary, and when it appears or ends."""

    entry: Entry
    word: str
    begins: datetime | None = None
    ends: datetime | None = None

    def seen(self, at: datetime) -> bool:
        """Tell whether the public sees it, by the words of the promise."""
        return (self.begins is None or self.begins <= at) and (self.ends is None or at < self.ends)


@dataclass(frozen=True)
class Meeting:
    """A sitting: its minute, its speeches, and perhaps a recording whose captions come or go then, too."""

    id: str
    word: str
    minute: datetime
    speeches: tuple[Spoken, ...]
    recording: Spoken | None = None
    file: str = ""


def meetings(number: int, seed: int) -> list[Meeting]:
    """Return so many meetings, of different minutes in the next year, in the order of their minutes."""
    chance = random.Random(seed)  # noqa: S311 (the same minutes for the same seed)
    minutes = sorted(chance.sample(range(2, 525_600), number))
    return [
        _meeting(place, NOW + timedelta(minutes=minute)) for place, minute in enumerate(minutes)
    ]


def _meeting(place: int, minute: datetime) -> Meeting:
    sitting, word = f"s{place:011}", f"sitting{place:05}"
    speeches = tuple(
        Spoken(
            _speech(place * SPEECHES + item, sitting, word, item),
            _canary(place * SPEECHES + item),
            **{"ends" if item % 2 else "begins": minute},
        )
        for item in range(SPEECHES)
    )
    return Meeting(sitting, word, minute, speeches)


def _speech(number: int, sitting: str, word: str, position: int) -> Entry:
    return entry_with(
        id=f"tag:t{number:011}/en",
        thing=f"t{number:011}",
        title=f"{_canary(number)} {word}",
        summary=f"{_canary(number)} water",
        published=HEARD + timedelta(minutes=position),
        facets=(Facet("sitting", sitting), Facet("member", f"m{number % 7:011}")),
        part_of=sitting,
        position=position,
        url=f"/en/speeches/t{number:011}/",
    )


def _canary(number: int) -> str:
    return f"zq{number:06}qz"


def publish(planned: list[Meeting]) -> None:
    """Publish all of it and decide when each is seen, by the verbs."""
    with actions.deferring():
        actions.publish(speech.entry for meeting in planned for speech in meeting.speeches)
        for meeting in planned:
            for speech in meeting.speeches:
                decide(speech.entry.thing, speech)


def decide(thing: str, spoken: Spoken) -> None:
    """Set when a thing is seen."""
    if spoken.begins:
        actions.embargo(thing, until=spoken.begins)
    if spoken.ends:
        actions.expire(thing, after=spoken.ends)


def recordings(meeting: Meeting) -> list[tuple[Spoken, str]]:
    """Publish two recordings of a meeting, one that appears and one that ends, and return them with their files."""
    found = []
    for edge in ("begins", "ends"):
        name = default_storage.save(f"videos/{meeting.id}.vtt", ContentFile(b"WEBVTT"))
        video = make.VideoFactory(captions={"en": name}, sitting=None)
        make.published(video)
        spoken = Spoken(_speech(0, "", "", 0), "", **{edge: meeting.minute})
        decide(video.public_id, spoken)
        found.append((spoken, f"/media/{name}"))
    return found


def lists(meeting: Meeting) -> Iterator[tuple[str, Any]]:
    """Yield the outputs that list a meeting's speeches, by name."""
    query = f"sitting:{meeting.id}"
    yield "feed", outlets.feed(query)
    yield "words", outlets.feed(f"text:{meeting.word}")
    yield "api", outlets.site(f"/api/v1/entries/?query={query}&limit=100&language=en")
    yield "search", outlets.site(f"/en/speeches/?q={meeting.word}")


def latest(meeting: Meeting) -> Any:
    """Return the embed of a meeting's latest speeches, which shows the first few."""
    return outlets.embed(f"/e/en/latest/sitting:{meeting.id}/")


def own(spoken: Spoken) -> Iterator[tuple[str, Any]]:
    """Yield the outputs of one speech, by name."""
    thing = spoken.entry.thing
    yield "page", outlets.site(f"/en/speeches/{thing}/")
    yield "record", outlets.record(thing)
    yield "embed", outlets.speech_embed(thing)
