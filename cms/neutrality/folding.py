"""Text as it is compared: composed (NFC), one kind of apostrophe, hyphen and blank, without invisible marks.

Each folded character knows where it came from, so that what is found is shown in the text as it was written.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

APOSTROPHES = "\u2019\u02bc\u02b9\u2032\uff07"
HYPHENS = "\u2010\u2011\u2012\u2212\ufe63\uff0d"
BLANKS = (
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
)
SAME = {
    **dict.fromkeys(APOSTROPHES, "'"),
    **dict.fromkeys(HYPHENS, "-"),
    **dict.fromkeys(BLANKS, " "),
    **dict.fromkeys("\u0623\u0625\u0622\u0671", "\u0627"),  # alef, whatever stands on or under it
    "\u0649": "\u064a",  # a final alef that is written like a yeh
}
VOWELS = frozenset("\u0640\u0670" + "".join(map(chr, range(0x064B, 0x0660))))
"""What Arabic may be written with or without: vowel signs, and the stroke that makes words longer."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``origins`` has the place of each character in the original, and at the end its length."""

    text: str
    origins: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a piece of the folded text stands in the original."""
        first, after = self.origins[start], end
        while (
            after + 1 < len(self.origins) and self.origins[after] <= self.origins[max(end - 1, 0)]
        ):
            after += 1  # two characters of one: it ends where the next one begins
        return first, max(first, self.origins[after])


def fold(text: str) -> Folded:
    """Fold a text."""
    if text.isascii() and "\t" not in text:
        return Folded(text, range(len(text) + 1))
    letters: list[str] = []
    origins: list[int] = []
    for start, cluster in _clusters(text):
        for letter in _folded(cluster):
            letters.append(letter)
            origins.append(start)
    return Folded("".join(letters), [*origins, len(text)])


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Yield each character with the marks that are set on it, and where it stands."""
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not unicodedata.combining(text[place]):
            yield start, text[start:place]
            start = place


def _folded(cluster: str) -> str:
    if len(cluster) == 1 and cluster.isascii():
        return " " if cluster == "\t" else cluster
    kept = "".join(letter for letter in cluster if letter not in VOWELS)
    whole = unicodedata.normalize("NFC", kept)
    return "".join(SAME.get(letter, letter) for letter in whole if not _invisible(letter))


def _invisible(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cf", "Cs")
