"""Social cards: one template for every thing and every member, drawn from the words of a card."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from plugins.cards.renderers import pictures, quoting
from plugins.cards.renderers.setting import Box, Words, fitted
from plugins.cards.renderers.sheet import ACCENT, INK, MARGIN, NOTICE, ROOM, SOFT, Look, Sheet
from plugins.cards.renderers.type import RECORD, STRONG, VOICE, legible, says_nothing, width
from plugins.cards.renderers.words import Card, card_of
from syndication.contract import Artefact, Facet, Part, Selection
from syndication.vocabulary import direction

HEADERS = (
    ("Access-Control-Allow-Origin", "*"),
    ("Content-Security-Policy", "default-src 'none'"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Robots-Tag", "noindex"),
)
TOP, BOTTOM = 122, 578
GAP = 14
QUOTES, HEADINGS = (54, 50, 46, 42, 38, 34), (60, 54, 48, 42, 36)
INDENT = 34
"""Between the stroke beside words that were said and those."""


class CardRenderer:
    """A picture of 1200 by 630 pixels for pages that show a preview of an address of ours."""

    format = "card"
    media_type = "image/png"
    filename = ""
    addresses = r"^/cards/.+\.png$"  # for web servers that serve them from the disk

    def parts(self, selection: Selection) -> Iterable[Part]:
        """Ask for the recordings that may hold the words of a clip of a speech."""
        speech = selection.entries[0] if selection.entries else None
        if speech and speech.kind == "speech" and speech.part_of and selection.option("t"):
            facets = (Facet("kind", "video"), Facet("sitting", speech.part_of))
            yield Part("video", facets, limit=50)

    def render(self, selection: Selection) -> Artefact:
        """Return the picture."""
        card = card_of(selection)
        return Artefact(self.format, self.media_type, _drawn(card).png(card.said), HEADERS)


def _drawn(card: Card) -> Sheet:
    sheet = Sheet(direction(card.frame_language))
    _head(sheet, card)
    room = _foot(sheet, card) - TOP
    if card.quote and not says_nothing(legible(card.quote, RECORD)):
        _quote(sheet, card, room)
    else:
        _heading(sheet, card, room)
    return sheet


def _head(sheet: Sheet, card: Card) -> None:
    """Draw who states this, and what it is."""
    who = _words(card.publisher, VOICE, card.frame_language)
    kind = _words(card.kind, STRONG, card.frame_language)
    _line(sheet, who, (MARGIN + 74, 80), ROOM // 2, Look(26, SOFT))
    _line(sheet, kind, (MARGIN, 80), ROOM // 2 - 90, Look(26, ACCENT, ends=True))


def _foot(sheet: Sheet, card: Card) -> int:
    """Draw from the bottom up: where and when, as what, who, and above them the state; return where they begin."""
    host = _words(card.host, VOICE, "en")
    taken = _line(sheet, host, (MARGIN, BOTTOM), ROOM // 2, Look(26, ACCENT, ends=True))
    place = _words(card.place, VOICE, card.frame_language)
    _line(sheet, place, (MARGIN, BOTTOM), ROOM - taken - 40, Look(26, SOFT))
    y = BOTTOM
    for text, voice, look in (
        (card.standing, VOICE, Look(28, SOFT)),
        (card.name, STRONG, Look(36, INK)),
    ):
        if text:
            y -= 44
            _line(sheet, _words(text, voice, card.language), (MARGIN, y), ROOM, look)
    top = y - (54 if card.name else 46)
    return _notice(sheet, card, top) if card.notice else top


def _notice(sheet: Sheet, card: Card, bottom: int) -> int:
    words = _words(card.notice, VOICE, card.frame_language)
    found = fitted(words, Box(ROOM - 48, 150, (27, 25, 23), lines=3))
    top = bottom - found.height - 20
    sheet.panel(top, bottom)
    sheet.block(found, (MARGIN + 24, top + 10), words, NOTICE)
    return top - GAP


def _quote(sheet: Sheet, card: Card, room: int) -> None:
    """Draw what was said, large, and above it what about."""
    quote = _words(card.quote, RECORD, card.quote_language, quoting.marks(card.quote_language))
    about = _words(card.heading, STRONG, card.language)
    title = fitted(about, Box(ROOM, 44, (30,), lines=1))
    found = fitted(quote, Box(ROOM - INDENT, room - title.height - GAP, QUOTES))
    top = TOP + (room - title.height - GAP - found.height) // 2
    sheet.block(title, (MARGIN, top), about, INK)
    top += title.height + GAP
    sheet.bar(top, top + found.height, quote.direction)
    sheet.block(found, (MARGIN + INDENT, top), quote, INK)


def _heading(sheet: Sheet, card: Card, room: int) -> None:
    """Draw what it is about, large, and below it what it holds."""
    words = _words(card.heading, STRONG, card.language)
    drawing = pictures.of(card, sheet.direction)
    aside = drawing.width + 48 if drawing and drawing.beside else 0
    below = drawing.height + 2 * GAP if drawing and not drawing.beside else 0
    items = [_words(item, VOICE, card.language) for item in card.items]
    lines = [fitted(item, Box(ROOM - INDENT, 48, (30,), lines=1)) for item in items]
    below += sum(line.height + GAP for line in lines)
    found = fitted(words, Box(ROOM - aside, room - below, HEADINGS, lines=4))
    y = sheet.block(found, (MARGIN, TOP + (room - found.height - below) // 2), words, INK)
    for item, line in zip(items, lines, strict=True):
        y += GAP
        sheet.bar(y + 8, y + line.height - 8, item.direction)
        y = sheet.block(line, (MARGIN + INDENT, y), item, SOFT)
    if drawing:
        drawing.onto(sheet, TOP + (room - drawing.height) // 2 if aside else y + 2 * GAP)


def _line(sheet: Sheet, words: Words, at: tuple[int, int], room: int, look: Look) -> int:
    """Draw one line, smaller or cut where it is too long; return how wide it is."""
    if not words.text:
        return 0
    sizes = (look.size, look.size - 2, look.size - 4)
    found = fitted(words, Box(room, 2 * look.size, sizes, lines=1))
    line = found.lines[0]
    sheet.line(line, at, words, replace(look, size=found.size))
    return round(width(line, words.voice, found.size, words.direction, words.language))


def _words(text: str, voice: str, language: str, marks: tuple[str, str] = ("", "")) -> Words:
    return Words(legible(text, voice), voice, language, direction(language), marks)
