"""Stored rows as values: a withdrawn one only ever comes out as its tombstone.

Snapshots keep the parliament's own addresses as paths, so that moving to another host is no change of content; they
become absolute here: media on the host without cookies, everything else on the parliament's site.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

from syndication.contract import Enclosure, Entry
from syndication.entries import killing, pauses, references, snapshots
from syndication.entries.models import EntryRecord
from syndication.errors import BrokenEntryError
from syndication.text import clean

log = logging.getLogger("syndication.entries")


@dataclass(frozen=True, slots=True)
class Reading:
    """How the record is read: in which language, at which moment, for whom.

    ``below`` stands in front of the paths by which the reader goes on ("/t/…"), ``files`` is the origin, with that,
    of the files of what is restricted.
    """

    language: str
    at: datetime
    audience: tuple[str, ...] = ()
    below: str = ""
    files: str = ""


class Seen(NamedTuple):
    """A row, its value as somebody sees it, and whether that hangs on what else they may see."""

    row: EntryRecord
    entry: Entry
    repeats: bool


def entry_of(row: EntryRecord, *, files: str = "") -> Entry:
    """Return the frozen value of a row; raise BrokenEntryError where it cannot be read.

    ``files`` is the origin of a reader's files of what is restricted.
    """
    entry = snapshots.read(row.value, updated=row.updated, revision=row.revision)
    entry = located(entry, files if row.audience else "")
    if row.visible_until:
        entry = replace(entry, expires=row.visible_until)
    if row.withdrawn:
        return snapshots.tombstone(entry, reason=row.reason, at=row.updated)
    if gone := killing.killed(row.thing, row.language):
        following = replace(entry, revision=entry.revision + 1)
        return snapshots.tombstone(following, reason=gone.reason, at=gone.at)
    if row.note:
        notices = dict.fromkeys(filter(None, (row.note, entry.notice)))
        return replace(entry, notice=" ".join(notices), corrected=row.corrected)
    return entry


def entries_of(rows: Iterable[EntryRecord], reading: Reading) -> tuple[Entry, ...]:
    """Return the frozen values of rows as somebody sees them, in their order, without those that cannot be read."""
    return tuple(item.entry for item in seen(readable(rows, files=reading.files), reading))


def seen(found: Iterable[tuple[EntryRecord, Entry]], reading: Reading) -> Iterator[Seen]:
    """Yield rows with their values as somebody sees them: one statement more where they repeat words of others."""
    whole = [(row, entry, references.things_of(entry)) for row, entry in found]
    things = frozenset[str]().union(*(named for _row, _entry, named in whole))
    gone = references.hidden(things, at=reading.at, to=reading.audience)
    for row, entry, named in whole:
        own = pauses.told(entry, getattr(row, "pause", None), reading.language)
        yield Seen(row, references.without(own, gone), bool(named))


def readable(
    rows: Iterable[EntryRecord], *, files: str = ""
) -> Iterator[tuple[EntryRecord, Entry]]:
    """Yield rows with their frozen values, whole; one that cannot be read is logged, and keeps no other back."""
    for row in rows:
        try:
            entry = entry_of(row, files=files)
        except BrokenEntryError as error:
            log.error("event=entry_unreadable entry=%s reason=%s", row.entry_id, error)  # noqa: TRY400 (no fault of the code)
        else:
            yield row, entry


def located(entry: Entry, files: str = "") -> Entry:
    """Return the entry with absolute addresses."""
    return replace(
        entry,
        url=absolute(entry.url),
        participants=tuple(
            replace(person, url=absolute(person.url), image=absolute(person.image, files))
            for person in entry.participants
        ),
        links=tuple(replace(link, url=absolute(link.url)) for link in entry.links),
        enclosures=tuple(_enclosures(entry, files)),
    )


def absolute(address: str, files: str = "") -> str:
    """Return an address as a URI with its host (RFC 3987, section 3.1); those elsewhere keep theirs.

    What nobody can read as one, or what a browser would run instead of following it, is no address: it comes out empty.
    ``files`` is the origin of media where it is not everybody's.
    """
    uri = iri_to_uri(address)
    if not uri.startswith("/"):
        return uri if _leads_somewhere(uri) else ""
    media = files or settings.EMBED_URL
    host = media if uri.startswith(settings.MEDIA_URL) else settings.BASE_URL
    return f"{host}{uri}"


def _leads_somewhere(uri: str) -> bool:
    try:
        return urlsplit(uri).scheme in _SCHEMES
    except ValueError:
        return False


def _enclosures(entry: Entry, files: str) -> Iterator[Enclosure]:
    """Yield the files of an entry: what has no address or no type is none, and no format could say it."""
    found = (_enclosure(enclosure, files) for enclosure in entry.enclosures)
    return (enclosure for enclosure in found if enclosure.url and clean(enclosure.media_type))


def _enclosure(enclosure: Enclosure, files: str) -> Enclosure:
    return replace(
        enclosure,
        url=absolute(enclosure.url, files),
        poster=absolute(enclosure.poster, files),
        captions=tuple(replace(link, url=absolute(link.url, files)) for link in enclosure.captions),
    )


_SCHEMES = frozenset({"http", "https"})
