"""Pictures on a card: the seats of a division, the stages of a bill; the same as on the pages, in two inks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PIL import Image

from plugins.cards.renderers.sheet import (
    ACCENT,
    INK,
    MARGIN,
    PAPER,
    ROOM,
    RULE,
    SOFT,
    WIDTH,
    Sheet,
    dots,
)
from plugins.cards.renderers.words import Card
from syndication.pictures import hemicycle, track

_POINT = re.compile(r"M(\d+) (\d+)")
_SEATS = (440, 231)
_SEATS_WIDE = 400
_TRACK = 44
_STOP = 26
_MOST = 24
"""Stages that can be told apart on a card."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes, each a mask in one ink; ``beside`` the words, or below them."""

    layers: tuple[
        tuple[Image.Image, int, int, str], ...
    ]  # mask, x and y from the drawing's corner, ink
    width: int
    height: int
    beside: bool

    def onto(self, sheet: Sheet, top: int) -> None:
        """Draw it at the far margin."""
        left = MARGIN if sheet.direction == "rtl" else WIDTH - MARGIN - self.width
        for mask, x, y, ink in self.layers:
            sheet.stamp(mask, left + x, top + y, ink)


def of(card: Card, direction: str) -> Drawing | None:
    """Return what a card shows besides words."""
    return _division(card, direction) or _stages(card, direction)


def _division(card: Card, direction: str) -> Drawing | None:
    """Return the seats by choice: told apart without colour: a ring, a ring with a dot."""
    picture = hemicycle(card.tallies, direction)
    if not picture:
        return None
    scale = _SEATS[0] / _SEATS_WIDE
    layers = []
    for block in picture.blocks:
        places = [(float(x), float(y)) for x, y in _POINT.findall(block.path)]
        seats = dots(places, float(picture.size), scale, _SEATS)
        layers.append((seats, 0, 0, _INKS.get(block.option, SOFT)))
        if block.option in {"no", "abstain"}:
            layers.append((dots(places, float(picture.hole), scale, _SEATS), 0, 0, PAPER))
        if block.option == "abstain":
            layers.append((dots(places, float(picture.dot), scale, _SEATS), 0, 0, INK))
    return Drawing(tuple(layers), *_SEATS, beside=True)


_INKS = {"yes": ACCENT, "no": INK, "abstain": INK, "absent": RULE, "paired": RULE}


def _stages(card: Card, direction: str) -> Drawing | None:
    """Return the stages as stops on a line, which is drawn through as far as the bill has come."""
    line = track(card.steps[:_MOST], direction)
    if not line:
        return None
    room = ROOM - _STOP
    places = [(_STOP / 2 + float(stop.place) * room / 100, _TRACK / 2, stop) for stop in line.stops]
    reached = [(x, y) for x, y, stop in places if stop.reached]
    planned = [(x, y) for x, y, stop in places if not stop.reached]
    extent = (ROOM, _TRACK)
    ends = (places[0][0], _STOP / 2 + float(line.reached) * room / 100)
    return Drawing(
        (
            (_stroke((places[0][0], places[-1][0]), extent), 0, 0, RULE),
            (_stroke(ends, extent), 0, 0, ACCENT),
            (dots(reached, _STOP, 1, extent), 0, 0, ACCENT),
            (dots(planned, _STOP, 1, extent), 0, 0, SOFT),
            (dots(planned, _STOP - 8, 1, extent), 0, 0, PAPER),
        ),
        *extent,
        beside=False,
    )


def _stroke(ends: tuple[float, float], extent: tuple[int, int]) -> Image.Image:
    mask = Image.new("L", extent)
    low, high = sorted(map(round, ends))
    mask.paste(255, (low, extent[1] // 2 - 3, high, extent[1] // 2 + 3))
    return mask
