"""Type: two voices, each one face for every script we set, so that a line is one call whatever it mixes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from syndication.text import clean

RECORD, VOICE, STRONG = "record", "voice", "voice-strong"
"""What was said, in a serif; what the institution says, and that with stress."""

OMISSION = "[…]"
"""Says that the words go on, or that something stood here which these faces have no letters for."""

LONGEST = 2_000
"""Characters that are looked at: more fit on no card."""

_FONTS = Path(__file__).parent / "fonts"
_SAMPLE = 24
_UNIT = 100
_CONTROLS = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
"""What would order a line anew, or is not seen; the joiners of Persian and of Indian scripts stay."""
_ISOLATES = re.compile("[\u2066-\u2069]")
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
_MARKS = 4
"""Marks on one letter that any orthography stacks; more would climb over the other lines."""
_NOTHING = "\U0010fffe"


@lru_cache(64)
def face(
    voice: str, size: int, engine: ImageFont.Layout = ImageFont.Layout.RAQM
) -> ImageFont.FreeTypeFont:
    """Return a voice at a size in pixels; only Raqm orders and joins letters as their script asks."""
    return ImageFont.truetype(str(_FONTS / f"{voice}.ttf"), size, layout_engine=engine)


def plain(text: str) -> str:
    """Return somebody's text without what documents may not hold, and without orders how to run."""
    return " ".join(split(_CONTROLS.sub("", clean(text[:LONGEST]))))


def apart(text: str) -> str:
    """Return somebody's text in whatever language it is, so that it runs in its own direction inside a line."""
    return f"\u2068{plain(text)}\u2069" if text else ""


def unmarked(text: str) -> str:
    """Return text without the marks that keep directions apart."""
    return _ISOLATES.sub("", text)


def legible(text: str, voice: str) -> str:
    """Return text on one line as a voice can set it; where it has no letters for something, that is said."""
    shown = [""]
    marks = 0
    for char in text[:LONGEST]:
        leans = unicodedata.category(char) in {"Mn", "Mc", "Me", "Cf"}
        marks = marks + 1 if leans else 0
        if marks <= _MARKS:
            lost = not char.isspace() and not _has(voice, char)
            shown.append("\0" if lost or (leans and shown[-1] == "\0") else char)
    return " ".join(split(re.sub(r"\0(?:\s*\0)*", f" {OMISSION} ", "".join(shown))))


def split(text: str) -> list[str]:
    """Return the words of a text; a space that may not break holds two together."""
    return [word for word in _SPACES.split(text) if word]


def says_nothing(text: str) -> bool:
    """Tell whether nothing of a text could be set."""
    return not text.replace(OMISSION, "").strip()


def width(text: str, voice: str, size: int, direction: str, language: str) -> float:
    """Return how wide a line is at a size."""
    return face(voice, size).getlength(text, direction=direction, language=language)


@lru_cache(4096)
def breadth(word: str, voice: str, direction: str, language: str) -> float:
    """Return how wide a word is at a size of one pixel."""
    return width(word, voice, _UNIT, direction, language) / _UNIT


@lru_cache(4096)
def _has(voice: str, char: str) -> bool:
    """Tell whether a face has a glyph that can be set: what it has none for, it sets as the same box."""
    try:
        return _picture(voice, char) != _picture(voice, _NOTHING)
    except OSError:  # an outline too intricate to be filled: the Basmala in one letter
        return False


def _picture(voice: str, char: str) -> bytes:
    """Return a character as it is set without its neighbours, and so without what shaping would add."""
    return bytes(face(voice, _SAMPLE, ImageFont.Layout.BASIC).getmask(char))
