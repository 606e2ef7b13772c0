"""When a stream changes by itself: the next moment at which something in it appears or ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from syndication.entries.models import EntryRecord
from syndication.streams.query import StreamQuery
from syndication.streams.selecting import COLUMNS, Reading, has


def anything_awaits(at: datetime) -> bool:
    """Tell whether any entry at all is to appear or to end."""
    awaiting = Q(visible_from__gt=at) | Q(visible_until__gt=at)
    return EntryRecord.objects.filter(awaiting).exists()


def next_boundary(
    query: StreamQuery, reading: Reading, things: Iterable[str], sittings: Iterable[str]
) -> datetime | None:
    """Return when a stream, or what it shows of things and sittings beside it, may next change by itself."""
    apart = [Q(thing__in=list(things)), Q(part_of__in=list(sittings))]
    rows = EntryRecord.objects.filter(_facets(query) | apart[0] | apart[1])
    return rows.next_boundary(after=reading.at, to=reading.audience)


def _facets(query: StreamQuery) -> Q:
    """Return what holds of all that a stream can show, whatever its words and languages."""
    found = Q(pk__isnull=False)  # an empty Q would fall out of the alternatives it stands among
    for name, values in query.facets:
        if name in COLUMNS:
            found &= Q(**{f"{name}__in": list(values)})
        else:
            found &= Q(has(f"{name}:{value}" for value in values))
    return found
