"""Write artefacts down as answers: one writer an address, and nothing that happens meanwhile is missed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime

from django.db.utils import InterfaceError, OperationalError

from syndication.audiences.readers import as_the_public
from syndication.entries.reading import Reading
from syndication.errors import RenderError, SyndicationError, UnavailableError, UnknownEntryError
from syndication.publications.answers import Answer
from syndication.publications.drafts import Draft, draft, drafts
from syndication.publications.drawing import Drawn, draw, rendered
from syndication.publications.keeping import forget, keep, last_action
from syndication.publications.locks import own_locks
from syndication.publications.memory import memory
from syndication.publications.models import Publication
from syndication.publications.wishes import Wish
from syndication.streams.archives import OPTION
from syndication.streams.options import clip

log = logging.getLogger("syndication.publications")

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CLIPS = 64
"""Clips of a thing, in all formats and languages, that are kept; there is no end of those that can be made up."""
TRIES = 3
"""Times at most that something is drawn while others go on changing the record."""


def fetch(wish: Wish, *, at: datetime) -> Answer:
    """Return the answer, written again if it no longer holds; the last good one when that fails.

    While one process writes, the others go on with what was there. Raise UnavailableError where nothing is, and
    UnknownEntryError where nothing ever was or may be seen. Of archives there are too many to be kept.
    """
    if dict(wish.options).get(OPTION):
        with as_the_public():
            return passing(wish, Reading(wish.language, at))
    kept = memory().get(wish.address)
    if kept and kept.holds(at.timestamp()):
        return kept
    good = last_good(wish.address, at=at)
    with own_locks().alone(wish.address, wait=good is None) as alone:
        if alone:
            return _written(wish, good, at=at)
    if good is None:
        raise UnavailableError("It is being written; ask again in a moment.")
    return good


def passing(wish: Wish, reading: Reading) -> Answer:
    """Return the answer for somebody who sees more than the public: written for this reader, kept nowhere."""
    try:
        drawn = rendered(wish, reading)
    except RenderError as error:
        raise UnavailableError(str(error)) from error
    if wish.sole and not drawn.entries:
        raise UnknownEntryError("There is no such entry.")
    return replace(_passing(draft(wish, drawn)), keys=())


def last_good(address: str, *, at: datetime) -> Answer | None:
    """Return what may be shown at an address as long as nothing better can be written."""
    kept = memory().get(address)
    return None if kept and kept.is_over(at.timestamp()) else kept


def rewrite(rows: Sequence[Publication], *, at: datetime) -> None:
    """Write publications again, all together; one that cannot be written, or is being written, stays as it is."""
    with ExitStack() as held:
        free = [
            row for row in rows if held.enter_context(own_locks().alone(row.address, wait=False))
        ]
        for row, written in zip(free, _publish(list(map(Wish.of, free)), at=at), strict=True):
            if isinstance(written, RenderError):
                log.warning("event=not_rewritten address=%s reason=%s", row.address, written)


def _written(wish: Wish, good: Answer | None, *, at: datetime) -> Answer:
    kept = memory().get(wish.address)
    if kept and kept.holds(at.timestamp()):  # by whoever held the lock before
        return kept
    try:
        (written,) = _publish([wish], at=at)
    except (OperationalError, InterfaceError) as error:
        written = UnavailableError(str(error))
    if isinstance(written, UnknownEntryError):
        raise written
    if isinstance(written, Answer):
        return written
    if good is None:
        raise UnavailableError(str(written)) from written
    log.warning("event=kept_the_last_good address=%s reason=%s", wish.address, written)
    return good


def _publish(wishes: Sequence[Wish], *, at: datetime) -> list[Answer | SyndicationError]:
    """Write answers down, and keep those worth it; in the place of what cannot be written stands the reason."""
    known, everything = _drawn(wishes, at)
    found: dict[str, Answer | SyndicationError] = {}
    keeping: list[tuple[Wish, Drawn]] = []
    for wish, drawn in zip(wishes, everything, strict=True):
        if isinstance(drawn, RenderError):
            found[wish.address] = drawn
        elif wish.sole and not drawn.entries:
            forget(wish.address)
            found[wish.address] = UnknownEntryError("There is no such entry.")
        elif _worth_keeping(wish, drawn):
            keeping.append((wish, drawn))
        else:
            found[wish.address] = _passing(draft(wish, drawn))
    kept = keep(drafts(keeping, at=at), known=known, at=at)
    found |= {answer.address: answer for answer in kept}
    return [found[wish.address] for wish in wishes]


def _drawn(
    wishes: Sequence[Wish], at: datetime
) -> tuple[int | None, Sequence[Drawn | RenderError]]:
    """Draw wishes as the record is at one moment, and tell after which action that was.

    Drawing takes several statements: what was done between them would be half in it, so it is drawn again.
    """
    for _try in range(TRIES):
        known = last_action()
        with as_the_public():  # a plugin that asks for more gets what everybody gets
            drawn = draw(wishes, at)
        if last_action() == known:
            break
    return known, drawn


def _worth_keeping(wish: Wish, drawn: Drawn) -> bool:
    """Tell whether to keep it. Strangers can make up words, ids and combinations without end; of those none is kept."""
    known = wish.slug or (wish.query.is_common and (drawn.entries or drawn.shown))
    if known and not clip(wish.options):
        return True
    rows = Publication.objects.filter(address=wish.address)
    return rows.exists() or bool(known and _clips(wish) < CLIPS)


def _clips(wish: Wish) -> int:
    """Return how many clips of the same thing are kept."""
    same = Publication.objects.filter(
        keys__term__in=[f"thing:{thing}" for thing in wish.query.values("thing")]
    )
    return same.filter(query=str(wish.query), options__startswith="t=").count()


def _passing(draft: Draft) -> Answer:
    """Return an answer that is not kept, and of no date."""
    address, digest = draft.wish.address, draft.digest
    return draft.answer(Publication(address=address, digest=digest, modified=EPOCH, stale=False))
