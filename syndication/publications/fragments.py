"""An entry written once in each format, however many feeds carry it.

What repeats words of others is written at each drawing: whether these may be read is no property of the entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from typing import Any, NamedTuple

from django.db import connection, transaction

from syndication.contract import Selection
from syndication.entries import references
from syndication.entries.models import EntryRecord
from syndication.entries.reading import Reading, Seen, readable, seen
from syndication.errors import RenderError
from syndication.publications.answers import digest
from syndication.publications.models import Fragment
from syndication.publications.rendering import fragment
from syndication.publications.stores import setup
from syndication.rows import UNHURRIED, insert, read
from syndication.streams.places import Place


class Written(NamedTuple):
    """An entry as a format writes it, and the things it repeats in that."""

    body: str
    repeats: frozenset[str] = frozenset()


def written(
    format_name: str, frame: Selection, places: Iterable[Place], reading: Reading
) -> dict[int, Written]:
    """Return entries as a format writes them, by primary key; what is not written yet, or of another version, is.

    An entry that cannot be read, or that the format fails on, is missing: it keeps no other back.
    """
    current = setup()
    asked = {place.pk: place for place in places}
    wanted = {key: version(place, current) for key, place in asked.items()}
    own = ('"format" = %s AND "language" = %s', [format_name, frame.language])
    kept = read(Fragment, "entry_id", wanted, also=own)
    found = {row.entry_id: Written(row.body) for row in kept if row.version == wanted[row.entry_id]}
    missing = [key for key in wanted if key not in found]
    if missing:
        new: list[Sequence[Any]] = []
        pauses = {key: asked[key].pause for key in missing}
        for item, body in _bodies(format_name, frame, pauses, reading):
            found[item.row.pk] = Written(body, references.things_of(item.entry))
            if not item.repeats:
                key = item.row.pk
                new.append((key, format_name, frame.language, wanted[key], body))
        _keep(new)
    return found


def _bodies(
    format_name: str, frame: Selection, pauses: Mapping[int, str | None], reading: Reading
) -> Iterator[tuple[Seen, str]]:
    rows = read(EntryRecord, "id", pauses)
    for row in rows:
        vars(row)["pause"] = pauses[row.pk]
    for item in seen(readable(rows), reading):
        with suppress(RenderError):  # logged under the plugin's name
            yield item, fragment(format_name, frame, item.entry)


def version(place: Place, setup: str) -> str:
    """Return what tells two writings of an entry apart: its revision, state, end and pause, and plugins' settings."""
    until = place.visible_until.timestamp() if place.visible_until else ""
    state = f"{place.revision} {place.withdrawn} {place.updated.timestamp()} {until}"
    pause = f" {digest(place.pause.encode())[:8]}" if place.pause else ""
    return f"{state} {setup}{pause}"


def _keep(new: Sequence[Sequence[Any]]) -> None:
    """Keep fragments. A crash of the database may lose them, and they are written again: nobody waits for its disk."""
    several = connection.vendor == "sqlite"  # statements; PostgreSQL takes one
    with transaction.atomic(savepoint=False) if several else nullcontext():
        insert(Fragment._meta.db_table, _COLUMNS, new, also=_REPLACING, returning=UNHURRIED)


_COLUMNS = ("entry_id", "format", "language", "version", "body")
_REPLACING = """
ON CONFLICT (entry_id, format, language) DO UPDATE SET version = excluded.version, body = excluded.body
"""
