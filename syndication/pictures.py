"""Pictures drawn from the contract's values, as numbers for any writer: pages, embeds and social cards draw the same.

Nothing here looks at the clock or the database: the same values give the same picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import cos, pi, sin

from syndication.contract import Step, Tally

ORDER = ("yes", "paired", "abstain", "absent", "no")
WIDTH, HEIGHT = 400, 210
MOST = 1000


@dataclass(frozen=True, slots=True)
class Block:
    """The seats of one choice, as a path of points."""

    option: str
    path: str


@dataclass(frozen=True, slots=True)
class Hemicycle:
    """All seats, choice by choice from one side to the other; ``size`` is a seat's diameter."""

    blocks: tuple[Block, ...]
    size: str
    hole: str
    dot: str


def hemicycle(totals: Sequence[Tally], direction: str = "ltr") -> Hemicycle | None:
    """Seat a division's votes, the first choice where reading begins; nothing when there are too many or none."""
    counted = sorted((tally for tally in totals if tally.count > 0), key=_place)
    number = sum(tally.count for tally in counted)
    if not 0 < number <= MOST:
        return None
    rows = _rows(number)
    size = 0.8 * min(150 / rows, pi * 125 / (number / rows + 1))
    seats = iter(_seats(number, rows, size, mirrored=direction == "rtl"))
    blocks = tuple(Block(tally.option, "".join(islice(seats, tally.count))) for tally in counted)
    return Hemicycle(blocks, f"{size:.1f}", f"{size * 0.6:.1f}", f"{size * 0.25:.1f}")


def _place(tally: Tally) -> int:
    return ORDER.index(tally.option) if tally.option in ORDER else 2


def _rows(number: int) -> int:
    rows: int = round((number / 3.2) ** 0.5)
    return max(1, min(12, rows))


def _seats(number: int, rows: int, size: float, *, mirrored: bool) -> Iterator[str]:
    """Yield seats by angle, so that each choice fills a sector; each as a stroke of no length."""
    outer = HEIGHT - size
    radii = [outer * (0.4 + 0.6 * (row + 1) / rows) if rows > 1 else outer for row in range(rows)]
    placed = []
    for radius, count in zip(radii, _shares(number, radii), strict=True):
        angles = (
            [pi * (index + 0.5) / count for index in range(count)]
            if count < 3
            else [pi * index / (count - 1) for index in range(count)]
        )
        placed += [(angle, radius) for angle in angles]
    sign = 1 if mirrored else -1
    for angle, radius in sorted(placed):
        x, y = (
            WIDTH / 2 + sign * radius * 0.93 * cos(angle),
            HEIGHT - size / 2 - radius * 0.93 * sin(angle),
        )
        yield f"M{x:.0f} {y:.0f}h0"


def _shares(number: int, radii: Sequence[float]) -> list[int]:
    """Split the seats over the rows in proportion to their length."""
    shares, left, length = [], number, sum(radii)
    for radius in radii:
        share = round(left * radius / length)
        shares.append(share)
        left, length = left - share, length - radius
    return shares


@dataclass(frozen=True, slots=True)
class Stop:
    """A step on a line from 0 to 100: where it lies, and whether it was reached."""

    place: str
    reached: bool


@dataclass(frozen=True, slots=True)
class Track:
    """Steps at even distances on one line, which is drawn through from ``first`` as far as ``reached``."""

    stops: tuple[Stop, ...]
    first: str
    reached: str
    last: str


def track(steps: Sequence[Step], direction: str = "ltr") -> Track | None:
    """Place steps on a line, the first where reading begins; nothing when there are none."""
    if not steps:
        return None
    places = [_along(index, len(steps), mirrored=direction == "rtl") for index in range(len(steps))]
    done = [step.state != "planned" for step in steps]
    last = max((index for index, reached in enumerate(done) if reached), default=0)
    stops = (Stop(place, reached) for place, reached in zip(places, done, strict=True))
    return Track(tuple(stops), places[0], places[last], places[-1])


def _along(index: int, number: int, *, mirrored: bool) -> str:
    place = 100 * index / max(1, number - 1)
    return f"{100 - place if mirrored else place:.1f}"
