"""Figures beside their goals: printed as a table, written to build/."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import NoReturn

from tests.bench import corpus


@dataclass(frozen=True)
class Figure:
    """One measured figure beside its goal; one without a goal is there to compare with."""

    name: str
    value: float
    unit: str
    goal: str
    ok: bool


def report(figures: Iterable[Figure], name: str) -> NoReturn:
    """Print each figure as soon as it is known, write all of them, and fail when a goal is missed."""
    found = [shown(figure) for figure in figures]
    out = corpus.ROOT / "build" / name
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps([asdict(figure) for figure in found], indent=1))
    sys.exit(not all(figure.ok for figure in found))


def shown(figure: Figure) -> Figure:
    """Print a figure."""
    mark = "MISSED" if not figure.ok else "ok" if figure.goal else ""
    row = f"{figure.name:66}{figure.value:>12.2f} {figure.unit:12}{figure.goal:>14}  {mark}"
    print(row.rstrip(), flush=True)  # noqa: T201 (a person reads it)
    return figure


def at_least(name: str, value: float, unit: str, goal: float) -> Figure:
    """Return a figure that may not be smaller than its goal."""
    return Figure(name, value, unit, f">= {goal:g}", value >= goal)


def at_most(name: str, value: float, unit: str, goal: float) -> Figure:
    """Return a figure that may not be larger than its goal."""
    return Figure(name, value, unit, f"<= {goal:g}", value <= goal)


def beside(name: str, value: float, unit: str) -> Figure:
    """Return a figure to compare with."""
    return Figure(name, value, unit, "", ok=True)
