"""The phrases of a pack as patterns of RE2, which takes time in proportion to the text, whatever is written in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import re2

from cms.neutrality.folding import fold

LETTER = r"[\pL\pM\pN_]"
BORDER = r"[^\pL\pM\pN_]"
MOST_FOUND = 50
"""What one rule is told of in one text; the time it takes stays in proportion to the text."""


class Pattern(Protocol):
    """A compiled pattern."""

    def search(self, text: str, pos: int = 0) -> Match | None:
        """Return the first match from a place on."""


class Match(Protocol):
    """What a pattern matched."""

    def span(self, group: int = 0) -> tuple[int, int]:
        """Return where."""


def phrases(texts: Sequence[str]) -> str:
    """Return the expression of whole phrases: ``*`` at the end of a word stands for any ending.

    Phrases that end so share the expression of the ending, which is large.
    """
    folded = [" ".join(fold(text).text.split()) for text in texts]
    open_ended = [text[:-1] for text in folded if text.endswith("*")]
    rest = [text for text in folded if not text.endswith("*")]
    ended = [f"(?:{_any(open_ended)}){LETTER}*"] if open_ended else []
    return "|".join([*ended, *([_any(rest)] if rest else [])])


def whole(expression: str) -> Pattern:
    """Return the pattern of an expression between the borders of words, in any case of letters."""
    return _compiled(f"(?:^|{BORDER})({expression})(?:$|{BORDER})")


def anywhere(expression: str) -> Pattern:
    """Return the pattern of an expression wherever it stands."""
    return _compiled(f"({expression})")


def spans(pattern: Pattern, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a pattern matches; the border after one match may be the border before the next."""
    place = 0
    for _number in range(MOST_FOUND):
        match = pattern.search(text, place)
        if match is None:
            return
        start, end = match.span(1)
        yield start, end
        place = max(end, place + 1)


def _any(texts: Sequence[str]) -> str:
    return "|".join(map(_phrase, texts))


def _phrase(text: str) -> str:
    return r"\s+".join(_word(word) for word in text.split(" "))


def _word(word: str) -> str:
    literal: str = re2.escape(word.removesuffix("*"))
    return literal + LETTER + "*" if word.endswith("*") else literal


def _compiled(expression: str) -> Pattern:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.longest_match = True
    found: Pattern = re2.compile(expression, options)
    return found
