"""Pictures drawn from numbers: the seats of a division, the years of a membership."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django import template
from django.utils import timezone

from syndication.contract import Step
from syndication.pictures import hemicycle
from syndication.vocabulary import first_day

register = template.Library()
register.filter("hemicycle", hemicycle)


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
    dated = {step: day for step in steps if (day := first_day(step.date))}
    today = timezone.localdate()
    first = min(dated.values(), default=today)
    whole = max(1, (today - first).days)
    return [_span(step, first, today, whole, mirrored=direction == "rtl") for step in dated]


def _span(step: Step, first: date, today: date, whole: int, *, mirrored: bool) -> Span:
    until = step.state.removeprefix("until ") if step.state.startswith("until ") else ""
    start = 100 * ((first_day(step.date) or first) - first).days / whole
    end = 100 * ((first_day(until) or today) - first).days / whole
    width = max(1.0, min(100.0, end) - start)
    place = 100 - start - width if mirrored else start
    return Span(step, f"{place:.1f}", f"{width:.1f}", until)
