"""Leaks made on purpose: each takes away or turns round one thing that keeps what is hidden from leaving."""

from __future__ import annotations

import importlib
import inspect
import sys
import textwrap
from typing import Any, NamedTuple

import pytest

from syndication.streams import compiled, places

GATE = "syndication.entries.visibility:EntryRecordQuerySet"
READING = "syndication.entries.reading:entry_of"
REFERENCES = "syndication.entries.references"
SNAPSHOTS = "syndication.entries.snapshots"
SELECTING = "syndication.streams.selecting"
PUBLICATIONS = "syndication.publications"
AUDIENCES = "syndication.audiences"
EVERYBODY = 7
VISIBLE = ".visible(at=reading.at, to=reading.audience)"


class Seed(NamedTuple):
    """A function, words in its source, what to put in their place, and how many must read for it to be noticed."""

    function: str
    old: str
    new: str
    readers: int = 1


SEEDS = {
    "embargoes are not asked for": Seed(
        f"{GATE}.visible", "Q(visible_from__isnull=True) | Q(visible_from__lte=at)", "Q()"
    ),
    "ends are not asked for": Seed(
        f"{GATE}.visible", "Q(visible_until__isnull=True) | Q(visible_until__gt=at)", "Q()"
    ),
    "audiences are not asked for": Seed(f"{GATE}.visible", "audience__in=[PUBLIC, *to],", ""),
    "an end comes a moment late": Seed(
        f"{GATE}.visible", "visible_until__gt=", "visible_until__gte="
    ),
    "an embargo ends a moment late": Seed(
        f"{GATE}.visible", "visible_from__lte=", "visible_from__lt="
    ),
    "no embargo is awaited": Seed(
        f"{GATE}.next_boundary", '("visible_from", "visible_until")', '("visible_until",)'
    ),
    "no end is awaited": Seed(
        f"{GATE}.next_boundary", '("visible_from", "visible_until")', '("visible_from",)'
    ),
    "kills are not read": Seed(READING, "killing.killed(row.thing, row.language)", "None"),
    "tombstones keep the summary": Seed(
        f"{SNAPSHOTS}:tombstone", 'summary="",', "summary=entry.summary,"
    ),
    "tombstones keep the words": Seed(
        f"{SNAPSHOTS}:tombstone", "withdrawn=True,", "withdrawn=True, passages=entry.passages,"
    ),
    "streams pass the gate by": Seed(
        f"{SELECTING}:_matching",
        f"visible = EntryRecord.objects{VISIBLE}",
        "visible = EntryRecord.objects.all()",
    ),
    "what is named passes the gate by": Seed(f"{SELECTING}:_named", VISIBLE, ""),
    "neighbours pass the gate by": Seed(f"{SELECTING}:neighbours", VISIBLE, ""),
    "what is hidden counts as the better language": Seed(
        f"{SELECTING}:_best_language", VISIBLE, ".all()"
    ),
    "nothing is thought to await its moment": Seed(
        "syndication.streams.boundaries:anything_awaits",
        "return any(",
        "return False and any(",
    ),
    "no publication has a boundary": Seed(
        "syndication.streams.boundaries:next_boundary",
        "return rows.next_boundary(after=reading.at, to=reading.audience)",
        "return None",
    ),
    "a passed boundary is no reason to look again": Seed(
        f"{PUBLICATIONS}.answers:Answer.holds",
        "(self.boundary is None or self.boundary > at)",
        "True",
    ),
    "a mark is no reason to look again": Seed(
        f"{PUBLICATIONS}.answers:Answer.holds", "not self.stale", "True"
    ),
    "changes mark nothing": Seed(
        f"{PUBLICATIONS}.staleness:touch", "return _mark(", "return [] and _mark("
    ),
    "marks do not reach the stores": Seed(
        f"{PUBLICATIONS}.staleness:_mark", "memory().doubt(addresses)", "None"
    ),
    "no publication says what it stands on": Seed(
        f"{PUBLICATIONS}.keeping:_key", "if standing[key] != terms", "if False"
    ),
    "a page takes the killed for living": Seed(
        "syndication.streams.places:_as_killed", "if gone else place", "if False else place"
    ),
    "an entry written once is never written anew": Seed(
        f"{PUBLICATIONS}.fragments:version",
        "{place.revision} {place.withdrawn} {place.updated.timestamp()}",
        "",
    ),
    "the kill-list is not asked": Seed("syndication.entries.killing:listed", "_list().gone", "{}"),
    "a withdrawn text is still found by its words": Seed(
        "syndication.actions.withdrawing:_show",
        "(row.pk, entry)",
        "(row.pk, _alive(row))",
    ),
    "words of others are repeated to everybody": Seed(
        f"{REFERENCES}:hidden", "return things - {", "return set() - {"
    ),
    "words of the killed are repeated": Seed(
        f"{REFERENCES}:hidden", " if not killing.killed(thing, language)", ""
    ),
    "addresses of others are given to everybody": Seed(
        f"{REFERENCES}:without", "if link.thing not in gone", ""
    ),
    "what repeats words of others is kept": Seed(
        f"{PUBLICATIONS}.fragments:written", "if not item.repeats:", "if True:"
    ),
    "words of others are found where they are repeated": Seed(
        "syndication.entries.fulltext:words_of", " if not passage.thing", ""
    ),
    "what stands beside is read for an audience": Seed(
        "syndication.streams.beside:_entries",
        "query(part),\n        reading,",
        'query(part), Reading(reading.language, reading.at, ("press",)),',
    ),
    "a revoked token is good": Seed(
        f"{AUDIENCES}.models:TokenQuerySet.good", ", revoked__isnull=True", "", EVERYBODY
    ),
    "a token that is over is good": Seed(
        f"{AUDIENCES}.models:TokenQuerySet.good", "lasting, ", "", EVERYBODY
    ),
    "whoever signed in is of every audience": Seed(
        f"{AUDIENCES}.readers:memberships", ".filter(groups__user=user)", "", EVERYBODY
    ),
    "no member is of any audience": Seed(
        f"{AUDIENCES}.readers:memberships", ".filter(groups__user=user)", ".none()", EVERYBODY
    ),
    "caches may keep what is for some": Seed(
        f"{AUDIENCES}.middleware:_kept_private",
        '"private, no-store"',
        '"public, max-age=60"',
        EVERYBODY,
    ),
    "others are told of the address with the token": Seed(
        f"{AUDIENCES}.middleware:_kept_private", "no-referrer", "unsafe-url", EVERYBODY
    ),
    "feeds and embeds show more to who signed in": Seed(
        "syndication.queries:_answer",
        "readers.current().holds",
        "readers.current().audiences",
        EVERYBODY,
    ),
    "a holder gets what is kept for all": Seed(
        "syndication.queries:_answer", "readers.current().holds", "False", EVERYBODY
    ),
    "publications are written for an audience": Seed(
        f"{PUBLICATIONS}.drawing:_assembled",
        "Reading(wishes[0].language, at)",
        'Reading(wishes[0].language, at, ("bureau",))',
    ),
    "embeds are written for an audience": Seed(
        f"{PUBLICATIONS}.drawing:draw",
        "Reading(wish.language, at)",
        'Reading(wish.language, at, ("press",))',
    ),
}


class Found(NamedTuple):
    """A function: the module it is in, what it belongs to there, its name, and its source."""

    module: Any
    owner: Any
    name: str
    source: str


def found(seed: Seed) -> Found:
    """Return the function of a seed, which must still say what the seed takes from it."""
    module_name, _, path = seed.function.partition(":")
    module = importlib.import_module(module_name)
    *owners, name = path.split(".")
    owner: Any = module
    for part in owners:
        owner = getattr(owner, part)
    source = textwrap.dedent(inspect.getsource(getattr(owner, name)))
    assert seed.old in source, f"{seed.function} no longer says {seed.old!r}"
    return Found(module, owner, name, source)


def sow(monkeypatch: pytest.MonkeyPatch, seed: Seed) -> None:
    """Put a function with the fault in the place of the right one, wherever it was imported."""
    module, owner, name, source = found(seed)
    right = getattr(owner, name)
    forget()
    scope: dict[str, Any] = {}
    names = vars(module) | {"_alive": _alive}
    exec(compile(source.replace(seed.old, seed.new), module.__name__, "exec"), names, scope)  # noqa: S102 (our own source)
    monkeypatch.setattr(owner, name, scope[name])
    for other in list(sys.modules.values()):
        if getattr(other, name, None) is right and other is not owner:
            monkeypatch.setattr(other, name, scope[name])


def forget() -> None:
    """Have no SQL be remembered that was written by another gate."""
    compiled._compiled.cache_clear()
    places._writing.cache_clear()


def _alive(row: Any) -> Any:
    from syndication.entries import snapshots

    return snapshots.read(row.value, updated=row.updated)
