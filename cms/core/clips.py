"""A clip: a range of a recording as its address says it ("t=12.4,48"), and what may be cut from where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from syndication.contract import Enclosure, Entry

SHORTEST = 1.0
"""Seconds that a clip lasts at least."""

SLACK = 0.25
"""Seconds by which a range may reach into a sentence that does not count as heard in it."""

_PASSAGE = re.compile(r"t([0-9]+(?:\.[0-9]+)?)-([0-9]+(?:\.[0-9]+)?)")
_CHOICE = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)(?:-([0-9]{1,6}(?:\.[0-9]{1,6})?))?")


@dataclass(frozen=True, slots=True)
class Clip:
    """A range of a recording, in seconds from its start, to the tenth."""

    start: float
    end: float

    def __str__(self) -> str:
        return ",".join(f"{second:.1f}".removesuffix(".0") for second in (self.start, self.end))

    @property
    def length(self) -> float:
        """The seconds it lasts."""
        return self.end - self.start

    @property
    def part(self) -> str:
        """What names it in addresses, and in the fragment of a media file's (W3C Media Fragments, 4.2.1)."""
        return f"t={self}"

    @property
    def below(self) -> str:
        """What it adds to the address of the whole."""
        return f"{self.part}/"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a transcript and the seconds it lasts from and until."""

    start: float
    end: float
    text: str
    own: bool = True  # said in the speech that the page is about

    @property
    def since(self) -> str:
        """The first second as scripts read it: no language's decimal sign."""
        return f"{self.start:.2f}"

    @property
    def choice(self) -> str:
        """How a form names it."""
        return f"{self.start:.2f}-{self.end:.2f}"


@dataclass(frozen=True, slots=True)
class Recording:
    """A media file with the sentences of it that belong to a page, and the seconds that may be cut from it."""

    video: Entry
    media: Enclosure
    lines: tuple[Line, ...]
    first: float
    last: float
    language: str  # of the sentences

    @property
    def spoken(self) -> str:
        """The language that is spoken in it: a translated title changes no voice."""
        return self.video.original_language or self.video.language

    def cut(self, start: float, end: float | None = None) -> Clip | None:
        """Return a clip of it, to its end where none is said; None for what does not lie in it."""
        clip = Clip(start, _up(self.last) if end is None else end)
        inside = _down(self.first) <= clip.start and clip.end <= _up(self.last)
        return clip if inside and round(clip.end - clip.start, 1) >= SHORTEST else None

    def heard(self, clip: Clip) -> tuple[Line, ...]:
        """Return the sentences that are heard in a clip, also those cut off."""
        return tuple(
            line
            for line in self.lines
            if line.end > clip.start + SLACK and line.start < clip.end - SLACK
        )

    def chosen(self, first: str, last: str) -> Clip | None:
        """Return the clip from one sentence (or second) until another, in whichever order a form names them."""
        found = [_CHOICE.fullmatch(text) for text in (first, last)]
        seconds = [float(text) for match in found if match for text in match.groups() if text]
        if not all(found) or self.last - self.first < SHORTEST:
            return None
        start = max(_down(self.first), min(_down(min(seconds)), _down(self.last - SHORTEST)))
        end = min(_up(self.last), max(_up(max(seconds)), _up(start + SHORTEST)))
        return Clip(start, end)


def recording(video: Entry, thing: str) -> Recording | None:
    """Return what a page about a thing shows of a video: all of it, or of a speech what is its own."""
    media = next(iter(video.enclosures), None)
    lines = _lines(video, thing)
    if media is None:
        return None
    ends = [line.end for line in lines]
    whole = media.duration or max(ends, default=0.0)
    first, last = _span(lines, whole) if _shared(video, thing) else (0.0, whole)
    shown = _between(lines, first, last)
    return Recording(video, media, shown, first, last, video.language)


def _lines(video: Entry, thing: str) -> list[Line]:
    found = []
    for passage in video.passages:
        if times := _PASSAGE.fullmatch(passage.id):
            own = thing in (video.thing, passage.thing)
            found.append(Line(float(times[1]), float(times[2]), passage.text, own))
    return sorted(found, key=lambda line: (line.start, line.end))


def _between(lines: Sequence[Line], first: float, last: float) -> tuple[Line, ...]:
    return tuple(line for line in lines if first <= line.start < last)


def _shared(video: Entry, thing: str) -> bool:
    """Tell whether a video holds words of others beside those of a speech."""
    told = {link.thing for link in video.links if link.rel == "describes"}
    told |= {passage.thing for passage in video.passages}
    return thing != video.thing and bool(told - {thing})


def _span(lines: Sequence[Line], whole: float) -> tuple[float, float]:
    """Return from where until where a speech may be cut: as far as nobody else speaks before or after it."""
    own = [number for number, line in enumerate(lines) if line.own]
    if not own:
        return 0.0, 0.0
    before = [line.end for line in lines[: own[0]]]
    after = [line.start for line in lines[own[-1] + 1 :]]
    first = min(lines[own[0]].start, max(before, default=0.0))
    return first, max(lines[own[-1]].end, min(after, default=whole))


def _down(seconds: float) -> float:
    return floor(round(seconds * 10, 4)) / 10


def _up(seconds: float) -> float:
    return ceil(round(seconds * 10, 4)) / 10
