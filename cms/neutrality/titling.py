"""Titles given to some and not to others: “Dr Anna Smith and John Brown”."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cms.neutrality.packs import Titles
from cms.neutrality.sentences import WORD

_SMALL = "de da do dos del della di du des d' von van der den al el bin ben"
PARTICLES = frozenset(_SMALL.split())
"""Small words inside names."""
MOST_WORDS = 5
"""Words of a name."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, and whether the next one follows after a blank alone."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Person:
    """A name in a text, with or without a title."""

    start: int
    end: int
    titled: bool


def uneven(titles: Titles, text: str) -> Iterator[tuple[int, int]]:
    """Yield each name without a title that stands beside one with a title."""
    row: list[Person] = []
    for person in _persons(titles, text):
        if row and not _joins(titles, text[row[-1].end : person.start]):
            yield from _lacking(row)
            row = []
        row.append(person)
    yield from _lacking(row)


def _lacking(row: list[Person]) -> Iterator[tuple[int, int]]:
    if any(person.titled for person in row):
        yield from ((person.start, person.end) for person in row if not person.titled)


def _joins(titles: Titles, between: str) -> bool:
    """Tell whether one name follows another in a row: “…, …”, “… and …”, “… for the ayes and …”."""
    words = between.casefold().strip(" ,;").split()
    if not words:
        return between.strip() in (",", ";")
    aside = words[0] in titles.aside and len(words) <= MOST_WORDS
    return " ".join(words) in titles.joined or (aside and words[-1] in titles.joined)


def _persons(titles: Titles, text: str) -> Iterator[Person]:
    if not any(title in text for title in titles.before):
        return
    words = [Word(match[0], *match.span()) for match in WORD.finditer(text)]
    place = 0
    while place < len(words):
        after, person = _person(titles, text, words, place)
        if person is not None:
            yield person
        place = after


def _person(titles: Titles, text: str, words: list[Word], place: int) -> tuple[int, Person | None]:
    """Return the name that begins at a word, if one does, and the place of the next word to look at."""
    first = place
    while place < len(words) and _is_title(titles, words[place]):
        place += 1
    titled = place > first
    name = _name(titles, text, words, place)
    last = place + len(name)
    while name and name[-1].text in PARTICLES:
        name.pop()
    if not name or (not titled and (len(name) < 2 or _is_none(titles, name))):
        return max(last, first + 1), None
    return last, Person(words[first].start, name[-1].end, titled)


def _name(titles: Titles, text: str, words: list[Word], place: int) -> list[Word]:
    found: list[Word] = []
    for word in words[place : place + MOST_WORDS]:
        apart = bool(found) and text[found[-1].end : word.start] not in (" ", ". ", "-")
        fits = word.text[0].isupper() or (bool(found) and word.text in PARTICLES)
        if apart or not fits or _is_title(titles, word):
            break
        found.append(word)
    return found


def _is_title(titles: Titles, word: Word) -> bool:
    return word.text in titles.before


def _is_none(titles: Titles, name: list[Word]) -> bool:
    parts = (part for word in name for part in word.text.casefold().split("-"))
    return any(part in titles.no_names for part in parts)
