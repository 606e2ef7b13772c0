"""Pictures drawn from numbers: the seats of a division, the years of a membership."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import islice
from math import cos, pi, sin

from django import template
from django.utils import timezone

from syndication.contract import Step, Tally

register = template.Library()
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


@register.filter
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
class Span:
    """A membership and where it lies on a line from 0 to 100."""

    step: Step
    start: str
    width: str
    until: str


@register.filter
def spans(steps: Iterable[Step], direction: str = "ltr") -> list[Span]:
    """Place memberships on one line of time, from the first known day until today."""
    dated = {step: day for step in steps if (day := _day(step.date))}
    today = timezone.localdate()
    first = min(dated.values(), default=today)
    whole = max(1, (today - first).days)
    return [_span(step, first, today, whole, mirrored=direction == "rtl") for step in dated]


def _span(step: Step, first: date, today: date, whole: int, *, mirrored: bool) -> Span:
    until = step.state.removeprefix("until ") if step.state.startswith("until ") else ""
    start = 100 * ((_day(step.date) or first) - first).days / whole
    end = 100 * ((_day(until) or today) - first).days / whole
    width = max(1.0, min(100.0, end) - start)
    place = 100 - start - width if mirrored else start
    return Span(step, f"{place:.1f}", f"{width:.1f}", until)


def _day(iso: str) -> date | None:
    """Return the first day of an ISO day, month or year; None for what is none of these."""
    with suppress(ValueError):
        return date(*([int(part) for part in iso.split("-")] + [1, 1])[:3])
    return None
