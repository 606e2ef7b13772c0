"""A wish drawn: the artefact, and all that has to be known about what it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import ParamSpec, TypeVar

from syndication import registry
from syndication.contract import Artefact, Entry, Part, Selection
from syndication.entries import references
from syndication.entries.ranks import rank_of
from syndication.entries.reading import Reading
from syndication.entries.references import Original
from syndication.errors import RenderError
from syndication.publications import fragments
from syndication.publications.fragments import Written
from syndication.publications.rendering import assemble, parts, render
from syndication.publications.wishes import Wish
from syndication.streams import archives, beside, moments
from syndication.streams.places import Place, places
from syndication.streams.query import StreamQuery
from syndication.streams.selecting import Cursor
from syndication.streams.selection import address, archived, frames, select

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Drawn:
    """An artefact with when what it shows last changed (None: it shows nothing), what it shows, and when that ends.

    ``shown`` names the entries whose content can be read in it ("7k3m2qx9ab/fr"), those whose words others repeat
    among them, ``sittings`` those of whose debate it shows what stands around, ``beside`` asked for its parts. What it
    tells of comes, begins or is over ``until`` when it is to be written again.
    """

    artefact: Artefact
    updated: datetime | None
    entries: int
    shown: tuple[str, ...]
    ends: datetime | None
    sittings: frozenset[str] = frozenset()
    beside: tuple[StreamQuery, ...] = ()
    until: datetime | None = None


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
    pieces = fragments.written(wishes[0].format, heads[0], chain.from_iterable(pages), reading)
    repeated = [_things(head, page, pieces) for head, page in zip(heads, pages, strict=True)]
    originals = references.originals(frozenset[str]().union(*repeated))
    return [
        _standing_on(_feed(wish, head, page, pieces, reading), things, originals, at)
        for wish, head, page, things in zip(wishes, heads, pages, repeated, strict=True)
    ]


def _feed(
    wish: Wish,
    head: Selection,
    wanted: Sequence[Place],
    pieces: Mapping[int, Written],
    reading: Reading,
) -> Drawn:
    """Draw a feed of what could be written; where nothing could, it is the format that fails."""
    page = [place for place in wanted if place.pk in pieces]
    if wanted and not page:
        raise RenderError(f"None of the {len(wanted)} entries could be written as {wish.format}.")
    written = [pieces[place.pk].body for place in page]
    head = replace(head, updated=max((place.updated for place in page), default=None))
    head = _looking_back(
        wish, head, [Cursor(place.rank, place.language, place.thing) for place in wanted], reading
    )
    ends = [place.visible_until for place in page]
    shown = [f"{place.thing}/{place.language}" for place in page if not place.withdrawn]
    return Drawn(
        artefact=assemble(wish.format, head, written, slug=wish.slug),
        updated=head.updated,
        entries=len(page),
        shown=tuple(sorted({*shown, *_names(head)})),
        ends=min(filter(None, [*ends, *_ends(head)]), default=None),
    )


def _looking_back(
    wish: Wish, head: Selection, page: Sequence[Cursor], reading: Reading
) -> Selection:
    """Point a feed to the archive in which it goes on, where its format has archives."""
    _plugin, renderer = registry.renderer(wish.format)
    if not getattr(renderer, "archived", False):
        return head
    found = archives.newest(wish.query, reading, page, limit=wish.limit)
    stream = address(wish.query, wish.language, slug=wish.slug, below=reading.below)
    links = archives.links(archives.Held(previous=found), stream)
    return replace(head, links=(*head.links, *links))


def rendered(wish: Wish, reading: Reading) -> Drawn:
    """Draw a wish whole, as somebody reads it, without what is kept of its entries."""
    chosen = _chosen(wish, reading)
    wanted = parts(wish.format, chosen)
    chosen = replace(chosen, parts=beside.found(wanted, reading))
    chosen = replace(chosen, as_of=moments.as_of(_all(chosen), reading.at))
    artefact, chosen = _without_poison(wish, chosen, reading.below)
    around = {entry.part_of for entry in chosen.entries if wish.context and entry.part_of}
    drawn = Drawn(
        artefact=artefact,
        updated=chosen.updated,
        entries=len(chosen.entries),
        shown=tuple(sorted(set(_names(chosen)))),
        ends=min(_ends(chosen), default=None),
        sittings=frozenset(around),
        beside=tuple(map(beside.query, wanted)),
        until=_until(wanted, chosen, reading.at),
    )
    things = _repeated(chosen)
    return _standing_on(drawn, things, references.originals(things), reading.at)


def _chosen(wish: Wish, reading: Reading) -> Selection:
    if archive := dict(wish.options).get(archives.OPTION):
        return archived(wish.query, reading, archive, slug=wish.slug)
    chosen = select(wish.query, reading, limit=wish.limit, context=wish.context, slug=wish.slug)
    page = [Cursor(rank_of(entry), entry.language, entry.thing) for entry in chosen.entries]
    return _looking_back(wish, replace(chosen, options=wish.options), page, reading)


def _standing_on(
    drawn: Drawn, things: frozenset[str], originals: Iterable[Original], at: datetime
) -> Drawn:
    """Return what is drawn as showing those, too, whose words it repeats: with them it is gone, or ends."""
    if not things:
        return drawn
    own = [original for original in originals if original.thing in things]
    ends = [one.visible_until for one in own if one.visible_until and one.visible_until > at]
    return replace(
        drawn,
        shown=tuple(sorted({*drawn.shown, *(f"{one.thing}/{one.language}" for one in own)})),
        ends=min(filter(None, [drawn.ends, *ends]), default=None),
    )


def _without_poison(wish: Wish, chosen: Selection, below: str) -> tuple[Artefact, Selection]:
    """Render a selection; where that fails, one without the entries that cannot be rendered even alone."""
    try:
        return render(wish.format, chosen, slug=wish.slug, below=below), chosen
    except RenderError:
        bare = replace(chosen, parts=())
        alone = [replace(bare, entries=(entry,)) for entry in chosen.entries]
        sound = [one for one in alone if not _fails(wish, one)]
        healthy = _healthy(wish, bare, chosen.parts)
        if (len(sound) == len(alone) and healthy == chosen.parts) or (alone and not sound):
            raise
    entries = tuple(one.entries[0] for one in sound)
    chosen = replace(chosen, entries=entries, parts=healthy)
    return render(wish.format, chosen, slug=wish.slug, below=below), chosen


def _healthy(wish: Wish, bare: Selection, found: beside.Parts) -> beside.Parts:
    """Return parts without the entries with which not even the selection without parts can be rendered."""
    if not found or _fails(wish, bare):
        return found
    return tuple(
        (
            name,
            tuple(
                entry
                for entry in entries
                if not _fails(wish, replace(bare, parts=((name, (entry,)),)))
            ),
        )
        for name, entries in found
    )


def _fails(wish: Wish, chosen: Selection) -> bool:
    return isinstance(_tried(render, wish.format, chosen, slug=wish.slug), RenderError)


def _names(chosen: Selection) -> Iterable[str]:
    return (f"{entry.thing}/{entry.language}" for entry in _all(chosen) if not entry.withdrawn)


def _until(wanted: Sequence[Part], chosen: Selection, at: datetime) -> datetime | None:
    """Return when what it tells of comes, begins or is over, next."""
    ahead = beside.until(wanted, chosen.parts, at)
    return min(filter(None, [ahead, moments.until(_all(chosen), at)]), default=None)


def _ends(chosen: Selection) -> list[datetime]:
    return [entry.expires for entry in _all(chosen) if entry.expires]


def _things(
    head: Selection, page: Sequence[Place], pieces: Mapping[int, Written]
) -> frozenset[str]:
    written = (pieces[place.pk].repeats for place in page if place.pk in pieces)
    return _repeated(head).union(*written)


def _repeated(chosen: Selection) -> frozenset[str]:
    return frozenset[str]().union(*map(references.things_of, _all(chosen)))


def _all(chosen: Selection) -> list[Entry]:
    around = (item for _, near in chosen.context for item in (near.previous, near.following))
    parts = (entry for _, entries in chosen.parts for entry in entries)
    return [entry for entry in (*chosen.entries, chosen.subject, *around, *parts) if entry]
