"""The one gate: who sees which entry when. Compared with *now* when read; no clockwork decides it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Min, Q, QuerySet

if TYPE_CHECKING:
    from syndication.entries.models import EntryRecord  # noqa: F401 (named as text below)

PUBLIC = ""


class EntryRecordQuerySet(QuerySet["EntryRecord"]):
    """Entries, with the predicate that everything leaving the engine passes through."""

    def visible(self, *, at: datetime, to: Iterable[str] = ()) -> EntryRecordQuerySet:
        """Keep what an audience may see at a moment; tombstones of withdrawn entries are seen."""
        return self.filter(
            Q(visible_from__isnull=True) | Q(visible_from__lte=at),
            Q(visible_until__isnull=True) | Q(visible_until__gt=at),
            audience__in=[PUBLIC, *to],
        )

    def next_boundary(self, *, after: datetime) -> datetime | None:
        """Return the next moment at which something of this set appears or disappears."""
        found = self.aggregate(
            start=Min("visible_from", filter=Q(visible_from__gt=after)),
            end=Min("visible_until", filter=Q(visible_until__gt=after)),
        )
        return min((moment for moment in found.values() if moment), default=None)
