"""The one gate: who sees which entry when. Compared with *now* when read; no clockwork decides it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import Combinable, RawSQL

if TYPE_CHECKING:
    from syndication.entries.models import EntryRecord

PUBLIC = ""


STATES = ("public", "embargoed", "expired", "restricted", "withdrawn")
"""What an entry can be, and several of the last four at once."""

_HELD_BACK: Mapping[str, Callable[[datetime], Combinable | Q]] = {
    "embargoed": lambda at: Q(visible_from__gt=at),
    "expired": lambda at: Q(visible_until__lte=at),
    # The condition of its index, word for word: SQLite compares no value with the one in a condition.
    "restricted": lambda at: RawSQL("audience > ''", (), BooleanField()),
    "withdrawn": lambda at: Q(withdrawn=True),
}


class EntryRecordQuerySet(QuerySet["EntryRecord"]):
    """Entries, with the predicate that everything leaving the engine passes through."""

    def visible(self, *, at: datetime, to: Iterable[str] = ()) -> EntryRecordQuerySet:
        """Keep what an audience may see at a moment; tombstones of withdrawn entries are seen."""
        return self.filter(
            Q(visible_from__isnull=True) | Q(visible_from__lte=at),
            Q(visible_until__isnull=True) | Q(visible_until__gt=at),
            audience__in=[PUBLIC, *to],
        )

    def in_own_words(self, *, at: datetime, to: Iterable[str] = ()) -> EntryRecordQuerySet:
        """Keep what says something to an audience in its own words: no tombstones, and no translations."""
        return self.visible(at=at, to=to).filter(withdrawn=False, translation=False)

    def in_state(self, state: str, *, at: datetime) -> EntryRecordQuerySet:
        """Keep what is in one of the STATES at a moment."""
        if state == "public":
            return self.visible(at=at).filter(withdrawn=False)
        return self.filter(_HELD_BACK[state](at))

    def next_boundary(self, *, after: datetime, to: Iterable[str] = ()) -> datetime | None:
        """Return the next moment at which one of these appears or disappears for an audience."""
        seen = self.filter(audience__in=[PUBLIC, *to])
        moments = [
            seen.filter(**{f"{edge}__gt": after})
            .order_by(edge)
            .values_list(edge, flat=True)
            .first()
            for edge in ("visible_from", "visible_until")
        ]
        return min((moment for moment in moments if moment), default=None)


def states_of(row: EntryRecord, *, at: datetime) -> tuple[str, ...]:
    """Return which of the STATES an entry is in at a moment."""
    held_back = {
        "embargoed": row.visible_from is not None and row.visible_from > at,
        "expired": row.visible_until is not None and row.visible_until <= at,
        "restricted": row.audience != PUBLIC,
        "withdrawn": row.withdrawn,
    }
    return tuple(state for state, holds in held_back.items() if holds) or ("public",)
