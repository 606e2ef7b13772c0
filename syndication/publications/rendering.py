"""Selection to artefact, fenced: whatever a plugin does, only what it writes or offers is missing."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TypeVar

from django.utils.translation import override

from syndication import registry
from syndication.contract import (
    Artefact,
    ComposedRenderer,
    Embed,
    Entry,
    Link,
    Part,
    Renderer,
    Selection,
)
from syndication.errors import RenderError
from syndication.plugin import Plugin
from syndication.streams.query import parse
from syndication.streams.selection import address

log = logging.getLogger("syndication.plugins")
T = TypeVar("T")


def render(format_name: str, selection: Selection, *, slug: str = "", below: str = "") -> Artefact:
    """Return the artefact, or raise RenderError after logging the plugin's name."""
    plugin, renderer = registry.renderer(format_name)
    with override(selection.language):
        shown = _pointing(selection, renderer, slug, below)
        with _fence("render_failed", plugin, format_name, selection):
            return _linked(_artefact(renderer.render(shown)), shown)


def assemble(
    format_name: str, selection: Selection, fragments: Iterable[str], *, slug: str = ""
) -> Artefact:
    """Return the artefact of a feed whose entries are written already; otherwise like ``render``."""
    plugin, renderer = registry.feed_renderers()[format_name]
    with override(selection.language):
        shown = _pointing(selection, renderer, slug)
        with _fence("render_failed", plugin, format_name, selection):
            return _linked(_artefact(renderer.assemble(shown, fragments)), shown)


def fragment(format_name: str, selection: Selection, entry: Entry) -> str:
    """Return an entry as a feed's format writes it; otherwise like ``render``."""
    plugin, renderer = registry.feed_renderers()[format_name]
    with (
        override(selection.language),
        _fence("render_failed", plugin, format_name, selection),
    ):
        return renderer.fragment(entry)


def offered(selection: Selection, format_name: str) -> tuple[Link, ...]:
    """Return what the plugins point to, each once; of a plugin that fails only its own links are missing."""
    with override(selection.language):
        return _offered(selection, format_name)


def embeds(selection: Selection) -> tuple[Embed, ...]:
    """Return the documents in which the plugins show a selection on other people's pages; fenced like links."""
    found: list[Embed] = []
    with override(selection.language):
        for plugin in registry.embedding():
            with suppress(RenderError), _fence("embeds_failed", plugin, "page", selection):
                found += _checked(plugin.embeds(selection), Embed)
    return tuple(found)


def parts(format_name: str, selection: Selection) -> tuple[Part, ...]:
    """Return what a format shows besides a selection; raise RenderError like ``render``."""
    plugin, renderer = registry.renderer(format_name)
    if not isinstance(renderer, ComposedRenderer):
        return ()
    with override(selection.language), _fence("parts_failed", plugin, format_name, selection):
        return _checked(renderer.parts(selection), Part)


@contextmanager
def _fence(event: str, plugin: Plugin, format_name: str, selection: Selection) -> Iterator[None]:
    """Run a plugin in the language in force; log whatever it raises under its name, and raise RenderError."""
    try:
        yield
    except Exception as error:  # the fence around plugins that write: any of them, any fault
        log.exception(
            "event=%s plugin=%s format=%s stream=%r language=%s",
            event,
            plugin.label,
            format_name,
            selection.stream,
            selection.language,
        )
        raise RenderError(f"The plugin {plugin.label} could not write {format_name}.") from error


def _offered(selection: Selection, format_name: str) -> tuple[Link, ...]:
    found: list[Link] = []
    for plugin in registry.linking():
        with suppress(RenderError), _fence("links_failed", plugin, format_name, selection):
            found += _checked(plugin.links(selection), Link)
    return tuple(dict.fromkeys(found))


def _checked(given: Iterable[T], wanted: type[T]) -> tuple[T, ...]:
    found = tuple(given)
    for item in found:
        if not isinstance(item, wanted):
            raise TypeError(f"A plugin offers {wanted.__name__}s here, not {item!r:.200}.")
    return found


def _pointing(selection: Selection, renderer: Renderer, slug: str, below: str = "") -> Selection:
    """Add what plugins point to and, where the format has an address of its own, that (``rel="self"``)."""
    links = (*selection.links, *_offered(selection, renderer.format))
    if renderer.filename:
        query, language = parse(selection.stream), selection.language
        archive = selection.option("archive")
        name = f"archive/{archive}/{renderer.filename}" if archive else renderer.filename
        own = address(query, language, name, slug=slug, below=below)
        links += (Link("self", own, media_type=renderer.media_type, language=language),)
    return replace(selection, links=links)


def _linked(artefact: Artefact, selection: Selection) -> Artefact:
    """Name the hubs and the address in a header, too, where there are any (W3C WebSub, section 4)."""
    named = [link for link in selection.links if link.rel in {"hub", "self"}]
    if {link.rel for link in named} != {"hub", "self"}:
        return artefact
    value = ", ".join(f'<{link.url}>; rel="{link.rel}"' for link in named)
    return replace(artefact, headers=(*artefact.headers, ("Link", value)))


def _artefact(written: object) -> Artefact:
    if not isinstance(written, Artefact) or not isinstance(written.body, bytes):
        raise TypeError(
            f"A renderer returns an Artefact whose body is bytes, not {written!r:.200}."
        )
    return written
