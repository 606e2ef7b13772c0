"""Write artefacts down as answers: one writer an address, and nothing that happens meanwhile is missed."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.db.utils import InterfaceError, OperationalError

from syndication.contract import Artefact, Entry, Selection
from syndication.entries.models import Change
from syndication.errors import RenderError, UnavailableError, UnknownEntryError
from syndication.publications import answers
from syndication.publications.answers import Answer
from syndication.publications.locks import locks
from syndication.publications.memory import memory
from syndication.publications.models import Publication, PublicationKey
from syndication.publications.rendering import render
from syndication.publications.staleness import EVERYTHING, RECORDING
from syndication.publications.wishes import Wish
from syndication.streams import selecting
from syndication.streams.query import StreamQuery
from syndication.streams.selecting import Reading
from syndication.streams.selection import SUBJECTS, select

log = logging.getLogger("syndication.publications")

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def fetch(wish: Wish, *, at: datetime) -> Answer:
    """Return the answer, written again if it no longer holds; the last good one when that fails.

    While one process writes, the others go on with what was there. Raise UnavailableError where nothing is.
    """
    kept = memory().get(wish.address)
    if kept and kept.holds(at.timestamp()):
        return kept
    good = None if kept and _over(kept, at) else kept
    with locks(Path(settings.PUBLISHED_ROOT)).alone(wish.address, wait=good is None) as alone:
        if alone:
            return _written(wish, good, at=at)
    if good is None:
        raise UnavailableError("It is being written; ask again in a moment.")
    return good


def rewrite(rows: list[Publication], *, at: datetime) -> None:
    """Write publications again; one that cannot be written stays as it is."""
    for row in rows:
        try:
            fetch(Wish.of(row), at=at)
        except UnavailableError as error:
            log.warning("event=rewrite_failed address=%s reason=%s", row.address, error)


def _written(wish: Wish, good: Answer | None, *, at: datetime) -> Answer:
    kept = memory().get(wish.address)
    if kept and kept.holds(at.timestamp()):  # by whoever held the lock before
        return kept
    try:
        return _publish(wish, at=at)
    except (RenderError, OperationalError, InterfaceError) as error:
        if good is None:
            raise UnavailableError(str(error)) from error
        log.warning("event=kept_the_last_good address=%s reason=%s", wish.address, error)
        return good


def _publish(wish: Wish, *, at: datetime) -> Answer:
    reading = Reading(wish.language, at)
    known = _last_change()
    selection = select(wish.query, reading, limit=wish.limit, context=wish.context, slug=wish.slug)
    if wish.sole and not selection.entries:
        _forget(wish.address)
        raise UnknownEntryError("There is no such entry.")
    artefact = render(wish.format, selection, slug=wish.slug)
    sittings = {entry.part_of for entry in selection.entries if selection.context and entry.part_of}
    boundary = selecting.next_boundary(wish.query, reading, _subjects(wish.query), sittings)
    keys = _standing_on(wish.query) | {f"sitting:{sitting}" for sitting in sittings}
    digest = answers.digest(artefact.body)
    if not _worth_keeping(wish, selection):
        return _answer(_unkept(wish, digest), artefact, selection, keys)
    with transaction.atomic():
        row = _row(wish, digest, since=min(selection.updated or at, at), at=at)
        settled = _key(row, keys)
        row.boundary = boundary
        row.stale = not settled or _last_change() != known
        row.save()
    answer = _answer(row, artefact, selection, keys)
    _keep(answer)
    return answer


def _worth_keeping(wish: Wish, selection: Selection) -> bool:
    """Tell whether to keep it. Strangers can make up words and ids without end; nothing is kept of either."""
    made_up = not wish.slug and (wish.query.text or not _shown(selection))
    return not made_up or Publication.objects.filter(address=wish.address).exists()


def _unkept(wish: Wish, digest: str) -> Publication:
    """Return a row that is not stored, stale as it is and of no date."""
    return Publication(address=wish.address, digest=digest, modified=EPOCH, stale=True)


def _forget(address: str) -> None:
    Publication.objects.filter(address=address).delete()
    memory().remove([address])


def _row(wish: Wish, digest: str, *, since: datetime, at: datetime) -> Publication:
    """Return the address's row, locked. What replaces other bytes is new, even where all it shows is old."""
    names = ("format", "language", "limit", "context", "slug", "sole")
    shape = {name: getattr(wish, name) for name in names}
    row, created = Publication.objects.select_for_update().get_or_create(
        address=wish.address,
        defaults={**shape, "query": str(wish.query), "digest": digest, "modified": since},
    )
    if not created and row.digest != digest:
        row.digest, row.modified = digest, at
    return row


def _key(row: Publication, keys: set[str]) -> bool:
    """Have changes find the row; tell whether one that is being recorded now can have missed it."""
    if set(row.keys.values_list("term", flat=True)) == keys:
        return True
    row.keys.all().delete()
    PublicationKey.objects.bulk_create(
        PublicationKey(publication=row, term=term) for term in sorted(keys)
    )
    if connection.vendor != "postgresql":  # SQLite has one writer, and that is us
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [RECORDING])
        return bool(cursor.fetchone()[0])


def _answer(row: Publication, artefact: Artefact, selection: Selection, keys: set[str]) -> Answer:
    shown = [entry for entry in _shown(selection) if not entry.withdrawn]
    ends = min((entry.expires for entry in _shown(selection) if entry.expires), default=None)
    return Answer(
        address=row.address,
        media_type=artefact.media_type,
        headers=tuple(artefact.headers),
        bodies=answers.encoded(artefact.body),
        digest=row.digest,
        modified=int(row.modified.timestamp()),
        boundary=row.boundary.timestamp() if row.boundary else None,
        ends=ends.timestamp() if ends else None,
        keys=tuple(sorted(keys)),
        shown=tuple(sorted({f"{entry.thing}/{entry.language}" for entry in shown})),
        stale=row.stale,
    )


def _keep(answer: Answer) -> None:
    """Put the answer into the stores; what was recorded since the row was written has marked the answer before it."""
    try:
        memory().put(answer)
        if (
            not answer.stale
            and Publication.objects.filter(address=answer.address, stale=True).exists()
        ):
            memory().doubt([answer.address])
    except OSError as error:  # a full disk: it is served, and tried again by the next reader
        log.warning("event=not_kept address=%s reason=%s", answer.address, error)


def _over(kept: Answer, at: datetime) -> bool:
    """Tell whether it shows what has ended."""
    return kept.ends is not None and kept.ends <= at.timestamp()


def _shown(selection: Selection) -> list[Entry]:
    around = (item for _, near in selection.context for item in (near.previous, near.following))
    return [entry for entry in (*selection.entries, selection.subject, *around) if entry]


def _last_change() -> int | None:
    """Return the last line of the ledger: what is written while a feed is rendered must not be missed."""
    last: int | None = Change.objects.aggregate(last=Max("pk"))["last"]
    return last


def _standing_on(query: StreamQuery) -> set[str]:
    driver = next((name for name in selecting.DRIVERS if query.values(name)), None)
    driver = driver or next((name for name in ("thing", "kind") if query.values(name)), None)
    terms = {f"{driver}:{value}" for value in query.values(driver)} if driver else {EVERYTHING}
    return terms | {f"thing:{thing}" for thing in _subjects(query)}


def _subjects(query: StreamQuery) -> list[str]:
    return [query.values(name)[0] for name in SUBJECTS if len(query.values(name)) == 1]
