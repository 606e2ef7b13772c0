"""A division's choices in words, and its result as a table by group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django import template

from syndication.contract import Participant, Tally
from syndication.vocabulary import option_name

Voters = list[tuple[str, list[Participant]]]
register = template.Library()
register.filter("option_name", option_name)


@register.filter
def options(totals: Iterable[Tally]) -> list[str]:
    """Return the choices that the result names, in its order."""
    return list(dict.fromkeys(tally.option for tally in totals))


@register.filter
def in_order_of(voters: Voters, totals: Iterable[Tally]) -> Voters:
    """Return the voters of each choice in the order of the result."""
    order = options(totals)
    return sorted(voters, key=lambda item: order.index(item[0]) if item[0] in order else len(order))


@register.filter
def counts(tallies: Iterable[Tally], columns: Sequence[str]) -> list[int]:
    """Return one count a column, none missing."""
    found = {tally.option: tally.count for tally in tallies}
    return [found.get(option, 0) for option in columns]
