"""Quoting: the words themselves, between the marks of their own language, and what was said between two moments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from plugins.cards.renderers.type import OMISSION, plain
from syndication.contract import Entry, Participant, Passage

LONGEST = 1_000
"""Characters of a speech that are looked at: more fit on no card."""

_MARKS = {
    **dict.fromkeys(("ar", "ca", "el", "es", "gl", "it", "pt", "eu"), ("«", "»")),
    "fr": ("«\u00a0", "\u00a0»"),
    **dict.fromkeys(("bg", "cs", "de", "et", "lt", "sk", "sl"), ("„", "“")),
    **dict.fromkeys(("hr", "hu", "pl", "ro"), ("„", "”")),
    **dict.fromkeys(("fi", "sv"), ("”", "”")),
    "da": ("»", "«"),
    "he": ("”", "”"),
}
_TIMED = re.compile(r"t(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)")


class Said(NamedTuple):
    """Words and their language."""

    text: str
    language: str


def marks(language: str) -> tuple[str, str]:
    """Return the quotation marks of a language."""
    return _MARKS.get(language, ("“", "”"))


def quoted(text: str, language: str) -> str:
    """Return words between their marks."""
    opening, closing = marks(language)
    return f"{opening}{text}{closing}"


def words_of(entry: Entry) -> str:
    """Return the beginning of the speaker's own words, not the notes among them."""
    return _joined(passage for passage in entry.passages if passage.kind == "text")


def between(entry: Entry, videos: Iterable[Entry], clip: str) -> Said:
    """Return what was said between two moments, nothing where no recording of it says that.

    A sentence belongs to a clip when its middle does; a clip inside one sentence quotes that.
    """
    start, _, end = clip.partition(",")
    first, last = float(start), float(end) if end else float("inf")
    for video in (entry,) if entry.kind == "video" else videos:
        own = [
            (float(times[1]), float(times[2]), passage)
            for passage in video.passages
            if (times := _TIMED.fullmatch(passage.id)) and passage.thing in _things(entry, passage)
        ]
        whole = [one for begins, ends, one in own if first <= (begins + ends) / 2 <= last]
        touched = [one for begins, ends, one in own if begins < last and ends > first]
        if whole or touched:
            return Said(_joined(whole or touched), video.language)
    return Said("", entry.language)


def only_speaker(video: Entry) -> Participant:
    """Return who speaks in a recording of one person; of several nobody here knows who it is at a moment."""
    return video.participants[0] if len(video.participants) == 1 else Participant("", "")


def span(clip: str) -> str:
    """Return a clip's moments as people read them: 0:12–0:48."""
    start, _, end = clip.partition(",")
    return f"{clock(float(start))}–{clock(float(end)) if end else ''}"


def clock(seconds: float) -> str:
    """Return a moment of a recording: 7:12, or 1:07:12."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def shortened(text: str, longest: int) -> str:
    """Return text cut at a word where it is longer than that, which is said."""
    if len(text) <= longest:
        return text
    room = longest - len(OMISSION) - 1
    return f"{text[: room + 1].rpartition(' ')[0] or text[:room]} {OMISSION}"


def _things(entry: Entry, passage: Passage) -> tuple[str, ...]:
    """Return whose words count: those of the speech, or all of a video."""
    return (entry.thing,) if entry.kind == "speech" else (passage.thing,)


def _joined(passages: Iterable[Passage]) -> str:
    text = ""
    for passage in passages:
        text = f"{text} {passage.text}".strip()
        if len(text) > LONGEST:
            break
    return shortened(plain(text), LONGEST)
