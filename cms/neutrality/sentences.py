"""What stands around a piece of text: its sentence, whether it is quoted, whether it is part of a name."""

from __future__ import annotations

import re

import re2

ENDS = re2.compile(r"[.!?…؟][\"'”»)\]]*(?:\s|$)|\n")
SHORT = re2.compile(r"(?:^|[^\pL\pM])(?:\p{Lu}\p{Ll}{0,3}|arts?|nos?|núm|p|pp|vs)\.$")
"""Before a blank this is an abbreviation rather than an end: “Mr.”, “M.”, “art.”, “Sra.”."""
QUOTED = [
    re2.compile(pattern)
    for pattern in (
        r"«[^«»\n]{1,400}»",
        r"“[^“”\n]{1,400}”",
        r"„[^„“”\n]{1,400}[“”]",
        r'(?:^|[\s(\[])"[^"\n]{1,400}"',
        r"\x{2018}[^\x{2018}\n]{1,400}?'(?:[^\pL\pM\pN]|$)",
    )
]
WORD = re.compile(r"[^\W_][\w'-]*")
TITLE_CASE = 0.6
"""From this share of capitalised words on a sentence is a headline in title case, in which capitals tell nothing."""
LONG, FEW = 4, 4
"""Letters of a word that title case capitalises, and how many of them it takes to tell."""
NEAR = 60
"""How far the words beside a piece are looked for."""


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where each sentence begins and ends."""
    found, first = [], 0
    for match in ENDS.finditer(text):
        start, end = match.span()
        if SHORT.search(text[max(first, start - 6) : start + 1]):
            continue
        found.append((first, end))
        first = end
    return [*found, (first, len(text))] if first < len(text) else found


def quotations(text: str) -> list[tuple[int, int]]:
    """Return where others are quoted, or a title is."""
    return sorted(match.span() for pattern in QUOTED for match in pattern.finditer(text))


def in_title_case(sentence: str) -> bool:
    """Tell whether a sentence is a headline that writes its words with capitals."""
    if not any(letter.islower() for letter in sentence):
        return True
    long = [word for word in (m[0] for m in WORD.finditer(sentence)) if len(word) >= LONG]
    return len(long) >= FEW and sum(word[0].isupper() for word in long) >= TITLE_CASE * len(long)


def in_name(sentence: str, start: int, end: int) -> bool:
    """Tell whether a piece of a sentence is part of a name: “the Best Practices Committee”."""
    if not sentence[start].isupper():
        return False
    before = sentence[max(0, start - NEAR) : start]
    begins = WORD.search(before) is None
    if not begins:
        return True
    after = WORD.search(sentence[end : end + NEAR])
    return after is not None and after[0][0].isupper()
