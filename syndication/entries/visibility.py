"""The one gate: who sees which entry when. Compared with *now* when read; no clockwork decides it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

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
