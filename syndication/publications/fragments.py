"""An entry written once in each format, however many feeds carry it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from syndication.contract import Selection
from syndication.entries.models import EntryRecord
from syndication.entries.reading import readable
from syndication.errors import RenderError
from syndication.publications.models import Fragment
from syndication.publications.rendering import fragment
from syndication.publications.stores import setup
from syndication.streams.places import Place


def written(format_name: str, frame: Selection, places: Iterable[Place]) -> dict[int, str]:
    """Return entries as a format writes them, by primary key; what is not written yet, or of another version, is.

    An entry that cannot be read, or that the format fails on, is missing: it keeps no other back.
    """
    current = setup()
    wanted = {place.pk: version(place, current) for place in places}
    kept = Fragment.objects.filter(
        entry__in=wanted, format=format_name, language=frame.language
    ).values_list("entry_id", "version", "body")
    found = {key: body for key, known, body in kept if known == wanted[key]}
    missing = [key for key in wanted if key not in found]
    if missing:
        bodies = _bodies(format_name, frame, EntryRecord.objects.filter(pk__in=missing))
        new = [
            Fragment(
                entry=row,
                format=format_name,
                language=frame.language,
                version=wanted[row.pk],
                body=body,
            )
            for row, body in bodies
        ]
        _keep(new)
        found |= {item.entry_id: item.body for item in new}
    return found


def _bodies(
    format_name: str, frame: Selection, rows: Iterable[EntryRecord]
) -> Iterator[tuple[EntryRecord, str]]:
    for row, entry in readable(rows):
        with suppress(RenderError):  # logged under the plugin's name
            yield row, fragment(format_name, frame, entry)


def version(place: Place, setup: str) -> str:
    """Return what tells two writings of an entry apart: its revision, state and end, and what plugins are set to."""
    until = place.visible_until.timestamp() if place.visible_until else ""
    state = f"{place.revision} {place.withdrawn} {place.updated.timestamp()} {until}"
    return f"{state} {setup}"


def _keep(new: Iterable[Fragment]) -> None:
    Fragment.objects.bulk_create(
        new,
        update_conflicts=True,
        unique_fields=["entry", "format", "language"],
        update_fields=["version", "body"],
    )
