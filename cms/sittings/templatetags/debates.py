"""The agenda of a sitting beside its debate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django import template

from cms.sittings.views import Heading
from syndication.contract import Step

register = template.Library()


@register.filter
def on_page(agenda: Sequence[Step], debate: Iterable[Heading]) -> list[tuple[Step, bool]]:
    """Return each item of an agenda with whether this page of the debate has it."""
    shown = {f"#{heading.anchor}" for heading in debate}
    return [(step, step.url in shown) for step in agenda]
