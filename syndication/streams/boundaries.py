"""When a stream changes by itself: the next moment at which something in it appears or ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat

from syndication.entries import pauses, references
from syndication.entries.models import EntryFacet, EntryRecord, Pause
from syndication.entries.reading import Reading
from syndication.rows import prepared
from syndication.streams import compiled
from syndication.streams.query import StreamQuery
from syndication.streams.selecting import COLUMNS, has


def anything_awaits(at: datetime) -> bool:
    """Tell whether any entry at all is to appear or to end, or any election is to be over.

    It is asked at every change, past the ORM, and for the last moment of each kind: that is the end of an index, which
    PostgreSQL finds whatever it thinks of how many there are.
    """
    with prepared() as cursor:
        cursor.execute(_LAST)
        last = [compiled.moment(_read(value)) for value in cursor.fetchone()]
    return any(moment > at for moment in last if moment)


def next_boundary(
    query: StreamQuery, reading: Reading, things: Iterable[str], sittings: Iterable[str]
) -> datetime | None:
    """Return when a stream, or what it shows of things and sittings beside it, may next change by itself.

    What the things repeat of others counts as theirs.
    """
    shown = list(things)
    beside = Q(thing__in=shown) | Q(part_of__in=list(sittings)) | Q(_repeated_by(shown))
    rows = EntryRecord.objects.filter(_facets(query) | beside)
    return rows.next_boundary(after=reading.at, to=reading.audience)


def next_pause(query: StreamQuery, reading: Reading, things: Iterable[str]) -> datetime | None:
    """Return when an election next begins or is over that a stream, or one of the things it shows, has to tell of."""
    members = {*query.values(pauses.KIND), *things}
    return pauses.next_edge(members, query.values("thing"), after=reading.at)


def _repeated_by(things: list[str]) -> Exists:
    term = Concat(Value(f"{references.TERM}:"), OuterRef("thing"))
    return Exists(EntryFacet.objects.filter(term=term, entry__thing__in=things))


def _facets(query: StreamQuery) -> Q:
    """Return what holds of all that a stream can show, whatever its words and languages."""
    found = Q(pk__isnull=False)  # an empty Q would fall out of the alternatives it stands among
    for name, values in query.facets:
        if name in COLUMNS:
            found &= Q(**{f"{name}__in": list(values)})
        else:
            found &= Q(has(f"{name}:{value}" for value in values))
    return found


def _read(value: datetime | str | None) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


_END = f"(SELECT MAX({{0}}) FROM {EntryRecord._meta.db_table} WHERE {{0}} IS NOT NULL)"  # noqa: S608 (the name of our own table)
_OVER = f"(SELECT MAX(until) FROM {Pause._meta.db_table})"  # noqa: S608 (the same)
_LAST = f"SELECT {_END.format('visible_from')}, {_END.format('visible_until')}, {_OVER}"
