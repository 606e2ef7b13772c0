"""Stored rows as values: a withdrawn one only ever comes out as its tombstone.

Snapshots keep the parliament's own addresses as paths, so that moving to another host is no change of content; they
become absolute here: media on the host without cookies, everything else on the parliament's site.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.conf import settings
from django.utils.encoding import iri_to_uri

from syndication.contract import Enclosure, Entry
from syndication.entries import killing, snapshots
from syndication.entries.models import EntryRecord


def entry_of(row: EntryRecord) -> Entry:
    """Return the frozen value of a row."""
    entry = located(snapshots.read(row.value, updated=row.updated))
    if row.visible_until:
        entry = replace(entry, expires=row.visible_until)
    if row.withdrawn:
        return snapshots.tombstone(entry, reason=row.reason, at=row.updated)
    if gone := killing.killed(row.thing, row.language):
        return snapshots.tombstone(entry, reason=gone.reason, at=gone.at)
    if row.note:
        notices = dict.fromkeys(filter(None, (row.note, entry.notice)))
        return replace(entry, notice=" ".join(notices), corrected=row.corrected)
    return entry


def entries_of(rows: Iterable[EntryRecord]) -> tuple[Entry, ...]:
    """Return the frozen values of rows, in their order."""
    return tuple(entry_of(row) for row in rows)


def located(entry: Entry) -> Entry:
    """Return the entry with absolute addresses."""
    return replace(
        entry,
        url=absolute(entry.url),
        participants=tuple(
            replace(person, url=absolute(person.url), image=absolute(person.image))
            for person in entry.participants
        ),
        links=tuple(replace(link, url=absolute(link.url)) for link in entry.links),
        enclosures=tuple(_enclosure(enclosure) for enclosure in entry.enclosures),
    )


def absolute(address: str) -> str:
    """Return an address as a URI with its host (RFC 3987, section 3.1); those elsewhere keep theirs."""
    uri = iri_to_uri(address)
    if not uri.startswith("/"):
        return uri
    host = settings.EMBED_URL if uri.startswith(settings.MEDIA_URL) else settings.BASE_URL
    return f"{host}{uri}"


def _enclosure(enclosure: Enclosure) -> Enclosure:
    return replace(
        enclosure,
        url=absolute(enclosure.url),
        poster=absolute(enclosure.poster),
        captions=tuple(replace(link, url=absolute(link.url)) for link in enclosure.captions),
    )
