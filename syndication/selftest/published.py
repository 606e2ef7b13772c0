"""Which feeds there are: those that were ever asked for, and those of named streams that should be there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from django.conf import settings
from django.db.models import Q, QuerySet

from syndication import queries, registry
from syndication.contract import Renderer
from syndication.publications.models import Publication
from syndication.streams.query import StreamQuery, parse
from syndication.streams.selection import LIMIT

BATCH = 200


@dataclass(frozen=True, slots=True)
class Feed:
    """A stream in a format and language at its public address; ``place`` orders all feeds."""

    place: int
    url: str
    query: StreamQuery
    format: str
    language: str
    limit: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Which feeds are looked at: of a stream (its slug, or its query as in an address), a format, a language."""

    stream: str = ""
    format: str = ""
    language: str = ""


def feeds(choice: Choice, *, after: int | None = None) -> Iterator[Feed]:
    """Yield the feeds beyond a place, named streams first; raise QueryError where no stream is called so."""
    named = list(_named(choice))
    yield from (feed for feed in named if after is None or feed.place > after)
    urls = {feed.url for feed in named}
    rows, place = _rows(choice), max(0, after or 0)
    while batch := list(rows.filter(pk__gt=place)[:BATCH]):
        place = batch[-1].pk
        yield from (feed for feed in map(_kept, batch) if feed.url not in urls)


def number(choice: Choice) -> int:
    """Return how many feeds there are."""
    urls = [queries.located(feed.url) for feed in _named(choice)]
    return len(urls) + _rows(choice).exclude(address__in=urls).count()


def formats() -> dict[str, Renderer]:
    """Return the formats that have addresses as feeds."""
    found = registry.renderers().items()
    return {name: renderer for name, (_plugin, renderer) in found if renderer.filename}


def _named(choice: Choice) -> Iterator[Feed]:
    """Yield what should be there even where nobody asked for it yet; its places are below nought."""
    streams = [queries.named(choice.stream)] if choice.stream else _streams()
    codes = [code for code, _name in settings.INTERFACE_LANGUAGES]
    languages = [choice.language] if choice.language else codes
    known = [name for name in formats() if choice.format in ("", name)]
    wanted = list(product(streams, known, languages))
    for place, ((query, slug), name, language) in enumerate(wanted, -len(wanted)):
        renderer = formats()[name]
        url = queries.address(query, language, renderer.filename, slug=slug)
        yield Feed(place, url, query, name, language, getattr(renderer, "limit", LIMIT))


def _streams() -> list[tuple[StreamQuery, str]]:
    saved = [(parse(stream.query), stream.slug) for stream in queries.streams()]
    return [(StreamQuery(), ""), *saved]


def _rows(choice: Choice) -> QuerySet[Publication]:
    chosen = Q(format__in=formats(), address__startswith=f"{queries.located(settings.BASE_URL)}/")
    if choice.stream:
        query, slug = queries.named(choice.stream)
        chosen &= Q(slug=slug) if slug else Q(query=str(query), slug="")
    if choice.format:
        chosen &= Q(format=choice.format)
    if choice.language:
        chosen &= Q(language=choice.language)
    return Publication.objects.filter(chosen).order_by("pk")


def _kept(row: Publication) -> Feed:
    scheme = settings.BASE_URL.partition("://")[0]
    url = f"{scheme}://{row.address}"
    return Feed(row.pk, url, parse(row.query), row.format, row.language, row.limit)
