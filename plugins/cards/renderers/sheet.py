"""The sheet: 1200 by 630 pixels, addressed from where reading begins, so that both directions share one template."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageColor, ImageDraw
from PIL.PngImagePlugin import PngInfo

from plugins.cards.renderers.setting import Setting, Words
from plugins.cards.renderers.type import face

WIDTH, HEIGHT = 1200, 630
MARGIN = 64
"""A little over 5 % of the width, which others may cut off."""
ROOM = WIDTH - 2 * MARGIN

PAPER, INK, SOFT = "#ffffff", "#1b1a21", "#54515f"
RULE, ACCENT, NOTICE, NOTICE_PANEL = "#dbd7e3", "#552b70", "#6b4400", "#fdf3df"
"""The light half of frontend/src/tokens.css."""

_MARK = (
    (8.4, 12.6), (9.7, 9.3), (13, 8), (16.3, 9.3), (17.6, 12.6), (5, 12.6), (5.8, 9.1), (8, 6.3), (11.2, 4.8),
    (14.8, 4.8), (18, 6.3), (20.2, 9.1), (21, 12.6), (1.6, 12.6), (2.2, 9.1), (3.8, 5.9), (6.3, 3.4), (9.5, 1.8),
    (13, 1.2), (16.5, 1.8), (19.7, 3.4), (22.2, 5.9), (23.8, 9.1), (24.4, 12.6),
)  # fmt: skip
"""The seats of the mark (frontend/src/mark.svg) on 26 by 14 units."""
_MARK_SCALE = 2.2
_FINE = 4


@dataclass(frozen=True, slots=True)
class Look:
    """Size and colour of a line, the side it stands on (empty: the sheet's), and whether it ends there."""

    size: int
    fill: str
    side: str = ""
    ends: bool = False


class Sheet:
    """What is drawn on; ``x`` counts from the side where reading begins."""

    def __init__(self, direction: str) -> None:
        self.direction = direction
        self._image = _blank(direction).copy()
        self._draw = ImageDraw.Draw(self._image)

    def line(self, text: str, at: tuple[int, int], words: Words, look: Look) -> None:
        """Draw one line on a baseline, ``x`` from the side of the look, else from where the sheet is begun to be read.

        A look that ends there has its last letter at ``x`` from the other side.
        """
        x, y = at
        right = ((look.side or self.direction) == "rtl") != look.ends
        self._draw.text(
            (WIDTH - x if right else x, y),
            text,
            font=face(words.voice, look.size),
            fill=look.fill,
            anchor="rs" if right else "ls",
            direction=words.direction,
            language=words.language,
        )

    def block(self, setting: Setting, at: tuple[int, int], words: Words, fill: str) -> int:
        """Draw lines one below the other, on the side where they begin to be read; return where they end."""
        x, top = at
        look = Look(setting.size, fill, side=words.direction)
        for number, line in enumerate(setting.lines):
            middle = top + setting.leading * number + setting.leading // 2
            self.line(line, (x, middle + round(setting.size * 0.34)), words, look)
        return top + setting.height

    def bar(self, top: int, bottom: int, direction: str) -> None:
        """Draw the stroke beside words that were said."""
        x = MARGIN if direction == "ltr" else WIDTH - MARGIN - 6
        self._draw.rounded_rectangle((x, top, x + 5, bottom), 3, fill=ACCENT)

    def panel(self, top: int, bottom: int) -> None:
        """Draw the strip in which a state stands."""
        self._draw.rounded_rectangle((MARGIN, top, WIDTH - MARGIN, bottom), 8, fill=NOTICE_PANEL)

    def rule(self, y: int) -> None:
        """Draw a quiet line from margin to margin."""
        self._draw.line((MARGIN, y, WIDTH - MARGIN, y), fill=RULE, width=2)

    def stamp(self, mask: Image.Image, x: int, y: int, fill: str) -> None:
        """Draw a shape in one colour, its corner counted from the left."""
        self._image.paste(fill, (x, y), mask)

    def png(self, description: str) -> bytes:
        """Return the picture as PNG, with its words in it (PNG, third edition, section 11.3.3.4: Description)."""
        info = PngInfo()
        info.add_itxt("Description", description)
        body = BytesIO()
        few = self._image.quantize(palette=_palette(), dither=Image.Dither.NONE)
        few.save(body, "PNG", pnginfo=info, compress_level=6)
        return body.getvalue()


def dots(
    places: list[tuple[float, float]], size: float, scale: float, extent: tuple[int, int]
) -> Image.Image:
    """Return round dots as a mask with smooth edges; places and size in units of which ``scale`` pixels make one."""
    fine = Image.new("L", (extent[0] * _FINE, extent[1] * _FINE))
    draw = ImageDraw.Draw(fine)
    for x, y in places:
        half = size / 2
        box = ((x - half), (y - half), (x + half), (y + half))
        draw.ellipse(tuple(value * scale * _FINE for value in box), fill=255)
    return fine.resize(extent, Image.Resampling.BOX)


@lru_cache(2)
def _blank(direction: str) -> Image.Image:
    """Return the sheet with what is the same on every card: the mark, and a rule below the head."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    extent = (round(26 * _MARK_SCALE), round(14 * _MARK_SCALE))
    mask = dots(list(_MARK), 2.1, _MARK_SCALE, extent)
    x = MARGIN if direction == "ltr" else WIDTH - MARGIN - extent[0]
    image.paste(ACCENT, (x, 50), mask)
    ImageDraw.Draw(image).line((MARGIN, 106, WIDTH - MARGIN, 106), fill=RULE, width=2)
    return image


@lru_cache(1)
def _palette() -> Image.Image:
    """Return every colour of a sheet: each ink, and the steps to what it stands on at the edges of letters.

    Pillow looks for the nearest roughly, so that steps must lie some values apart.
    """
    inks = [
        (INK, PAPER, 20),
        (SOFT, PAPER, 16),
        (ACCENT, PAPER, 16),
        (NOTICE, NOTICE_PANEL, 14),
        (RULE, PAPER, 3),
    ]
    colours = [
        round(a + (b - a) * step / (steps - 1))
        for ink, ground, steps in inks
        for step in range(steps)
        for a, b in zip(ImageColor.getrgb(ink), ImageColor.getrgb(ground), strict=True)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette(colours)
    return palette
