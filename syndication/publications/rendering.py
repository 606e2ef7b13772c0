"""Selection to artefact, fenced: whatever a renderer does, only its own output is missing."""

from __future__ import annotations

import logging
from dataclasses import replace

from django.utils.translation import override

from syndication import registry
from syndication.contract import Artefact, Link, Renderer, Selection
from syndication.errors import RenderError
from syndication.streams.query import parse
from syndication.streams.selection import address

log = logging.getLogger("syndication.plugins")


def render(format_name: str, selection: Selection) -> Artefact:
    """Return the artefact, or raise RenderError after logging the plugin's name."""
    plugin, renderer = registry.renderer(format_name)
    try:
        with override(selection.language):
            return _written(renderer, _with_its_address(selection, renderer))
    except Exception as error:  # the fence around renderers: any plugin, any fault
        log.exception(
            "event=render_failed plugin=%s format=%s stream=%r language=%s",
            plugin.label,
            format_name,
            selection.stream,
            selection.language,
        )
        raise RenderError(f"The plugin {plugin.label} could not write {format_name}.") from error


def _with_its_address(selection: Selection, renderer: Renderer) -> Selection:
    """Add where the artefact itself is published (``rel="self"``), for formats that have an address of their own."""
    if not renderer.filename:
        return selection
    own = address(parse(selection.stream), selection.language, renderer.filename)
    link = Link("self", own, media_type=renderer.media_type, language=selection.language)
    return replace(selection, links=(*selection.links, link))


def _written(renderer: Renderer, selection: Selection) -> Artefact:
    artefact = renderer.render(selection)
    if not isinstance(artefact, Artefact) or not isinstance(artefact.body, bytes):
        raise TypeError(
            f"A renderer returns an Artefact whose body is bytes, not {artefact!r:.200}."
        )
    return artefact
