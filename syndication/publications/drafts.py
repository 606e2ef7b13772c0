"""What is about to be kept: a wish drawn, with the terms it stands on and when it must be looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from syndication.entries.reading import Reading
from syndication.publications import answers
from syndication.publications.answers import Answer
from syndication.publications.drawing import Drawn
from syndication.publications.models import Publication
from syndication.publications.staleness import EVERYTHING
from syndication.publications.wishes import Wish
from syndication.streams import boundaries, selecting
from syndication.streams.query import StreamQuery
from syndication.streams.selection import SUBJECTS


@dataclass(frozen=True, slots=True)
class Draft:
    """A wish drawn at a moment."""

    wish: Wish
    drawn: Drawn
    keys: frozenset[str]
    digest: str
    boundary: datetime | None

    def answer(self, row: Publication, kept: Answer | None = None) -> Answer:
        """Return the complete answer, dated like its row; what is kept of the same bytes need not be packed again."""
        same = kept if kept and kept.digest == self.digest else None
        bodies = same.bodies if same else answers.encoded(self.drawn.artefact.body)
        return replace(self.bare(row), bodies=bodies, best=bool(same and same.best))

    def bare(self, row: Publication) -> Answer:
        """Return the same without its bodies, which are most of the work."""
        drawn = self.drawn
        return Answer(
            address=row.address,
            media_type=drawn.artefact.media_type,
            headers=tuple(drawn.artefact.headers),
            bodies={},
            digest=row.digest,
            modified=int(row.modified.timestamp()),
            boundary=row.boundary.timestamp() if row.boundary else None,
            ends=drawn.ends.timestamp() if drawn.ends else None,
            keys=tuple(sorted(self.keys)),
            shown=drawn.shown,
            stale=row.stale,
        )


def drafts(drawn: Sequence[tuple[Wish, Drawn]], *, at: datetime) -> list[Draft]:
    """Return drafts with their next boundary; that nothing at all awaits its moment, one statement tells."""
    if not (drawn and boundaries.anything_awaits(at)):
        return [draft(wish, found, boundary=found.until) for wish, found in drawn]
    return [_awaiting(wish, found, at) for wish, found in drawn]


def draft(wish: Wish, drawn: Drawn, *, boundary: datetime | None = None) -> Draft:
    """Return the draft of one wish."""
    sittings = {f"sitting:{sitting}" for sitting in drawn.sittings}
    keys = sittings.union(*map(_standing_on, (wish.query, *drawn.beside)))
    return Draft(wish, drawn, frozenset(keys), answers.digest(drawn.artefact.body), boundary)


def _awaiting(wish: Wish, drawn: Drawn, at: datetime) -> Draft:
    """Return the draft of what may change by itself; what an election begins or ends with is over at that moment."""
    reading = Reading(wish.language, at)
    things = {*_subjects(wish.query), *(name.partition("/")[0] for name in drawn.shown)}
    own = boundaries.next_boundary(wish.query, reading, things, drawn.sittings)
    others = [boundaries.next_boundary(query, reading, (), ()) for query in drawn.beside]
    pause = boundaries.next_pause(wish.query, reading, things)
    ends = min(filter(None, [drawn.ends, pause]), default=None)
    until = min(filter(None, [own, *others, pause, drawn.until]), default=None)
    return draft(wish, replace(drawn, ends=ends), boundary=until)


def _standing_on(query: StreamQuery) -> set[str]:
    driver = next((name for name in selecting.DRIVERS if query.values(name)), None)
    driver = driver or next((name for name in ("thing", "kind") if query.values(name)), None)
    terms = {f"{driver}:{value}" for value in query.values(driver)} if driver else {EVERYTHING}
    return terms | {f"thing:{thing}" for thing in _subjects(query)}


def _subjects(query: StreamQuery) -> list[str]:
    return [query.values(name)[0] for name in SUBJECTS if len(query.values(name)) == 1]
