"""Draw the portraits of the demo parliament's members: invented faces in one frame and one light.

Usage: python draw_portraits.py [FOLDER]
Writes FOLDER/ID.png (400 x 400, palette) for each member.

The same Pillow release gives the same bytes. Nothing is random: what differs is in MEMBERS.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SIZE = 400
SCALE = 3  # drawn larger and reduced, for smooth edges
COLOURS = 60
BACKGROUND = "#d9d6e1"
CENTRE = 200.0
EYES = 184.0  # height of the pupils
ZOOM = 1.08  # of the figure in the frame
DROP = 6.0  # the figure's feet below the frame's edge

Point = tuple[float, float]
Path2D = Sequence[Point]


@dataclass(frozen=True)
class Skin:
    """The tones of one complexion, from the lit side to the deepest shadow."""

    light: str
    base: str
    shade: str
    deep: str
    lip: str
    flush: str


SKINS = {
    "porcelain": Skin("#f6dfd0", "#efd0bd", "#ddb49e", "#b98770", "#c08478", "#e6b3a0"),
    "rose": Skin("#f3d5c2", "#e9c2ab", "#d3a188", "#a97761", "#b5766b", "#dfa491"),
    "sand": Skin("#ecc9ab", "#e0b692", "#c69570", "#98694a", "#ab6b5b", "#d59c7c"),
    "olive": Skin("#e2b993", "#d3a57c", "#b5835b", "#87593a", "#9c5d4e", "#c78a66"),
    "amber": Skin("#d3a176", "#c18b5f", "#a16d45", "#744a2d", "#8e5143", "#b3744f"),
    "bronze": Skin("#b98258", "#a56d46", "#865433", "#5e3721", "#7c4438", "#985c40"),
    "umber": Skin("#96623f", "#825133", "#673c25", "#462616", "#6b3830", "#774531"),
    "ebony": Skin("#7b4e35", "#6a4029", "#522f1d", "#371d11", "#5f3129", "#613624"),
}


@dataclass(frozen=True)
class Hair:
    """The tones of one hair colour."""

    light: str
    base: str
    shade: str


HAIRS = {
    "black": Hair("#3b3a42", "#27262c", "#1a191e"),
    "darkbrown": Hair("#54403a", "#3d2d29", "#2a1e1b"),
    "brown": Hair("#7a5a45", "#5f4434", "#463125"),
    "chestnut": Hair("#8d5a40", "#6f432e", "#523021"),
    "auburn": Hair("#a8643f", "#884a2c", "#673620"),
    "fair": Hair("#d6b783", "#bd9a66", "#9a7a4e"),
    "sandy": Hair("#b4946c", "#977852", "#785d3e"),
    "grey": Hair("#a9a7ab", "#8b898e", "#6d6b71"),
    "silver": Hair("#d7d5d8", "#bcbabf", "#98969d"),
    "iron": Hair("#77757b", "#5a585f", "#424047"),
    "white": Hair("#eeecee", "#d3d0d7", "#aaa6b0"),
}


@dataclass(frozen=True)
class Member:
    """What makes one face differ from another."""

    skin: str
    hair: str
    style: str
    clothes: str
    cloth: str
    inner: str = "#eceaf0"
    accent: str = "#5b5468"
    woman: bool = False
    width: float = 1.0
    jaw: float = 1.0
    length: float = 0.0
    nose: float = 1.0
    mouth: float = 1.0
    lips: float = 1.0
    smile: float = 1.0
    brow: float = 1.0
    arch: float = 1.0
    eye: str = "#4a3527"
    eyes: float = 1.0
    age: int = 0
    glasses: str = ""
    frame: str = "#3d3a44"
    beard: str = ""
    earrings: str = ""
    brows: str = ""


def at(text: str, side: int = 1) -> list[Point]:
    """Read "x,y" points, x counted from the middle; side -1 mirrors them."""
    pairs = (point.split(",") for point in text.split())
    return [(CENTRE + side * float(x), float(y)) for x, y in pairs]


def blend(first: str, second: str, share: float) -> str:
    """Mix two colours; share 0 is the first, 1 the second."""
    one, two = (tuple(int(c[i : i + 2], 16) for i in (1, 3, 5)) for c in (first, second))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(one, two, strict=True))


def curve(points: Path2D, *, closed: bool = True, steps: int = 14) -> list[Point]:
    """Run a smooth line through the points (Catmull-Rom)."""
    around, ends = [points[-1], *points, *points[:2]], [points[0], *points, points[-1]]
    ring = around if closed else ends
    line: list[Point] = []
    for i in range(1, len(ring) - 2):
        p0, p1, p2, p3 = ring[i - 1 : i + 3]
        for step in range(steps):
            t = step / steps
            x, y = (_hermite(p0[k], p1[k], p2[k], p3[k], t) for k in (0, 1))
            line.append((x, y))
    if not closed:
        line.append(points[-1])
    return line


def _hermite(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )


def mirrored(half: Path2D) -> list[Point]:
    """Close a left half, given from top to bottom, with its mirror image."""
    right = [(2 * CENTRE - x, y) for x, y in reversed(half) if abs(x - CENTRE) > 0.01]
    return [*half, *right]


def ribbon(points: Path2D, widths: Sequence[float]) -> list[Point]:
    """Give an open line a width that changes along it."""
    line = curve(points, closed=False)
    left: list[Point] = []
    right: list[Point] = []
    for i, (x, y) in enumerate(line):
        x0, y0 = line[max(i - 1, 0)]
        x1, y1 = line[min(i + 1, len(line) - 1)]
        length = math.hypot(x1 - x0, y1 - y0) or 1.0
        place = i / (len(line) - 1) * (len(widths) - 1)
        index = min(int(place), len(widths) - 2)
        width = widths[index] + (widths[index + 1] - widths[index]) * (place - index)
        dx, dy = -(y1 - y0) / length * width / 2, (x1 - x0) / length * width / 2
        left.append((x + dx, y + dy))
        right.append((x - dx, y - dy))
    return [*left, *reversed(right)]


class Canvas:
    """A picture drawn in the 400-unit frame, with masks to keep paint inside a shape."""

    def __init__(self) -> None:
        """Start with the empty background."""
        self.image = Image.new("RGB", (SIZE * SCALE, SIZE * SCALE), BACKGROUND)
        self.lift = 0.0  # how far up what is drawn now is moved

    def mask(self, *shapes: Path2D, blur: float = 0.0) -> Image.Image:
        """Return the area of the shapes together."""
        area = Image.new("L", self.image.size, 0)
        draw = ImageDraw.Draw(area)
        for shape in shapes:
            draw.polygon([self.place(x, y) for x, y in shape], fill=255)
        return area.filter(ImageFilter.GaussianBlur(blur * ZOOM * SCALE)) if blur else area

    def place(self, x: float, y: float) -> Point:
        """Turn a point of the figure into pixels."""
        return (
            (CENTRE + (x - CENTRE) * ZOOM) * SCALE,
            (SIZE + DROP + (y - self.lift - SIZE) * ZOOM) * SCALE,
        )

    def paint(
        self,
        colour: str,
        *shapes: Path2D,
        inside: Image.Image | None = None,
        blur: float = 0.0,
        opacity: float = 1.0,
    ) -> Image.Image:
        """Fill the shapes, only where ``inside`` allows; return their area."""
        area = self.mask(*shapes, blur=blur)
        if inside is not None:
            area = ImageChops.multiply(area, inside)
        veil = area if opacity >= 1 else area.point(lambda v: round(v * opacity))
        self.image.paste(Image.new("RGB", self.image.size, colour), (0, 0), veil)
        return area

    def finish(self) -> Image.Image:
        """Reduce to the final size and a small palette."""
        small = self.image.resize((SIZE, SIZE), Image.Resampling.BOX)
        # choose the palette from a picture where eyes and mouth weigh more than the cloth
        sample = Image.new("RGB", (SIZE, SIZE * 2), BACKGROUND)
        sample.paste(small, (0, 0))
        face = small.crop((130, 140, 270, 300)).resize((SIZE // 2, SIZE))
        eyes = small.crop((145, 165, 255, 195)).resize((SIZE // 2, SIZE // 2))
        mouth = small.crop((165, 222, 235, 258)).resize((SIZE // 2, SIZE // 2))
        sample.paste(face, (0, SIZE))
        sample.paste(eyes, (SIZE // 2, SIZE))
        sample.paste(mouth, (SIZE // 2, SIZE + SIZE // 2))
        palette = sample.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, kmeans=3)
        return small.quantize(palette=palette, dither=Image.Dither.NONE)


def oval(x: float, y: float, rx: float, ry: float, tilt: float = 0.0) -> list[Point]:
    """Return an ellipse, tilted in degrees."""
    turn = math.radians(tilt)
    ring = [(math.cos(a) * rx, math.sin(a) * ry) for a in (math.tau * i / 60 for i in range(60))]
    return [
        (x + a * math.cos(turn) - b * math.sin(turn), y + a * math.sin(turn) + b * math.cos(turn))
        for a, b in ring
    ]


# ---------------------------------------------------------------- face


def face_outline(m: Member) -> list[Point]:
    """Return the outline of the face from crown to chin."""
    w, j, drop = 56.0 * m.width, m.jaw, m.length
    half = [
        (CENTRE, 98.0),
        (CENTRE - 0.60 * w, 106.0),
        (CENTRE - 0.94 * w, 138.0),
        (CENTRE - w, 172.0),
        (CENTRE - 0.97 * w, 202.0),
        (CENTRE - 0.84 * w * (0.5 + 0.5 * j), 230.0 + 0.4 * drop),
        (CENTRE - 0.58 * w * j, 253.0 + 0.8 * drop),
        (CENTRE - 0.27 * w * j, 266.0 + drop),
        (CENTRE, 269.0 + drop),
    ]
    return curve(mirrored(half))


def draw_neck(c: Canvas, m: Member) -> None:
    """Draw the neck, with the shadow the chin throws on it."""
    s = SKINS[m.skin]
    n = 29.0 if m.woman else 37.0
    half = [
        (CENTRE - n - 1, 215.0),
        (CENTRE - n, 262.0),
        (CENTRE - n - 5, 290.0),
        (CENTRE - n - 16, 310.0),
    ]
    neck = c.paint(s.base, curve([*half, (CENTRE - 60, 380.0), (CENTRE + 60, 380.0), *_flip(half)]))
    shadow = [(x + 5, y + 17 + m.length * 0.2) for x, y in face_outline(m)]
    c.paint(s.shade, shadow, inside=neck, blur=1.2)
    c.paint(s.deep, [(x + 4, y + 6) for x, y in face_outline(m)], inside=neck, blur=4, opacity=0.45)
    c.paint(s.shade, at("22,270 60,270 60,320 14,320"), inside=neck, blur=5, opacity=0.6)
    for side in (-1, 1):
        bone = at("8,309 24,303 48,305", side)
        c.paint(s.shade, ribbon(bone, [1, 4, 1]), inside=neck, blur=1.4, opacity=0.8)


def _flip(half: Path2D) -> list[Point]:
    return [(2 * CENTRE - x, y) for x, y in reversed(half)]


def draw_face(c: Canvas, m: Member) -> Image.Image:
    """Draw head, ears and features; return the area of the face."""
    s = SKINS[m.skin]
    w = 56.0 * m.width
    for side, tone in () if m.style in OVER_EARS else ((-1, s.base), (1, s.shade)):
        ear = c.paint(tone, oval(CENTRE + side * (w + 1), 192, 8.5, 17, side * 8))
        c.paint(
            s.deep,
            oval(CENTRE + side * (w + 1.5), 193, 4, 10, side * 8),
            inside=ear,
            blur=2,
            opacity=0.55,
        )
    face = c.paint(s.base, face_outline(m))
    # light from the upper left, shadow down the right side
    lit = oval(CENTRE - 16, 150, 44 * m.width, 50)
    c.paint(s.light, lit, inside=face, blur=13, opacity=0.85)
    side_plane = [
        (CENTRE + 0.66 * w, 100.0),
        (CENTRE + 0.74 * w, 150.0),
        (CENTRE + 0.70 * w, 185.0),
        (CENTRE + 0.66 * w, 206.0),
        (CENTRE + 0.50 * w, 236.0),
        (CENTRE + 0.20 * w, 262.0 + m.length),
        (CENTRE - 10, 274.0 + m.length),
        (CENTRE + 0.7 * w, 290.0),
        (CENTRE + 1.2 * w, 230.0),
        (CENTRE + 1.2 * w, 120.0),
    ]
    c.paint(s.shade, curve(side_plane), inside=face, blur=4.5, opacity=0.75)
    for side in (-1, 1):
        c.paint(
            s.flush, oval(CENTRE + side * 0.56 * w, 213, 15, 11), inside=face, blur=7, opacity=0.55
        )
        socket = oval(CENTRE + side * 0.42 * w, 177, 17, 9, side * 6)
        c.paint(s.shade, socket, inside=face, blur=5, opacity=0.6)
    return face


def draw_nose(c: Canvas, m: Member, face: Image.Image) -> None:
    """Draw the nose as planes of light and shadow."""
    s, n = SKINS[m.skin], m.nose
    bridge = [
        (204.0, 170.0),
        (208.5, 178.0),
        (206.5, 196.0),
        (211 + 2 * n, 212.0),
        (205.0, 219.0),
        (204.5, 200.0),
    ]
    c.paint(s.shade, curve(bridge), inside=face, blur=2, opacity=0.85)
    c.paint(
        s.light,
        ribbon(at("-1,178 -1.5,196 -2,208"), [2, 4, 6]),
        inside=face,
        blur=2.2,
    )
    under = [(CENTRE - 11 * n, 215.0), (CENTRE - 4, 217.5), (CENTRE, 219.0), (CENTRE + 4, 217.5)]
    under += [(CENTRE + 11 * n, 215.0), (CENTRE + 7, 222.0), (CENTRE, 223.0), (CENTRE - 7, 222.0)]
    c.paint(s.shade, curve(under), inside=face, blur=1)
    for side in (-1, 1):
        x = CENTRE + side * 6.6 * n
        c.paint(
            s.deep,
            ribbon([(x - 3.2, 218.0), (x, 217.0), (x + 3.2, 218.2)], [0.6, 2.6, 0.6]),
            blur=0.4,
        )
        wing = [
            (CENTRE + side * 11.5 * n, 208.0),
            (CENTRE + side * 13.2 * n, 213.5),
            (CENTRE + side * 10 * n, 218.0),
        ]
        c.paint(s.deep, ribbon(wing, [0.4, 1.7, 0.5]), blur=0.5, opacity=0.7)


def draw_eyes(c: Canvas, m: Member) -> None:
    """Draw eyes and eyebrows."""
    s = SKINS[m.skin]
    y = EYES
    for side in (-1, 1):
        x = CENTRE + side * 24.5 * m.width
        o = 5.4 * m.eyes
        inner, outer = (x - side * 11.5, y + 1.5), (x + side * 12.0, y - 0.6)
        top, low = (x + side * 0.5, y - o), (x - side * 0.5, y + 0.72 * o)
        rim_top = [inner, (x - side * 6, y - 0.72 * o), top, (x + side * 7.5, y - 0.75 * o), outer]
        rim_low = [outer, (x + side * 6, y + 0.62 * o), low, (x - side * 7, y + 0.6 * o), inner]
        lens = [*curve(rim_top, closed=False), *curve(rim_low, closed=False)]
        white = c.paint(blend("#f4f1ee", s.shade, 0.14), lens)
        c.paint(m.eye, oval(x, y - 0.7, 5.3, 5.4), inside=white)
        c.paint(blend(m.eye, "#000000", 0.6), oval(x, y - 0.7, 2.5, 2.6), inside=white)
        c.paint(s.deep, ribbon(rim_top, [1, 4, 4, 4, 1]), inside=white, blur=1, opacity=0.5)
        c.paint("#ffffff", oval(x - 1.9, y - 2.4, 1.2, 1.2), inside=white)
        lash = blend(s.deep, "#1d1518", 0.65)
        tail = (outer[0] + side * (2.2 if m.woman else 0.8), outer[1] - (1.2 if m.woman else 0.0))
        c.paint(
            lash,
            ribbon(
                [*rim_top[:-1], tail],
                [0.8, 2.2, 2.6, 2.6, 0.8] if m.woman else [0.8, 1.6, 1.9, 1.6, 0.6],
            ),
        )
        c.paint(s.deep, ribbon(rim_low, [0.5, 0.9, 0.8, 0.5]), opacity=0.55)
        fold = [(px, py - 4.2) for px, py in rim_top[1:]]
        c.paint(s.deep, ribbon(fold, [0.3, 1.2, 1.2, 0.4]), opacity=0.55, blur=0.3)
        _draw_brow(c, m, x, side)
        _draw_age(c, m, x, side)


def _draw_brow(c: Canvas, m: Member, x: float, side: int) -> None:
    brow = blend(HAIRS[m.brows or m.hair].base, SKINS[m.skin].deep, 0.35)
    thick, rise = (4.4 if m.woman else 6.0) * m.brow, 4.0 * m.arch
    line = [
        (x - side * 13.5, 168.6),
        (x - side * 3, 167.0 - rise * 0.5),
        (x + side * 8, 167.2 - rise * 0.8),
        (x + side * 18.5, 170.8),
    ]
    widths = [thick * 0.6, thick * 0.95, thick * 0.8, 0.6]
    c.paint(brow, ribbon(line, widths), blur=0.6, opacity=0.85)


def _draw_age(c: Canvas, m: Member, x: float, side: int) -> None:
    if not m.age:
        return
    s = SKINS[m.skin]
    bag = [(x - side * 9, EYES + 9.0), (x, EYES + 12.0), (x + side * 9, EYES + 9.0)]
    c.paint(s.shade, ribbon(bag, [0.4, 2.0, 0.4]), blur=0.8, opacity=0.45 + 0.2 * m.age)
    for lift in (-3.5, 1.5) if m.age > 1 else ():
        crow = [(x + side * 17, EYES + lift), (x + side * 23, EYES + lift * 1.7)]
        c.paint(s.shade, ribbon(crow, [1.4, 0.3]), blur=0.4, opacity=0.8)


def draw_mouth(c: Canvas, m: Member) -> None:
    """Draw a closed, calm mouth and the chin below it."""
    s = SKINS[m.skin]
    w, y = 19.0 * m.mouth, 240.0 + 0.35 * m.length
    lift = 3.1 * m.smile
    full = m.lips
    lip = s.lip if m.woman else blend(s.lip, s.base, 0.3)
    upper = [(-w, -lift), (-w * 0.5, -3.2 * full), (-w * 0.16, -5.0 * full), (0.0, -3.9 * full)]
    upper += [
        (w * 0.16, -5.0 * full),
        (w * 0.5, -3.2 * full),
        (w, -lift),
        (w * 0.45, 0.8),
        (0.0, 1.2),
        (-w * 0.45, 0.8),
    ]
    lower = [
        (-w * 0.92, -lift + 0.5),
        (-w * 0.5, 5.0 * full),
        (0.0, 7.6 * full),
        (w * 0.5, 5.0 * full),
    ]
    lower += [(w * 0.92, -lift + 0.5), (0.0, 1.0)]
    line = [
        (-w - 1.5, -lift - 0.6),
        (-w * 0.5, 0.7),
        (0.0, 1.3),
        (w * 0.5, 0.7),
        (w + 1.5, -lift - 0.6),
    ]

    def at(points: Path2D) -> list[Point]:
        return [(CENTRE + px, y + py) for px, py in points]

    c.paint(blend(lip, s.base, 0.18), curve(at(lower)), blur=0.5)
    c.paint(blend(lip, s.deep, 0.22), curve(at(upper)), blur=0.4)
    c.paint(
        blend(lip, "#ffffff", 0.3), oval(CENTRE - 4, y + 4.2 * full, 7, 1.6), blur=1.4, opacity=0.5
    )
    c.paint(blend(s.deep, lip, 0.25), ribbon(at(line), [0.9, 1.5, 1.2, 1.5, 0.9]), blur=0.25)
    c.paint(s.shade, oval(CENTRE + 1, y + 12.5 * full, 10, 2.4), blur=1.8, opacity=0.65)
    if m.age:
        for side in (-1, 1):
            fold = [
                (CENTRE + side * 15.5, 216.0),
                (CENTRE + side * 23, 226.0),
                (CENTRE + side * (w + 6), y - 3),
            ]
            c.paint(s.shade, ribbon(fold, [0.6, 1.9, 0.5]), blur=0.7, opacity=0.5 + 0.2 * m.age)
        if m.age > 1:
            for row, half in ((136.0, 22.0), (144.0, 27.0)):
                crease = [
                    (CENTRE - half, row + 1.5),
                    (CENTRE, row - 1.0),
                    (CENTRE + half, row + 1.5),
                ]
                c.paint(s.shade, ribbon(crease, [0.4, 1.3, 0.4]), blur=0.6, opacity=0.5)


def draw_beard(c: Canvas, m: Member, face: Image.Image) -> None:
    """Draw beard or moustache, kept inside the face."""
    if not m.beard:
        return
    h, s = HAIRS[m.brows or m.hair], SKINS[m.skin]
    w, drop = 56.0 * m.width, m.length
    y = 240.0 + 0.35 * drop
    tash = at("0,227 -12,227.5 -22,233.5 -26,243")
    tash += at("-20,238 -9,234 0,234.5 9,234 20,238")
    tash += at("26,243 22,233.5 12,227.5")
    if m.beard == "moustache":
        c.paint(h.base, curve(tash), inside=face, blur=0.9, opacity=0.95)
        c.paint(
            h.light,
            ribbon(at("-20,234 -8,229.5"), [0.5, 2]),
            blur=0.9,
            opacity=0.6,
        )
        return
    jaw = [
        (CENTRE - 1.1 * w, 192.0),
        (CENTRE - 0.93 * w, 200.0),
        (CENTRE - 0.80 * w, 220.0),
        (CENTRE - 0.60 * w, 231.0),
        (CENTRE - 27, 235.0),
        (CENTRE - 22, 244.0),
        (CENTRE - 12, 250.5),
        (CENTRE, 251.5 + 0.2 * drop),
    ]
    low = [(CENTRE - 0.5 * w, 300.0), (CENTRE - 1.3 * w, 260.0)]
    shape = curve(
        [*jaw, *_flip(jaw[:-1]), *[(2 * CENTRE - x, yy) for x, yy in reversed(low)], *low]
    )
    dense = m.beard == "full"
    opacity = {"full": 0.9, "short": 0.6, "stubble": 0.28}[m.beard]
    tone = blend(h.base, s.deep, 0.25) if not dense else h.base
    area = c.paint(tone, shape, inside=face, blur=1.3 if dense else 2.4, opacity=opacity)
    if dense:
        _deepen_beard(c, m, area)
    c.paint(tone, curve(tash), inside=face, blur=1.2, opacity=min(1.0, opacity * 1.05))
    patch = [
        (CENTRE - 5, y + 10.5),
        (CENTRE + 5, y + 10.5),
        (CENTRE + 4, y + 20),
        (CENTRE - 4, y + 20),
    ]
    c.paint(tone, curve(patch), inside=face, blur=1.5, opacity=opacity * 0.9)


def _deepen_beard(c: Canvas, m: Member, area: Image.Image) -> None:
    h = HAIRS[m.brows or m.hair]
    rim = [(x, y + 3) for x, y in face_outline(m) if y > 225]
    c.paint(h.base, curve(rim), inside=area, blur=1)
    gleam = oval(CENTRE - 20, 254 + m.length * 0.6, 18, 6, 24)
    c.paint(h.light, gleam, inside=area, blur=4, opacity=0.5)
    dark = curve(at("12,250 60,205 70,290 0,290"))
    c.paint(h.shade, dark, inside=area, blur=4, opacity=0.55)


def draw_glasses(c: Canvas, m: Member) -> None:
    """Draw spectacles: round, square or rimless."""
    if not m.glasses:
        return
    y, thick = 185.0, 2.4 if m.glasses != "fine" else 1.5
    for side in (-1, 1):
        x = CENTRE + side * 24.5 * m.width
        if m.glasses == "round":
            ring = oval(x, y + 1, 19, 17.5)
        elif m.glasses == "square":
            ring = curve(
                [
                    (x - 19, y - 13),
                    (x, y - 14),
                    (x + 19, y - 13),
                    (x + 20.5, y),
                    (x + 15.5, y + 13.5),
                    (x, y + 15),
                    (x - 15.5, y + 13.5),
                    (x - 20.5, y),
                ]
            )
        else:
            ring = curve(
                [
                    (x - 18, y - 9),
                    (x, y - 11),
                    (x + 18, y - 9),
                    (x + 19.5, y + 2),
                    (x + 13, y + 11),
                    (x, y + 12.5),
                    (x - 13, y + 11),
                    (x - 19.5, y + 2),
                ]
            )
        c.paint("#ffffff", ring, opacity=0.10)
        c.paint(
            "#ffffff", ribbon([(x - 9, y - 9), (x - 13, y + 4)], [1, 4]), blur=1.2, opacity=0.28
        )
        c.paint(m.frame, ribbon([*ring, ring[0]], [thick, thick]))
        arm = [(x + side * 19.5, y - 3), (CENTRE + side * (56 * m.width + 3), y - 1.5)]
        c.paint(m.frame, ribbon(arm, [thick, thick]))
    gap = 24.5 * m.width - 18.5
    bridge = [(CENTRE - gap, y - 2), (CENTRE, y - 5.5), (CENTRE + gap, y - 2)]
    c.paint(m.frame, ribbon(bridge, [thick, thick]))


# ---------------------------------------------------------------- hair


@dataclass(frozen=True)
class Cut:
    """A haircut: behind the head, over the forehead, and the lines that give it direction.

    Each shape is a list of "x,y" points, x counted in half widths of the face from its middle;
    a bar is a sharp corner.
    """

    back: tuple[str, ...] = ()
    front: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    dark: tuple[str, ...] = ()


def spread(m: Member, text: str) -> list[Point]:
    """Turn the points of a cut into points of the frame."""
    return [(CENTRE + (x - CENTRE) * 56.0 * m.width, y) for x, y in at(text)]


def shape(m: Member, text: str) -> list[Point]:
    """Turn the outline of a cut into a closed line."""
    parts = text.split("|")
    if len(parts) == 1:
        return curve(spread(m, text))
    return [point for part in parts for point in curve(spread(m, part), closed=False)]


CUTS: dict[str, Cut] = {
    # Short, parted on the left.
    "side part": Cut(
        front=(
            "-1.03,190 -1.08,150 -.9,110 -.45,85 .15,79 .68,90 1,118 1.09,152 1.03,190 .95,178 "
            ".93,152 .8,131 .35,130 -.12,122 -.42,113 -.58,121 -.8,134 -.93,152 -.95,178",
        ),
        lines=(
            "-.42,112 0,92 .6,100",
            "-.38,114 .2,106 .85,124",
            "-.45,108 -.2,90 .3,84",
        ),
        dark=(
            "-.44,112 -.5,100 -.45,88",
            "-.3,118 .3,118 .86,134",
        ),
    ),
    # Short, combed back from a high forehead.
    "swept": Cut(
        front=(
            "-1.02,192 -1.09,152 -.98,116 -.62,89 0,79 .62,89 .98,116 1.09,152 1.02,192 .96,176 "
            ".94,148 .82,124 .52,116 0,110 -.52,116 -.82,124 -.94,148 -.96,176",
        ),
        lines=(
            "-.4,113 -.42,98 -.3,86",
            "0,109 0,96 .05,83",
            "-.72,118 -.78,108 -.66,94",
        ),
        dark=(
            "-.2,110 -.22,96 -.12,84",
            ".3,112 .32,98 .3,86",
            ".7,119 .78,108",
        ),
    ),
    # Receding at the temples, close at the sides.
    "receding": Cut(
        front=(
            "-1.02,194 -1.07,156 -1,122 -.68,95 0,87 .68,95 1,122 1.07,156 1.02,194 .96,180 "
            ".96,154 .88,130 .7,112 .42,106 .22,114 0,117 -.22,114 -.42,106 -.7,112 -.88,130 "
            "-.96,154 -.96,180",
        ),
        lines=(
            "-.16,113 -.12,100 .05,91",
            "-.98,150 -.94,128 -.78,109",
        ),
        dark=(
            ".1,115 .14,102 .24,92",
            ".99,165 .95,138",
        ),
    ),
    # Bald above, with hair at the sides.
    "bald": Cut(
        front=(
            "-1.03,196 -1.09,168 -1.07,138 -.93,122 -.92,140 -.95,160 -.95,184",
            "1.03,196 1.09,168 1.07,138 .93,122 .92,140 .95,160 .95,184",
        ),
        lines=("-1.03,180 -1.03,150",),
        dark=("1,180 1,150",),
    ),
    # Cropped close to the skull.
    "close": Cut(
        front=(
            "-1,184 -1.04,152 -.98,120 -.64,95 0,88 .64,95 .98,120 1.04,152 1,184 .96,170 "
            ".93,146 .86,127 .5,117 0,115 -.5,117 -.86,127 -.93,146 -.96,170",
        ),
        lines=("-.6,108 -.25,97 .15,94",),
        dark=(".5,108 .85,122",),
    ),
    # Medium, wavy, off the forehead.
    "waves": Cut(
        front=(
            "-1.03,196 -1.14,168 -1.1,136 -1.08,108 -.72,82 -.25,74 .25,70 .74,80 1.06,104 "
            "1.13,136 1.14,168 1.03,196 .95,180 .94,150 .86,132 .62,120 .3,124 0,114 -.34,108 "
            "-.62,118 -.86,134 -.94,150 -.95,180",
        ),
        lines=(
            "-.35,108 -.1,88 .4,82",
            "-.2,112 .3,100 .7,112",
            "-.5,112 -.75,98 -.7,88",
            ".5,90 .9,102 1,130",
        ),
        dark=(
            "-.28,110 .1,96 .6,96",
            "-.55,114 -.95,118 -1.02,145",
            ".4,118 .9,126",
        ),
    ),
    # Short curls.
    "curls": Cut(
        front=(
            "-1.03,186 -1.14,173.7 -1.13,160 -1.19,145.3 -1.13,132 -1.11,117.2 -1,106 -.9,93.4 "
            "-.72,86 -.56,77.5 -.35,75 -.16,70.3 .05,72 .26,70.8 .45,76 .65,79.1 .8,88 .96,95.5 "
            "1.04,108 1.14,119.3 1.14,134 1.19,146.4 1.13,160 1.14,173.7 1.03,186 .94,170 "
            ".93,146 .82,128 .5,122 .15,117 -.2,117 -.55,122 -.82,128 -.93,146 -.94,170",
        ),
        lines=(
            "-.73,108 -.65,101 -.53,102 -.47,109",
            "-.33,96 -.25,89 -.14,90 -.07,97",
            ".07,92 .15,85 .27,86 .33,93",
            "-.98,129 -.9,122 -.78,123 -.72,130",
            "-.53,116 -.45,109 -.34,110 -.27,117",
            ".42,102 .5,95 .61,96 .68,103",
        ),
        dark=(
            "-.13,110 -.05,103 .07,104 .13,111",
            ".27,112 .35,105 .47,106 .53,113",
            ".67,120 .75,113 .86,114 .93,121",
            "-1.08,149 -1,142 -.89,143 -.82,150",
            ".84,146 .92,139 1.03,140 1.1,147",
            ".57,102 .65,95 .76,96 .83,103",
        ),
    ),
    # Natural, rounded.
    "afro": Cut(
        back=(
            "-1.08,206 -1.25,197.5 -1.32,186 -1.43,171.5 -1.42,156 -1.46,138.2 -1.38,122 "
            "-1.33,105.1 -1.18,92 -1.03,78.4 -.82,70 -.64,61.5 -.42,59 -.22,54.3 0,56 .22,54.3 "
            ".42,59 .64,61.5 .82,70 1.03,78.4 1.18,92 1.33,105.1 1.38,122 1.46,138.2 1.42,156 "
            "1.43,171.5 1.32,186 1.25,197.5 1.08,206 .6,210 -.6,210",
        ),
        front=(
            "-1,178 -1.14,164.2 -1.16,150 -1.18,129.7 -1.1,112 -.99,95.6 -.8,84 -.57,74 -.3,70 "
            "0,66.8 .3,70 .57,74 .8,84 .99,95.6 1.1,112 1.18,129.7 1.16,150 1.14,164.2 1,178 "
            ".93,156 .88,138 .66,124 .32,118 0,116 -.32,118 -.66,124 -.88,138 -.93,156",
        ),
        lines=(
            "-1.01,100 -.94,93 -.84,94 -.79,101",
            "-.61,82 -.54,75 -.45,76 -.39,83",
            "-.21,74 -.14,67 -.05,68 .01,75",
            "-.81,114 -.74,107 -.64,108 -.59,115",
            "-.41,98 -.34,91 -.24,92 -.19,99",
            "-1.26,134 -1.19,127 -1.09,128 -1.04,135",
            "-1.16,169 -1.09,162 -.99,163 -.94,170",
            ".04,90 .11,83 .2,84 .26,91",
        ),
        dark=(
            ".39,88 .46,81 .56,82 .61,89",
            ".74,104 .81,97 .91,98 .96,105",
            "1.04,134 1.11,127 1.2,128 1.26,135",
            "1.01,172 1.08,165 1.18,166 1.23,173",
            ".34,108 .41,101 .51,102 .56,109",
            "-.06,110 .01,103 .11,104 .16,111",
            "-.56,114 -.49,107 -.4,108 -.34,115",
            ".69,128 .76,121 .86,122 .91,129",
        ),
    ),
    # Fine braids drawn up into a knot.
    "braids": Cut(
        back=("-.4,88 -.5,71 -.36,56 0,50 .36,56 .5,71 .4,88 0,94",),
        front=(
            "-1.02,186 -1.06,152 -.98,116 -.64,91 0,83 .64,91 .98,116 1.06,152 1.02,186 .95,164 "
            ".9,142 .74,124 .36,116 0,114 -.36,116 -.74,124 -.9,142 -.95,164",
        ),
        lines=(
            "-.78,132.8 -.62,110.7 -.35,87",
            "-.46,122.5 -.37,104.4 -.21,87",
            "-.15,117.6 -.12,101.4 -.07,87",
            ".15,117.6 .12,101.4 .07,87",
            "-.98,160 -.86,122 -.58,97",
            "-.45,80 -.3,63 0,54",
        ),
        dark=(
            "-.62,127 -.5,107.2 -.28,87",
            "-.3,119.3 -.24,102.4 -.14,87",
            "0,117 0,101 0,87",
            ".3,119.3 .24,102.4 .14,87",
            ".62,127 .5,107.2 .28,87",
            ".98,160 .88,124 .6,98",
            "-.3,82 -.1,66 .3,57",
            "0,86 .25,72 .45,66",
        ),
    ),
    # To the jaw, with a side parting.
    "bob": Cut(
        back=(
            "-.2,80 -.86,94 -1.2,134 -1.26,190 -1.24,236 -1.02,262 -.6,262 .6,262 1.02,262 "
            "1.24,236 1.26,190 1.2,134 .86,94 .2,80",
        ),
        front=(
            "-1,250 -1.24,238 -1.26,190 -1.2,134 -.88,94 -.35,78 .25,78 .84,92 1.2,132 1.26,190 "
            "1.24,238 1,250 .99,216 1,176 .86,146 .5,134 .05,126 -.34,112 -.52,126 -.82,142 "
            "-.98,172 -.99,216",
        ),
        lines=(
            "-.36,110 -.78,118 -1.06,150 -1.12,220",
            "-.3,108 .2,104 .75,120 1.06,165",
            "-.34,100 .1,86 .6,92",
        ),
        dark=(
            "-.36,112 -.64,126 -.92,160 -1.02,236",
            "-.3,112 .3,120 .85,138 1.06,176",
            "1.12,180 1.14,236",
        ),
    ),
    # To the chin, with a soft fringe.
    "fringe bob": Cut(
        back=(
            "-.2,78 -.86,92 -1.2,132 -1.27,190 -1.22,246 -.95,272 -.6,272 .6,272 .95,272 "
            "1.22,246 1.27,190 1.2,132 .86,92 .2,78",
        ),
        front=(
            "-.98,258 -1.22,246 -1.27,190 -1.2,132 -.88,92 -.3,76 .3,76 .88,92 1.2,132 1.27,190 "
            "1.22,246 .98,258 .97,214 .99,170 .8,157 .35,152 -.1,150 -.5,153 -.84,160 -.99,172 "
            "-.97,214",
        ),
        lines=(
            "-.1,84 -.4,112 -.55,150",
            "0,84 0,116 -.05,148",
            "-.4,90 -.98,130 -1.12,220",
            ".2,86 .5,112 .62,148",
        ),
        dark=(
            "-.2,90 -.7,130 -.88,158",
            ".1,90 .26,116 .28,150",
            "-.1,100 -.26,150",
            ".5,92 1.02,140 1.1,235",
            ".4,96 .82,132 .92,160",
        ),
    ),
    # Below the shoulders, parted in the middle.
    "long": Cut(
        back=(
            "-.2,80 -.86,94 -1.2,136 -1.3,200 -1.42,268 -1.52,330 -1.2,352 -.5,352 .5,352 "
            "1.2,352 1.52,330 1.42,268 1.3,200 1.2,136 .86,94 .2,80",
        ),
        front=(
            "-.02,80 -.86,92 -1.17,130 -1.26,196 -1.34,260 -1.4,318 -1.08,322 -1,262 -.99,214 "
            "-1,176 -.86,146 -.5,126 -.03,108 .03,108 .5,126 .86,146 1,176 .99,214 1,262 "
            "1.08,322 1.4,318 1.34,260 1.26,196 1.17,130 .86,92 .02,80",
        ),
        lines=(
            "-.06,106 -.6,118 -1.02,158 -1.12,240 -1.24,314",
            ".1,98 .7,110 1.06,150",
            "-.1,92 -.7,104 -1.1,150 -1.2,220",
        ),
        dark=(
            "0,108 0,92 0,82",
            ".06,110 .6,124 1.02,168 1.1,250 1.2,314",
            "-.1,110 -.7,132 -1.04,180 -1.08,260 -1.16,318",
            ".4,100 1,138 1.2,230",
        ),
    ),
    # Wavy, to the shoulders, with a side parting.
    "wavy long": Cut(
        back=(
            "-.2,76 -.9,90 -1.28,130 -1.34,172 -1.52,214 -1.46,256 -1.6,298 -1.28,326 -.5,330 "
            ".5,330 1.28,326 1.6,298 1.46,256 1.52,214 1.34,172 1.28,130 .9,90 .2,76",
        ),
        front=(
            "-1.06,306 -1.46,300 -1.4,262 -1.48,222 -1.3,178 -1.24,130 -.9,92 -.3,74 .3,74 "
            ".9,90 1.26,128 1.32,178 1.5,222 1.42,262 1.48,300 1.06,306 1.1,262 1,222 1.04,178 "
            ".84,142 .42,130 -.02,124 -.4,108 -.56,126 -.88,146 -1.04,180 -1,222 -1.1,262",
        ),
        lines=(
            "-.42,106 -.86,126 -1.14,172 -1.22,220 -1.2,262 -1.3,296",
            "-.34,104 .2,98 .86,118 1.14,164 1.26,214",
            "-.4,96 .1,82 .7,92",
            "-.46,100 -.95,110 -1.2,160 -1.36,214",
        ),
        dark=(
            "-.36,108 .3,112 .92,138 1.14,190 1.16,236 1.22,290",
            "-.44,110 -.74,130 -1,164 -1.12,226 -1.12,290",
            "1.28,190 1.38,226 1.34,290",
        ),
    ),
    # Drawn back into a low knot.
    "bun": Cut(
        back=(".42,232 .78,222 1.04,236 1.02,262 .74,274 .4,264",),
        front=(
            "-1.02,200 -1.09,158 -1,118 -.64,90 0,80 .64,90 1,118 1.09,158 1.02,200 .97,178 "
            ".95,156 .8,134 .42,124 0,118 -.24,110 -.46,120 -.8,136 -.95,158 -.97,178",
        ),
        lines=(
            "-.26,108 -.7,118 -1,156",
            "-.2,106 .4,104 .92,132",
            "-.24,98 .2,88 .6,96",
        ),
        dark=(
            "-.28,112 -.66,126 -.97,164",
            "-.2,110 .4,116 .95,146",
            "-.24,108 -.28,96 -.2,84",
        ),
    ),
    # Short, with a swept fringe.
    "pixie": Cut(
        front=(
            "-1,206 -1.12,180 -1.14,144 -1,108 -.62,83 0,75 .62,82 1.02,108 1.15,144 1.12,180 "
            "1,206 .97,182 .97,160 .72,152 .25,141 -.2,126 -.46,112 -.6,128 -.88,148 -.99,166 "
            "-.97,186",
        ),
        lines=(
            "-.46,110 0,112 .55,138",
            "-.48,104 .1,96 .8,122",
            "-.5,98 0,82 .5,86",
            "-.5,110 -.9,132 -1.06,172",
        ),
        dark=(
            "-.42,112 .1,124 .66,148",
            "-.4,106 .3,108 .96,150",
            "-.5,112 -.8,138 -.99,164",
            "1.06,150 1.06,192",
        ),
    ),
    # Full curls to the shoulders.
    "curly long": Cut(
        back=(
            "-.9,318 -1.12,318 -1.3,312 -1.45,301.8 -1.54,286 -1.62,270.5 -1.62,250 -1.66,233 "
            "-1.6,212 -1.63,194.1 -1.54,174 -1.53,154.8 -1.4,136 -1.34,118.4 -1.18,104 "
            "-1.05,89.5 -.84,80 -.65,70.5 -.42,67 -.22,62.3 0,64 .22,62.3 .42,67 .65,70.5 "
            ".84,80 1.05,89.5 1.18,104 1.34,118.4 1.4,136 1.53,154.8 1.54,174 1.63,194.1 "
            "1.6,212 1.66,233 1.62,250 1.62,270.5 1.54,286 1.45,301.8 1.3,312 1.12,318 .9,318 "
            ".4,300 -.4,300",
        ),
        front=(
            "-1.04,262 -1.21,253.6 -1.3,240 -1.37,224.1 -1.34,204 -1.36,186 -1.26,166 "
            "-1.28,147.4 -1.18,130 -1.12,112.1 -.96,98 -.79,85.2 -.55,78 -.34,70.9 -.1,70 "
            ".16,68.8 .4,74 .65,80.1 .86,92 1.05,104.8 1.16,122 1.27,140.1 1.27,160 1.36,182.9 "
            "1.34,204 1.37,224.1 1.3,240 1.21,253.6 1.04,262 .98,224 1,184 .92,150 .66,130 "
            ".28,120 -.1,114 -.42,120 -.74,132 -.94,152 -1,184 -.98,224",
        ),
        lines=(
            "-.95,116 -.86,109 -.73,110 -.65,117",
            "-.55,96 -.46,89 -.33,90 -.25,97",
            "-.1,88 -.01,81 .12,82 .2,89",
            "-1.23,154 -1.14,147 -1.01,148 -.93,155",
            "-1.33,200 -1.24,193 -1.1,194 -1.03,201",
            "-1.51,240 -1.42,233 -1.29,234 -1.21,241",
            "-1.45,284 -1.36,277 -1.23,278 -1.15,285",
            ".3,96 .39,89 .53,90 .6,97",
        ),
        dark=(
            ".05,108 .14,101 .28,102 .35,109",
            ".47,114 .56,107 .69,108 .77,115",
            ".83,140 .92,133 1.05,134 1.13,141",
            ".99,182 1.08,175 1.21,176 1.29,183",
            "1.05,230 1.14,223 1.27,224 1.35,231",
            "1.25,266 1.34,259 1.47,260 1.55,267",
            "1.17,300 1.26,293 1.4,294 1.47,301",
            "-.7,116 -.61,109 -.48,110 -.4,117",
            "-1.25,230 -1.16,223 -1.03,224 -.95,231",
        ),
    ),
    # A headscarf, wrapped close; it is drawn with the clothes' accent colour.
    "scarf": Cut(
        back=(
            "-.1,76 -.84,88 -1.22,128 -1.3,190 -1.24,250 -1.4,300 -1.9,330 -.6,380 .6,380 "
            "1.9,330 1.4,300 1.24,250 1.3,190 1.22,128 .84,88 .1,76",
        ),
        front=(
            "0,74 -.5,77 -.92,92 -1.2,128 -1.28,190 -1.22,244 -1,286 -.5,310 0,318 | 0,266 "
            "-.36,262 -.68,248 -.9,220 -.97,186 -.9,148 -.62,124 -.3,116 0,114",
            "0,74 .5,77 .92,92 1.2,128 1.28,190 1.22,244 1,286 .5,310 0,318 | 0,266 .36,262 "
            ".68,248 .9,220 .97,186 .9,148 .62,124 .3,116 0,114",
        ),
        lines=(
            "-.1,92 -.8,104 -1.12,150 -1.14,220",
            "-.98,244 -.6,284 .1,304",
            "-.4,84 -.98,112 -1.22,170",
        ),
        dark=(
            ".1,100 .74,114 1.04,156 1.06,216 .8,262",
            "-1.04,240 -.7,272 0,290 .6,278",
            ".5,88 1.12,130 1.2,210",
            "-.2,112 -.74,128 -1.02,168 -1,224",
        ),
    ),
}

OVER_EARS = {"bob", "fringe bob", "long", "wavy long", "curly long", "scarf"}


def hair_tones(m: Member) -> Hair:
    """Return the tones of the hair, or of the scarf that covers it."""
    if m.style == "scarf":
        return Hair(blend(m.accent, "#ffffff", 0.16), m.accent, blend(m.accent, "#1d1a26", 0.28))
    return HAIRS[m.hair]


def draw_hair_back(c: Canvas, m: Member) -> None:
    """Draw the hair behind the head."""
    tones = hair_tones(m)
    for outline in CUTS[m.style].back:
        area = c.paint(blend(tones.base, tones.shade, 0.6), shape(m, outline))
        c.paint(
            tones.shade,
            at("15,60 130,60 130,400 -10,400"),
            inside=area,
            blur=3,
            opacity=0.7,
        )


def draw_hair_front(c: Canvas, m: Member, face: Image.Image) -> None:
    """Draw the hair over the forehead, with the shadow it throws."""
    tones, cut, s = hair_tones(m), CUTS[m.style], SKINS[m.skin]
    bald = m.style == "bald"
    front = [shape(m, outline) for outline in cut.front]
    if not bald:
        shadow = [[(x + 2, y + 4) for x, y in outline] for outline in front]
        c.paint(s.deep, *shadow, inside=face, blur=2.4, opacity=0.38)
    soft = 0.7 if m.style in {"close", "receding", "bald"} else 0.3
    area = c.paint(tones.base, *front, blur=soft)
    c.paint(
        tones.shade,
        at("22,60 130,60 130,360 62,360 44,130"),
        inside=area,
        blur=3.5,
        opacity=0.55,
    )
    c.paint(tones.light, oval(168, 104, 34, 15, -28), inside=area, blur=5, opacity=0.4)
    behind = c.mask(*[shape(m, outline) for outline in cut.back])
    everywhere = ImageChops.lighter(area, behind)
    for line in (spread(m, text) for text in cut.dark):
        c.paint(
            tones.shade, ribbon(line, [0.6, 2.6, 0.8]), inside=everywhere, blur=0.7, opacity=0.8
        )
    for line in (spread(m, text) for text in cut.lines):
        c.paint(
            tones.light, ribbon(line, [0.5, 3.0, 0.6]), inside=everywhere, blur=0.8, opacity=0.65
        )


# ---------------------------------------------------------------- clothes


def silhouette(m: Member) -> list[Point]:
    """Return the outline of the shoulders."""
    n, k = (33.0, 0.90) if m.woman else (42.0, 1.0)
    half = [
        (CENTRE - n, 286.0),
        (CENTRE - n - 16, 299.0),
        (CENTRE - 92 * k, 314.0),
        (CENTRE - 136 * k, 330.0),
        (CENTRE - 163 * k, 356.0),
        (CENTRE - 176 * k, 400.0),
        (CENTRE - 180 * k, 440.0),
    ]
    return [*curve(half, closed=False), *curve(_flip(half), closed=False)]


def _cloth(m: Member, tone: str = "") -> Hair:
    base = tone or m.cloth
    return Hair(blend(base, "#ffffff", 0.13), base, blend(base, "#15131c", 0.30))


def _garment(c: Canvas, m: Member, opening: Path2D) -> Image.Image:
    """Paint the outer garment around an opening at the neck; return its area."""
    t = _cloth(m)
    whole = c.mask(silhouette(m))
    hole = c.mask(opening)
    area = ImageChops.subtract(whole, hole)
    c.image.paste(Image.new("RGB", c.image.size, t.base), (0, 0), area)
    c.paint(
        t.shade,
        curve(at("62,280 90,330 84,370 62,440 220,440 220,300")),
        inside=area,
        blur=1.5,
        opacity=0.5,
    )
    c.paint(
        t.light,
        curve(at("-180,350 -130,318 -50,296 -42,306 -108,334 -152,372 -180,410")),
        inside=area,
        blur=2,
        opacity=0.5,
    )
    for side in (-1, 1):
        seam = at("128,345 122,372 124,404", side)
        c.paint(t.shade, ribbon(seam, [0.4, 2.4, 3]), inside=area, blur=0.9, opacity=0.7)
    return area


def _lapels(c: Canvas, m: Member, spread: float, depth: float) -> None:
    t = _cloth(m)
    for side, tone in ((-1, blend(t.base, t.light, 0.55)), (1, blend(t.base, t.shade, 0.12))):

        def pt(x: float, y: float, side: int = side) -> Point:
            return (CENTRE + side * x, y)

        lapel = [
            pt(spread + 15, 292),
            pt(spread + 8, 288),
            pt(spread + 2, 289),
            pt(spread - 3, 297),
            pt(10, depth),
            pt(2, depth + 24),
            pt(34, 366),
            pt(spread + 36, 338),
            pt(spread + 20, 331),
            pt(spread + 31, 321),
            pt(spread + 24, 300),
        ]
        c.paint(t.shade, [(x + 1.5, y + 3) for x, y in lapel], blur=2, opacity=0.65)
        c.paint(tone, lapel)
        notch = [pt(spread + 20, 331), pt(spread + 3, 322)]
        c.paint(t.shade, ribbon(notch, [1.6, 0.8]), opacity=0.8)


def _collar(c: Canvas, m: Member, tone: str, *, gap: float = 0.0) -> None:
    dim = blend(tone, "#5a5568", 0.22)
    n = 33.0 if m.woman else 40.0
    for side, fill in ((-1, tone), (1, blend(tone, dim, 0.55))):
        wing = [
            (CENTRE + side * (n - 4), 281.0),
            (CENTRE + side * (n + 3), 293.0),
            (CENTRE + side * (20 + gap), 331.0),
            (CENTRE + side * (3 + gap), 311.0),
            (CENTRE + side * (n - 10), 292.0),
        ]
        c.paint(dim, [(x + 1, y + 3) for x, y in wing], blur=1.6, opacity=0.9)
        c.paint(fill, wing)


def wear_suit(c: Canvas, m: Member) -> None:
    """Draw jacket, shirt and tie."""
    c.paint(
        m.inner,
        at("-42,281 -35,289 0,312 35,289 42,281 50,420 -50,420"),
    )
    c.paint(
        blend(m.inner, "#5a5568", 0.3),
        at("14,290 50,290 50,420 6,420"),
        blur=5,
        opacity=0.6,
    )
    knot = curve(at("-9,309 0,307 9,309 8,325 0,326.5 -8,325"))
    blade = at("-7,324 7,324 21,400 -21,400")
    c.paint(blend(m.accent, "#15131c", 0.12), blade)
    c.paint(
        blend(m.accent, "#ffffff", 0.14),
        at("-6,325 -2,325 -7,400 -18,400"),
        blur=2,
    )
    _collar(c, m, m.inner, gap=4)
    c.paint(m.accent, knot)
    c.paint(
        blend(m.accent, "#15131c", 0.35),
        ribbon(at("-7.5,325 0,327 7.5,325"), [1.4, 1.8, 1.4]),
    )
    _garment(
        c,
        m,
        at("-46,276 46,276 33,318 3,392 -3,392 -33,318"),
    )
    _lapels(c, m, 40, 376)


def wear_open(c: Canvas, m: Member) -> None:
    """Draw jacket and open shirt."""
    for side in (-1, 1):
        half = at("46,280 30,292 0.5,346 0.5,420 50,420", side)
        c.paint(m.inner if side < 0 else blend(m.inner, "#5a5568", 0.14), half)
    c.paint(blend(m.inner, "#5a5568", 0.35), ribbon(at("1,346 1,400"), [1, 1.2]))
    _collar(c, m, m.inner, gap=5)
    _garment(
        c,
        m,
        at("-46,276 46,276 34,318 4,396 -4,396 -34,318"),
    )
    _lapels(c, m, 41, 384)


def wear_blazer(c: Canvas, m: Member) -> None:
    """Draw a jacket over a plain round-necked top."""
    top = curve(
        at("-36,298 -25,318 0,325 25,318 36,298"),
        closed=False,
    )
    shape = [*top, (CENTRE + 56, 420), (CENTRE - 56, 420)]
    area = c.paint(m.inner, shape)
    c.paint(
        blend(m.inner, "#3a3446", 0.28),
        at("12,300 60,300 60,420 6,420"),
        inside=area,
        blur=6,
        opacity=0.6,
    )
    c.paint(blend(m.inner, "#3a3446", 0.3), ribbon(top, [1.6, 1.6]), blur=0.4)
    _garment(
        c,
        m,
        at("-38,270 38,270 36,316 5,398 -5,398 -36,316"),
    )
    _lapels(c, m, 35, 384)


def wear_blouse(c: Canvas, m: Member) -> None:
    """Draw a jacket over a blouse with a pointed collar."""
    for side in (-1, 1):
        half = at("40,286 26,296 0.5,356 0.5,420 54,420", side)
        c.paint(m.inner if side < 0 else blend(m.inner, "#3a3446", 0.13), half)
    _garment(
        c,
        m,
        at("-38,270 38,270 36,312 5,400 -5,400 -36,312"),
    )
    _lapels(c, m, 35, 388)
    _collar(c, m, m.inner, gap=11)


def wear_knit(c: Canvas, m: Member) -> None:
    """Draw a fine round-necked pullover over a shirt collar."""
    neck = curve(
        at("-40,286 -26,316 0,326 26,316 40,286"),
        closed=False,
    )
    c.paint(
        m.inner,
        at("-40,285 -24,292 0,312 24,292 42,284 30,340 -30,340"),
    )
    _garment(c, m, [*neck, (CENTRE + 40, 262), (CENTRE - 40, 262)])
    t = _cloth(m)
    low = [(x, y + 4) for x, y in neck]
    c.paint(blend(t.base, t.shade, 0.5), ribbon(low, [6.5, 6.5]))
    c.paint(t.light, ribbon([(x, y + 1.2) for x, y in neck], [1.2, 1.2]), opacity=0.7)
    _collar(c, m, m.inner)


def wear_stand(c: Canvas, m: Member) -> None:
    """Draw a jacket with a plain standing collar."""
    t = _cloth(m)
    n = 33.0 if m.woman else 40.0
    _garment(
        c,
        m,
        [
            (CENTRE - n, 270),
            (CENTRE + n, 270),
            (CENTRE + n - 6, 296),
            (CENTRE, 322),
            (CENTRE - n + 6, 296),
        ],
    )
    for side, tone in ((-1, blend(t.base, t.light, 0.6)), (1, blend(t.base, t.shade, 0.25))):
        band = [
            (CENTRE + side * (n + 3), 272.0),
            (CENTRE + side * (n + 6), 292.0),
            (CENTRE + side * 1.5, 328.0),
            (CENTRE + side * 1.5, 311.0),
            (CENTRE + side * (n - 8), 291.0),
        ]
        c.paint(t.shade, [(x, y + 3) for x, y in band], blur=1.6, opacity=0.8)
        c.paint(tone, band)
    c.paint(t.shade, ribbon(at("0.5,326 0.5,404"), [1.8, 2]), opacity=0.9)
    for y in (346, 374):
        c.paint(blend(t.base, "#ffffff", 0.35), oval(CENTRE + 8, y, 3.0, 3.0))


def wear_drape(c: Canvas, m: Member) -> None:
    """Draw a long scarf over a round-necked top."""
    neck = curve(
        at("-38,290 -24,316 0,324 24,316 38,290"),
        closed=False,
    )
    area = _garment(c, m, [*neck, (CENTRE + 38, 262), (CENTRE - 38, 262)])
    t = _cloth(m, m.accent)
    for side, tone in ((-1, t.base), (1, blend(t.base, t.shade, 0.4))):
        fall = at("26,296 33,288 43,290 58,304 70,345 76,440 24,440 30,350 30,315", side)
        c.paint(
            _cloth(m).shade, [(x + 2, y + 3) for x, y in fall], inside=area, blur=3, opacity=0.7
        )
        c.paint(tone, curve(fall))
        for dx in (42, 56):
            fold = [
                (CENTRE + side * (dx - 6), 304.0),
                (CENTRE + side * dx, 350.0),
                (CENTRE + side * (dx + 8), 404.0),
            ]
            c.paint(t.shade, ribbon(fold, [0.4, 2.2, 2.6]), blur=0.9, opacity=0.65)


CLOTHES: dict[str, Callable[[Canvas, Member], None]] = {
    "suit": wear_suit,
    "open": wear_open,
    "blazer": wear_blazer,
    "blouse": wear_blouse,
    "knit": wear_knit,
    "stand": wear_stand,
    "drape": wear_drape,
}


def draw_earrings(c: Canvas, m: Member) -> None:
    """Draw small earrings."""
    for side in (-1, 1):
        x = CENTRE + side * (56 * m.width + 2)
        if m.earrings == "pearl":
            c.paint("#e9e4e0", oval(x, 211, 3.4, 3.4))
            c.paint("#ffffff", oval(x - 1, 210, 1.2, 1.2))
        elif m.earrings == "gold":
            c.paint("#b8935a", oval(x, 214, 3.0, 5.0))


def draw(m: Member) -> Image.Image:
    """Draw one member."""
    c = Canvas()
    draw_hair_back(c, m)
    draw_neck(c, m)
    c.lift = 13.0 if m.woman else 7.0
    CLOTHES[m.clothes](c, m)
    c.lift = 0.0
    face = draw_face(c, m)
    draw_nose(c, m, face)
    draw_mouth(c, m)
    draw_beard(c, m, face)
    draw_eyes(c, m)
    if m.earrings and m.style != "scarf":
        draw_earrings(c, m)
    draw_hair_front(c, m, face)
    draw_glasses(c, m)
    return c.finish()


# ---------------------------------------------------------------- members

NAVY = "#2f3850"
CHARCOAL = "#3a3a42"
SLATE = "#5b6272"
PLUM = "#5a3f52"
FOREST = "#3c4f49"
CAMEL = "#a58a6b"
CLARET = "#6b3440"
PETROL = "#2f5260"
STONE = "#8b8782"
INK = "#262a38"
MOSS = "#5f6449"
TAUPE = "#7d6f68"
WHITE = "#f1eff4"
SKY = "#d5deea"
IVORY = "#f0e8dc"
ROSE = "#e3cdd0"
DOVE = "#c3c0cb"

# fmt: off
MEMBERS: dict[str, Member] = {
    "AminaOkafor": Member(
        "ebony", "black", "afro", "blazer", NAVY, IVORY, woman=True, lips=1.3, mouth=1.05,
        nose=1.25, eye="#2e1d16", earrings="gold", width=0.99, smile=1.2,
    ),
    "ThomasLindqvist": Member(
        "rose", "fair", "side part", "suit", SLATE, WHITE, "#4a5a78", eye="#5d7f96", jaw=1.08,
        length=4, age=1, brow=0.85, glasses="square", frame="#4b4a55",
    ),
    "ClaireDelacroix": Member(
        "porcelain", "chestnut", "bob", "blouse", PETROL, WHITE, woman=True, eye="#5d6b4a",
        width=0.96, lips=0.95, age=1, earrings="pearl",
    ),
    "RafaelMontenegro": Member(
        "olive", "darkbrown", "swept", "suit", INK, WHITE, "#7a4a4c", eye="#3d2a1e", jaw=1.1,
        beard="short", brow=1.15, age=1,
    ),
    "JonasWhitfield": Member(
        "rose", "iron", "receding", "suit", CHARCOAL, SKY, "#3f5d56", eye="#54708a", length=5,
        age=2, width=1.02, brow=0.95,
    ),
    "ElenaVasquez": Member(
        "sand", "darkbrown", "wavy long", "blazer", CLARET, IVORY, woman=True, eye="#402a1d",
        lips=1.15, arch=1.2, width=0.97,
    ),
    "MarcBeaulieu": Member(
        "rose", "brown", "waves", "open", TAUPE, SKY, eye="#4c5c48", beard="stubble", length=3,
        jaw=0.98,
    ),
    "RuthAnsah": Member(
        "umber", "iron", "braids", "blazer", PLUM, DOVE, woman=True, lips=1.25, nose=1.2,
        eye="#2b1b15", age=2, glasses="fine", frame="#6b5a3f", earrings="pearl", smile=1.3,
    ),
    "YoussefHaddad": Member(
        "olive", "black", "curls", "open", FOREST, WHITE, eye="#33231a", beard="full", brow=1.25,
        nose=1.1,
    ),
    "IngridSolheim": Member(
        "porcelain", "fair", "pixie", "knit", MOSS, WHITE, woman=True, eye="#6488a0", jaw=1.06,
        age=1, brow=0.85, lips=0.85, brows="sandy",
    ),
    "HenriFontaine": Member(
        "rose", "silver", "bald", "suit", STONE, WHITE, "#5a3f52", eye="#5a6a78", age=2,
        width=1.05, length=-2, beard="moustache", brows="grey",
    ),
    "LuciaCarranza": Member(
        "amber", "black", "long", "blouse", CAMEL, WHITE, woman=True, eye="#35231a", lips=1.1,
        width=1.0, earrings="gold", smile=1.2,
    ),
    "PeterKaminski": Member(
        "porcelain", "sandy", "close", "suit", NAVY, SKY, "#6b6f7c", eye="#65808f", jaw=1.16,
        width=1.04, nose=1.1, age=1,
    ),
    "LeilaMansour": Member(
        "sand", "black", "curly long", "stand", PETROL, woman=True, eye="#3a271b", brow=1.2,
        arch=1.2, lips=1.1, width=0.95,
    ),
    "DavidOyelaran": Member(
        "ebony", "black", "close", "suit", SLATE, WHITE, "#7d6a3f", eye="#2a1a14", nose=1.3,
        lips=1.3, jaw=1.08, glasses="round", frame="#2a2830",
    ),
    "SophieMarchand": Member(
        "rose", "auburn", "fringe bob", "knit", DOVE, WHITE, woman=True, eye="#4d6657",
        glasses="round", frame="#7a5a45", width=0.97,
    ),
    "MargaretAshdown": Member(
        "porcelain", "white", "bob", "blazer", INK, ROSE, woman=True, eye="#5e7d94", age=2,
        earrings="pearl", lips=0.85, brow=0.8, brows="grey",
    ),
    "AntoineRoussel": Member(
        "sand", "grey", "side part", "open", NAVY, WHITE, eye="#4a3a2a", age=2, glasses="fine",
        frame="#55535c", length=4,
    ),
    "CarmenIbarra": Member(
        "olive", "chestnut", "bun", "blazer", FOREST, IVORY, woman=True, eye="#3d2a1c", age=1,
        lips=1.05, earrings="pearl",
    ),
    "KarimBenSalem": Member(
        "amber", "iron", "close", "stand", CHARCOAL, eye="#33231a", beard="short", age=2,
        brow=1.1, nose=1.15, glasses="square", frame="#2f2d36",
    ),
    "WilliamThorne": Member(
        "rose", "silver", "swept", "suit", MOSS, IVORY, CLARET, eye="#66808c", age=2, jaw=1.05,
        length=5, brows="grey",
    ),
    "TeresaQuiroga": Member(
        "bronze", "silver", "pixie", "drape", CHARCOAL, accent="#6f5a7d", woman=True,
        eye="#2e1f17", age=2, glasses="square", frame="#5a3f52", lips=1.05, brows="iron",
    ),
    "NadiaElAmrani": Member(
        "sand", "darkbrown", "scarf", "stand", SLATE, accent="#50677a", woman=True, eye="#3a281c",
        brow=1.1, lips=1.1, width=0.96,
    ),
    "PhilippeGarnier": Member(
        "porcelain", "grey", "waves", "knit", PETROL, WHITE, eye="#4f6274", age=2,
        beard="stubble", glasses="round", frame="#3f3d47", length=3,
    ),
}
# fmt: on


def main(arguments: Sequence[str]) -> int:
    """Draw every member into the folder named, or beside the demo parliament."""
    folder = Path(arguments[0]) if arguments else Path(__file__).parent / "parliament" / "portraits"
    folder.mkdir(parents=True, exist_ok=True)
    for name, member in MEMBERS.items():
        draw(member).save(folder / f"{name}.png", optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
