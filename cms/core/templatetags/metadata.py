"""A page's metadata, from what its template has at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms.core import metadata, structured
from cms.core.metadata import Metadata
from syndication import queries
from syndication.contract import Enclosure, Entry, Link
from syndication.queries import Options

register = template.Library()


@register.simple_tag(takes_context=True)
def describe(context: Any, title: str, kind: str = "", url: str = "", words: str = "") -> Metadata:
    """Return the metadata of a page: of its entry where it has one, else of what its title says.

    ``kind``, ``url`` and ``words`` replace what follows from that.
    """
    entry: Entry | None = context.get("entry") or None
    options = context.get("options") or ()
    found = _of(context, entry, str(title), options)
    told = replace(
        found,
        kind="video.other" if options else kind or found.kind,
        url=url or found.url,
        description=metadata.short(words) or found.description,
    )
    return metadata.illustrated(
        told,
        _offers(context, entry, options),
        context.get("embeds") or (),
        _media(context, entry, options),
    )


@register.simple_tag
def structured_data(meta: Metadata, entry: Entry | str = "") -> SafeString:
    """Return a page's block of data for search engines."""
    return structured.block(meta, entry if isinstance(entry, Entry) else None)


def _of(context: Any, entry: Entry | None, title: str, options: Options) -> Metadata:
    if entry is None:
        where = f"{context['base_url']}{context['request'].path}"
        record = _("The official record of %(parliament)s: free to read, quote, embed and follow.")
        words = record % {"parliament": context["parliament"]}
        return metadata.of_page(where, title, words, context["language"])
    if entry.withdrawn:
        return metadata.of_tombstone(entry)
    languages = context.get("languages") or ()
    return metadata.of_entry(entry, title, languages=languages, options=options)


def _offers(context: Any, entry: Entry | None, options: Options) -> Sequence[Link]:
    """Return what the page offers; one whose view says nothing of that is still about something."""
    if "offers" in context:
        return tuple(context["offers"])
    language = context["language"]
    if entry:
        return queries.offers_of(queries.about(entry, language, options))
    return queries.offers_of(queries.heading(queries.build({}), language))


def _media(context: Any, entry: Entry | None, options: Options) -> Sequence[Enclosure]:
    """Return the film that the page is about: a video's own, or that of which a clip is shown."""
    if entry and entry.kind == "video":
        return entry.enclosures
    videos = context.get("videos") or () if options else ()
    return [media for video in videos for media in video.enclosures]
