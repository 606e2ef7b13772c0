"""The reading half of the front door: what plugins and the CMS may ask the engine for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from syndication import registry
from syndication.audiences import readers
from syndication.audiences.models import Audience
from syndication.contract import Entry, Link, Neighbours, Selection
from syndication.entries.models import EntryRecord
from syndication.errors import UnavailableError, UnknownEntryError
from syndication.publications import publishing, serving
from syndication.publications.answers import Answer, left
from syndication.publications.rendering import offered
from syndication.publications.wishes import Wish, located
from syndication.streams import query as stream_query
from syndication.streams import selecting
from syndication.streams.addresses import addresses
from syndication.streams.addresses import starts as sitemap_starts
from syndication.streams.models import Stream
from syndication.streams.query import FACETS, StreamQuery, build, parse, parse_path
from syndication.streams.selecting import Cursor, Page, Reading
from syndication.streams.selection import address, kind_name, select

__all__ = [
    "FACETS",
    "Cursor",
    "Page",
    "StreamQuery",
    "Wish",
    "address",
    "addresses",
    "around",
    "audience_keys",
    "best_language",
    "build",
    "entries",
    "entries_named",
    "entry",
    "feeds_of",
    "find",
    "here",
    "kind_name",
    "languages",
    "links_of",
    "located",
    "outage",
    "parse",
    "parse_path",
    "recorded",
    "response",
    "saved",
    "selection",
    "sitemap_starts",
    "streams",
    "until_the_minute",
    "widest",
    "withheld",
]  # fmt: skip

widest = stream_query.MAX_VALUES
"""How many alternatives one facet may have."""


def entry(thing: str, language: str) -> Entry:
    """Return a public thing in the language, else in its original; raise UnknownEntryError."""
    found = selecting.entry(thing, _reading(language))
    if found is None:
        raise UnknownEntryError("There is no such entry.")
    return found


def entries_named(things: Sequence[str], language: str) -> dict[str, Entry]:
    """Return several public things by their public ids."""
    return selecting.entries_named(things, _reading(language))


def entries(
    query: StreamQuery,
    language: str,
    *,
    limit: int = 20,
    after: Cursor | None = None,
    ascending: bool = False,
) -> Page:
    """Return one page of a stream."""
    reading = _reading(language)
    return selecting.page(query, reading, limit=limit, after=after, ascending=ascending)


def find(kind: str, text: str, limit: int = 500) -> list[str]:
    """Return the public ids of what holds the words, in any language, newest first; the last word may be unfinished."""
    return selecting.things(kind, text, _reading(settings.LANGUAGE_CODE), limit=limit)


def around(entry: Entry, language: str) -> Neighbours:
    """Return what stands before and after an entry in its debate."""
    return selecting.neighbours(entry, _reading(language))


def languages(thing: str) -> tuple[str, ...]:
    """Return the languages a public thing can be read in."""
    return selecting.languages(thing, _reading(settings.LANGUAGE_CODE))


def withheld(thing: str, language: str) -> bool:
    """Tell whether a thing is recorded in a language but not for whoever asks, for what is served by somebody else."""
    return selecting.withheld(thing, _reading(language))


def selection(
    query: StreamQuery, language: str, *, limit: int = 20, context: bool = False
) -> Selection:
    """Return what a stream holds now."""
    return select(query, _reading(language), limit=limit, context=context)


def recorded(kind: str) -> int:
    """Return how many entries of a kind are kept, whoever may see them."""
    return EntryRecord.objects.filter(kind=kind).count()


def response(request: HttpRequest, wish: Wish) -> HttpResponseBase:
    """Answer a request with a publication; with 503 where there is none and none can be written now."""
    at = timezone.now()
    try:
        return serving.response(request, _answer(wish, at), at=at)
    except UnavailableError:
        return serving.unavailable()


def _answer(wish: Wish, at: datetime) -> Answer:
    """Return what is kept for everybody, or what a token's holder sees; who is signed in makes no difference here."""
    if readers.current().holds:
        return publishing.passing(wish, _reading(wish.language))
    return publishing.fetch(wish, at=at)


def outage(request: HttpRequest) -> HttpResponseBase:
    """Answer a request that the record could not: with the last good publication of its address, else with 503."""
    at = timezone.now()
    address = f"{request.get_host()}{request.get_full_path()}"
    kept = publishing.last_good(address, at=at)
    return serving.response(request, kept, at=at) if kept else serving.unavailable()


def until_the_minute() -> str:
    """Return the Cache-Control of what is not there, hidden or not: things appear on whole minutes."""
    return f"public, max-age={left(timezone.now().timestamp())}"


def streams() -> list[Stream]:
    """Return the saved streams."""
    return list(Stream.objects.all())


def saved(slug: str) -> Stream | None:
    """Return the saved stream of an address, None when there is none."""
    return Stream.objects.filter(slug=slug).first()


def feeds_of(query: StreamQuery, language: str) -> Iterable[Link]:
    """Yield the address of a stream in every format that is published as a feed."""
    for name, (_, renderer) in registry.renderers().items():
        if renderer.filename:
            yield Link(
                rel="alternate",
                url=address(query, language, renderer.filename, below=readers.current().below),
                title=name,
                media_type=renderer.media_type,
                language=language,
            )


def links_of(query: StreamQuery, language: str) -> tuple[Link, ...]:
    """Return what plugins point to from a stream, for a page about it; three statements where one does."""
    if not any(registry.linking()):
        return ()
    return offered(selection(query, language), "page")


def best_language(wanted: str) -> str:
    """Return the interface language to use for a content language that has none of its own."""
    codes = [code for code, _ in settings.INTERFACE_LANGUAGES]
    return wanted if wanted in codes else settings.LANGUAGE_CODE


def here(path: str) -> str:
    """Return the absolute address of a path on the parliament's site by which whoever reads this can read on."""
    return f"{settings.BASE_URL}{readers.current().below}{path}"


def audience_keys() -> list[str]:
    """Return the audiences that something can be restricted to."""
    return list(Audience.objects.values_list("key", flat=True))


def _reading(language: str) -> Reading:
    """Return how whoever asks reads; this is the one place that looks."""
    reader = readers.current()
    return Reading(language, timezone.now(), reader.audiences, reader.below, reader.files)
