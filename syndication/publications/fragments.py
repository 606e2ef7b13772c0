"""An entry written once in each format, however many feeds carry it."""

from __future__ import annotations

from collections.abc import Iterable

from syndication.contract import Selection
from syndication.entries.models import EntryRecord
from syndication.entries.reading import entry_of
from syndication.publications.models import Fragment
from syndication.publications.rendering import fragment
from syndication.publications.stores import setup
from syndication.streams.places import Place


def written(format_name: str, frame: Selection, places: Iterable[Place]) -> dict[int, str]:
    """Return entries as a format writes them, by primary key; what is not written yet, or of another version, is."""
    current = setup()
    wanted = {place.pk: version(place, current) for place in places}
    kept = Fragment.objects.filter(
        entry__in=wanted, format=format_name, language=frame.language
    ).values_list("entry_id", "version", "body")
    found = {key: body for key, known, body in kept if known == wanted[key]}
    missing = [key for key in wanted if key not in found]
    if missing:
        new = [
            Fragment(
                entry=row,
                format=format_name,
                language=frame.language,
                version=wanted[row.pk],
                body=fragment(format_name, frame, entry_of(row)),
            )
            for row in EntryRecord.objects.filter(pk__in=missing)
        ]
        _keep(new)
        found |= {item.entry_id: item.body for item in new}
    return found


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
