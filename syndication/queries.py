"""The reading half of the front door: what plugins and the CMS may ask the engine for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from syndication import registry
from syndication.audiences import readers
from syndication.audiences.models import Audience
from syndication.contract import Embed, Entry, Link, Neighbours, Selection
from syndication.delivery.following import followers, follows
from syndication.delivery.subscribing import destination
from syndication.entries.models import EntryRecord
from syndication.entries.reading import Reading
from syndication.errors import UnavailableError, UnknownEntryError
from syndication.publications import publishing, rendering, serving
from syndication.publications.answers import Answer, left
from syndication.publications.feeds import feed, named, saved, topic
from syndication.publications.wishes import Wish, located
from syndication.streams import options, selecting
from syndication.streams import query as stream_query
from syndication.streams.addresses import addresses, stretches
from syndication.streams.addresses import starts as sitemap_starts
from syndication.streams.models import Stream
from syndication.streams.options import Options
from syndication.streams.query import FACETS, StreamQuery, build, parse, parse_path
from syndication.streams.resolving import Resolved, resolve, selects
from syndication.streams.selecting import Cursor, Page
from syndication.streams.selection import about, address, frames, select
from syndication.vocabulary import kind_name

__all__ = [
    "FACETS",
    "Cursor",
    "Options",
    "Page",
    "Resolved",
    "StreamQuery",
    "Wish",
    "about",
    "address",
    "addresses",
    "around",
    "as_of",
    "as_the_public",
    "audience_keys",
    "best_language",
    "build",
    "clip",
    "destination",
    "embeds_of",
    "entries",
    "entries_named",
    "entry",
    "feed",
    "feeds_of",
    "find",
    "followers",
    "follows",
    "heading",
    "here",
    "kind_name",
    "languages",
    "located",
    "named",
    "now",
    "offers_of",
    "options_of",
    "outage",
    "parse",
    "parse_options",
    "parse_path",
    "recorded",
    "resolve",
    "response",
    "saved",
    "selection",
    "selects",
    "sitemap_starts",
    "streams",
    "stretches",
    "topic",
    "until_the_minute",
    "widest",
    "withheld",
    "written_options",
]  # fmt: skip

widest = stream_query.MAX_VALUES
"""How many alternatives one facet may have."""

options_of, parse_options, written_options = options.build, options.parse, options.written
"""An address's options: of names and values, of the path form, and as that."""

clip = options.clip

as_of, now = readers.as_of, readers.now
"""Have everything inside be read as the public reads it at a moment; and that moment."""

as_the_public = readers.as_the_public
"""Have everything inside be read by the public, whoever asks: for what is to be shown to others."""


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
    if readers.current().holds or readers.current().at:
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


def feeds_of(query: StreamQuery, language: str, *, slug: str = "") -> Iterable[Link]:
    """Yield the address of a stream in every format that is published as a feed."""
    below = readers.current().below
    for name, (_, renderer) in registry.renderers().items():
        if renderer.filename:
            url = address(query, language, renderer.filename, slug=slug, below=below)
            yield Link("alternate", url, name, renderer.media_type, language)


def heading(
    query: StreamQuery, language: str, *, slug: str = "", options: Options = ()
) -> Selection:
    """Return a stream without its entries: title, subject and address."""
    (found,) = frames([(query, slug)], _reading(language))
    return replace(found, options=options)


def offers_of(selection: Selection) -> tuple[Link, ...]:
    """Return what plugins point to from a selection."""
    return rendering.offered(selection, "page")


def embeds_of(selection: Selection) -> tuple[Embed, ...]:
    """Return the documents that show a selection on other people's pages, the usual one first."""
    return rendering.embeds(selection)


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
    return Reading(language, readers.now(), reader.audiences, reader.below, reader.files)
