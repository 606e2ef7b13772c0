"""Keep artefacts, mark them stale when what they show changes, and render again at the next read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from syndication.contract import Artefact, Selection
from syndication.entries.models import Change, EntryRecord
from syndication.errors import RenderError
from syndication.publications.models import Publication, PublicationKey
from syndication.publications.rendering import render
from syndication.streams import selecting
from syndication.streams.query import StreamQuery
from syndication.streams.selecting import Reading
from syndication.streams.selection import LIMIT, SUBJECTS, select

EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader asks for: a stream in one format and language, a saved one by its slug."""

    query: StreamQuery
    format: str
    language: str
    limit: int = LIMIT
    context: bool = False
    slug: str = ""

    @property
    def key(self) -> str:
        """Return the publication's key.

        An artefact holds our addresses and what plugins are set up to write: on another host, or with other plugins
        or other settings of theirs, it is another.
        """
        shape = f"{self.limit} {self.context} {self.slug}"
        setup = f"{settings.BASE_URL} {settings.EMBED_URL} {settings.SYNDICATION_PLUGINS!r}"
        text = "\n".join([self.format, self.language, shape, setup, str(self.query)])
        return blake2b(text.encode(), digest_size=20).hexdigest()


def fetch(wish: Wish, *, at: datetime) -> Publication:
    """Return the publication, rendered again if stale; the last good one when its renderer fails."""
    kept = Publication.objects.filter(key=wish.key).first()
    if kept and not kept.stale and (kept.boundary is None or kept.boundary > at):
        return kept
    try:
        return _publish(wish, kept, at=at)
    except RenderError:
        if kept is None:
            raise
        return kept


def touch(terms: Iterable[str]) -> int:
    """Mark stale every publication standing on one of the terms; return how many."""
    fresh = Publication.objects.filter(stale=False)
    if not fresh.exists():
        return 0
    marked = PublicationKey.objects.filter(term__in=[*terms, EVERYTHING])
    return fresh.filter(keys__in=marked).update(stale=True)


def retitle(texts: Iterable[str]) -> int:
    """Mark stale every publication of the queries, whose stream has another title now; return how many."""
    return Publication.objects.filter(query__in=list(texts), stale=False).update(stale=True)


def _publish(wish: Wish, kept: Publication | None, *, at: datetime) -> Publication:
    reading = Reading(wish.language, at)
    known = _last_change()
    selection = select(wish.query, reading, limit=wish.limit, context=wish.context, slug=wish.slug)
    artefact = render(wish.format, selection, slug=wish.slug)
    etag = blake2b(artefact.body, digest_size=16).hexdigest()
    with transaction.atomic():
        publication, _ = Publication.objects.update_or_create(
            key=wish.key,
            defaults={
                **_columns(wish, artefact),
                "etag": etag,
                "modified": _modified(selection, etag, kept, at=at),
                "ends": _ends(selection),
                "boundary": EntryRecord.objects.next_boundary(after=at, to=reading.audience),
                "stale": _last_change() != known,
            },
        )
        publication.keys.all().delete()
        PublicationKey.objects.bulk_create(
            PublicationKey(publication=publication, term=term)
            for term in sorted(_standing_on(wish.query, selection))
        )
    return publication


def _columns(wish: Wish, artefact: Artefact) -> dict[str, object]:
    return {
        "format": wish.format,
        "query": str(wish.query),
        "language": wish.language,
        "media_type": artefact.media_type,
        "headers": [list(pair) for pair in artefact.headers],
        "body": artefact.body,
    }


def _modified(
    selection: Selection, etag: str, kept: Publication | None, *, at: datetime
) -> datetime:
    """What replaces other bytes is new, even where all it shows is old: something left, or appeared by itself."""
    if kept is None:
        return min(selection.updated or at, at)
    return kept.modified if kept.etag == etag else at


def _ends(selection: Selection) -> datetime | None:
    """Return the first moment at which something it shows must be gone."""
    around = (item for _, near in selection.context for item in (near.previous, near.following))
    shown = filter(None, (*selection.entries, selection.subject, *around))
    return min((entry.expires for entry in shown if entry.expires), default=None)


def _last_change() -> int | None:
    """Return the last line of the ledger: what is written while a feed is rendered must not be missed."""
    last: int | None = Change.objects.aggregate(last=Max("pk"))["last"]
    return last


def _standing_on(query: StreamQuery, selection: Selection) -> set[str]:
    driver = next((name for name in selecting.DRIVERS if query.values(name)), None)
    driver = driver or next((name for name in ("thing", "kind") if query.values(name)), None)
    terms = {f"{driver}:{value}" for value in query.values(driver)} if driver else {EVERYTHING}
    alone = (query.values(name) for name in SUBJECTS if len(query.values(name)) == 1)
    terms |= {f"thing:{value}" for (value,) in alone}
    if selection.context:
        terms |= {f"sitting:{entry.part_of}" for entry in selection.entries if entry.part_of}
    return terms
