"""A wish drawn: the artefact, and all that has to be known about what it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import ParamSpec, TypeVar

from syndication import registry
from syndication.contract import Artefact, Entry, Selection
from syndication.errors import RenderError
from syndication.publications import fragments
from syndication.publications.rendering import assemble, render
from syndication.publications.wishes import Wish
from syndication.streams.places import Place, places
from syndication.streams.selecting import Reading
from syndication.streams.selection import frames, select

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Drawn:
    """An artefact with when what it shows last changed (None: it shows nothing), what it shows, and when that ends.

    ``shown`` names the entries whose content can be read in it ("7k3m2qx9ab/fr"), ``sittings`` those of whose debate
    it shows what stands around.
    """

    artefact: Artefact
    updated: datetime | None
    entries: int
    shown: tuple[str, ...]
    ends: datetime | None
    sittings: frozenset[str]


def draw(wishes: Sequence[Wish], at: datetime) -> list[Drawn | RenderError]:
    """Draw wishes as they are read at a moment; in the place of what a plugin fails to write stands its error."""
    drawn: dict[int, Drawn | RenderError] = {}
    feeds: dict[tuple[str, str], list[int]] = {}
    for number, wish in enumerate(wishes):
        if wish.format in registry.feed_renderers() and not wish.context:
            feeds.setdefault((wish.format, wish.language), []).append(number)
        else:
            drawn[number] = _tried(rendered, wish, Reading(wish.language, at))
    for numbers in feeds.values():
        drawn |= zip(numbers, _feeds([wishes[number] for number in numbers], at), strict=True)
    return [drawn[number] for number in range(len(wishes))]


def _feeds(wishes: Sequence[Wish], at: datetime) -> Sequence[Drawn | RenderError]:
    """Draw feeds together; where one entry cannot be written, only those that carry it fail."""
    found = _tried(_assembled, wishes, at)
    if not isinstance(found, RenderError):
        return found
    return [item for wish in wishes for item in draw([wish], at)] if len(wishes) > 1 else [found]


def _tried(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | RenderError:
    try:
        return work(*args, **kwargs)
    except RenderError as error:
        return error


def _assembled(wishes: Sequence[Wish], at: datetime) -> list[Drawn]:
    """Draw feeds of one format in one language, for which an entry is looked for once."""
    reading = Reading(wishes[0].language, at)
    heads = frames([(wish.query, wish.slug) for wish in wishes], reading)
    pages = [places(wish.query, reading, limit=wish.limit) for wish in wishes]
    pieces = fragments.written(wishes[0].format, heads[0], chain.from_iterable(pages))
    return [
        _feed(wish, head, page, pieces)
        for wish, head, page in zip(wishes, heads, pages, strict=True)
    ]


def _feed(wish: Wish, head: Selection, wanted: Sequence[Place], pieces: Mapping[int, str]) -> Drawn:
    """Draw a feed of what could be written; where nothing could, it is the format that fails."""
    page = [place for place in wanted if place.pk in pieces]
    if wanted and not page:
        raise RenderError(f"None of the {len(wanted)} entries could be written as {wish.format}.")
    written = [pieces[place.pk] for place in page]
    head = replace(head, updated=max((place.updated for place in page), default=None))
    ends = [place.visible_until for place in page]
    shown = [f"{place.thing}/{place.language}" for place in page if not place.withdrawn]
    return Drawn(
        artefact=assemble(wish.format, head, written, slug=wish.slug),
        updated=head.updated,
        entries=len(page),
        shown=tuple(sorted({*shown, *_names(head)})),
        ends=min(filter(None, [*ends, *_ends(head)]), default=None),
        sittings=frozenset(),
    )


def rendered(wish: Wish, reading: Reading) -> Drawn:
    """Draw a wish whole, as somebody reads it, without what is kept of its entries."""
    chosen = select(wish.query, reading, limit=wish.limit, context=wish.context, slug=wish.slug)
    artefact, chosen = _without_poison(wish, chosen, reading.below)
    around = {entry.part_of for entry in chosen.entries if wish.context and entry.part_of}
    return Drawn(
        artefact=artefact,
        updated=chosen.updated,
        entries=len(chosen.entries),
        shown=tuple(sorted(set(_names(chosen)))),
        ends=min(_ends(chosen), default=None),
        sittings=frozenset(around),
    )


def _without_poison(wish: Wish, chosen: Selection, below: str) -> tuple[Artefact, Selection]:
    """Render a selection; where that fails, one without the entries that cannot be rendered even alone."""
    try:
        return render(wish.format, chosen, slug=wish.slug, below=below), chosen
    except RenderError:
        alone = [replace(chosen, entries=(entry,)) for entry in chosen.entries]
        sound = [one for one in alone if not _fails(wish, one)]
        if not 0 < len(sound) < len(alone):
            raise
    chosen = replace(chosen, entries=tuple(one.entries[0] for one in sound))
    return render(wish.format, chosen, slug=wish.slug, below=below), chosen


def _fails(wish: Wish, chosen: Selection) -> bool:
    return isinstance(_tried(render, wish.format, chosen, slug=wish.slug), RenderError)


def _names(chosen: Selection) -> Iterable[str]:
    return (f"{entry.thing}/{entry.language}" for entry in _all(chosen) if not entry.withdrawn)


def _ends(chosen: Selection) -> list[datetime]:
    return [entry.expires for entry in _all(chosen) if entry.expires]


def _all(chosen: Selection) -> list[Entry]:
    around = (item for _, near in chosen.context for item in (near.previous, near.following))
    return [entry for entry in (*chosen.entries, chosen.subject, *around) if entry]
