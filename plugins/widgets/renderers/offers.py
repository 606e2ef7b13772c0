"""Which embeds there are of a selection, for whoever makes pieces of HTML of them."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.widgets.renderers import DEBATE, LIST, OF_THINGS, addresses
from syndication import queries
from syndication.contract import Embed, Entry, Selection
from syndication.queries import StreamQuery


def embeds(selection: Selection) -> Iterator[Embed]:
    """Yield the embed of the one thing that is selected and what there is of it besides, else the list's."""
    entry = next(iter(selection.entries), None)
    query = queries.parse(selection.stream)
    widget = OF_THINGS.get(entry.kind) if entry and query.values("thing") else None
    if entry and widget:
        path = addresses.of_thing(entry.kind, entry.thing, selection.language, selection.options)
        film = entry.kind == "video" or bool(selection.option("t"))
        url = addresses.absolute(path)
        yield Embed(url, _title(entry), widget.kind, widget.height, video=film)
        yield from _besides(entry, selection)
    else:
        yield from _debates(query.values("debate"), selection.title, selection)
        yield _list(selection.slug or query.path, selection.title, selection)


def _besides(entry: Entry, selection: Selection) -> Iterator[Embed]:
    """Yield the debate that a speech belongs to, and the latest of what a member said."""
    if entry.kind == "speech":
        found = [facet.value for facet in entry.facets if facet.name == "debate"]
        yield from _debates(found, entry.title, selection)
    if entry.kind == "member":
        own: StreamQuery = queries.build({"kind": "speech", "member": entry.thing})
        title = f"{entry.title} — {queries.kind_name('speech')}"
        yield _list(own.path, title, selection)


def _debates(found: tuple[str, ...] | list[str], title: str, selection: Selection) -> list[Embed]:
    """Return the embed of a debate, of the one where it is one."""
    if len(found) != 1:
        return []
    looks = addresses.looks(selection)
    path = addresses.of_thing(DEBATE.kind, found[0], selection.language, looks)
    return [Embed(addresses.absolute(path), title, DEBATE.kind, DEBATE.height)]


def _list(stream: str, title: str, selection: Selection) -> Embed:
    """Return the embed of the latest of a stream."""
    path = addresses.of_stream(stream, selection.language, addresses.looks(selection))
    return Embed(addresses.absolute(path), title, LIST.kind, LIST.height)


def _title(entry: Entry) -> str:
    speakers = entry.participants if entry.kind == "speech" and not entry.withdrawn else ()
    return f"{speakers[0].name}: {entry.title}" if speakers else entry.title
