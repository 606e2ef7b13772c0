"""Where cards are: everlasting addresses, with everything that means something in the path."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from plugins.cards.renderers.words import card_of
from syndication import queries
from syndication.contract import Link, Selection


def of_thing(thing: str, language: str, options: Iterable[tuple[str, str]] = ()) -> str:
    """Return the path of the card of a thing, or of a clip of it."""
    wished = "".join(f"/{name}={value}" for name, value in options if name == "t")
    return f"/cards/{language}/{thing}{wished}.png"


def of_stream(path: str, language: str) -> str:
    """Return the path of the card of a stream, by the path of its query or the slug by which it is saved."""
    return f"/cards/{language}/latest/{path}.png"


def preview(selection: Selection) -> Link:
    """Return the pointer to the card of a selection; its title is the card in words."""
    entry = selection.entries[0] if selection.entries else selection.subject
    if entry and selection.stream.startswith("thing:"):
        path = of_thing(entry.thing, selection.language, selection.options)
    else:
        known = selection.slug or queries.parse(selection.stream).path
        path = of_stream(known, selection.language)
    return Link(
        rel="preview",
        url=f"{settings.EMBED_URL}{path}",
        title=card_of(selection).description,
        media_type="image/png",
        language=selection.language,
    )
