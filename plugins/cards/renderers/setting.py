"""Setting words into a box: as large as they fit; what is cut at the smallest size says so."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plugins.cards.renderers.type import OMISSION, RECORD, breadth, split

_ENDS = (".", "!", "?", "…", "\u061f", "\u06d4")
"""The last two are Arabic."""
_CLOSING = '”’»")]'
_LEAST = 0.5
"""A cut goes back to the end of a sentence as long as so much of the words stays."""
_SAFE = 0.985
"""Widths grow with the size but for the rounding of each letter to whole pixels."""


@dataclass(frozen=True, slots=True)
class Words:
    """Text in one voice and language; ``marks`` stand around it, also where it is cut."""

    text: str
    voice: str
    language: str
    direction: str
    marks: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Box:
    """Room in pixels, the sizes to try, largest first, and how many lines at most."""

    width: int
    height: int
    sizes: Sequence[int]
    lines: int = 99


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines at a size, and the pixels from one baseline to the next."""

    lines: tuple[str, ...]
    size: int
    leading: int

    @property
    def height(self) -> int:
        """Return the pixels it takes."""
        return self.leading * len(self.lines)


def fitted(words: Words, box: Box) -> Setting:
    """Return words set as large as they fit into a box."""
    pieces = list(_pieces(words, box))
    for size in box.sizes:
        if lines := _lines(words, pieces, size, box):
            return Setting(lines, size, leading(words, size))
    size = box.sizes[-1]
    return Setting(_cut(words, pieces, size, box), size, leading(words, size))


def leading(words: Words, size: int) -> int:
    """Return the distance of baselines: letters with marks above and below want more."""
    share = 1.36 if words.voice == RECORD else 1.28
    return round(size * (share + (0.24 if words.direction == "rtl" else 0)))


def _pieces(words: Words, box: Box) -> Iterator[str]:
    """Yield the words, those too long for a line in pieces."""
    room = box.width * _SAFE / box.sizes[-1]
    for word in split(words.text):
        while (wide := _breadth(words, word)) > room:
            end = max(1, int(len(word) * room / wide * 0.9))
            while end < len(word) and unicodedata.combining(word[end]):
                end += 1
            if end >= len(word):
                break
            yield word[:end]
            word = word[end:]
        yield word


def _lines(words: Words, pieces: Sequence[str], size: int, box: Box) -> tuple[str, ...]:
    """Return the lines of words at a size, none where they do not fit."""
    rows: list[list[str]] = [[]]
    left = room = box.width * _SAFE / size
    space = _breadth(words, "a a") - _breadth(words, "aa")
    most = min(box.lines, max(1, box.height // leading(words, size)))
    for piece in _marked(words, pieces):
        wide = _breadth(words, piece)
        if wide > room:
            return ()
        if rows[-1] and wide + space > left:
            rows.append([])
            left = room
        left -= wide + (space if rows[-1] else 0)
        rows[-1].append(piece)
        if len(rows) > most:
            return ()
    return tuple(" ".join(row) for row in rows)


def _cut(words: Words, pieces: Sequence[str], size: int, box: Box) -> tuple[str, ...]:
    """Return as many words as fit, up to the end of a sentence where one is near."""
    low, high = 0, len(pieces)  # of low it is known that so many fit
    while low < high - 1:
        middle = (low + high) // 2
        fits = _lines(words, [*pieces[:middle], OMISSION], size, box)
        low, high = (middle, high) if fits else (low, middle)
    kept = pieces[:low]
    ends = [
        number
        for number, piece in enumerate(kept, start=1)
        if piece.rstrip(_CLOSING).endswith(_ENDS) and number >= low * _LEAST
    ]
    return _lines(words, [*pieces[: ends[-1] if ends else low], OMISSION], size, box)


def _marked(words: Words, pieces: Sequence[str]) -> Sequence[str]:
    if not pieces:
        return ()
    opening, closing = words.marks
    opened = [f"{opening}{pieces[0]}", *pieces[1:]]
    return [*opened[:-1], f"{opened[-1]}{closing}"]


def _breadth(words: Words, piece: str) -> float:
    return breadth(piece, words.voice, words.direction, words.language)
