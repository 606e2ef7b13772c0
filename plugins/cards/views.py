"""Cards at their everlasting addresses on the embed host."""

from __future__ import annotations

from urllib.parse import unquote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.http import HttpResponsePermanentRedirect as Moved
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from plugins.cards.renderers import addresses
from syndication import queries
from syndication.errors import QueryError, UnknownEntryError

SHOWN = 3


@require_safe
@xframe_options_exempt
def card(request: HttpRequest, language: str, thing: str, wished: str = "") -> HttpResponseBase:
    """Serve the card of one thing, or of a clip of it."""
    _check(language)
    try:
        options = queries.parse_options(wished)
        query = queries.build({"thing": thing})
    except QueryError as error:
        raise Http404 from error
    if not {name for name, _ in options} <= {"t"}:
        raise Http404
    proper = addresses.of_thing(thing, language, options)
    if _is_other(request, proper):
        return Moved(proper)
    wish = queries.Wish(_at(proper), query, "card", language, limit=1, sole=True, options=options)
    try:
        return queries.response(request, wish)
    except UnknownEntryError as error:
        raise Http404 from error


@require_safe
@xframe_options_exempt
def latest(request: HttpRequest, language: str, path: str) -> HttpResponseBase:
    """Serve the card of a stream."""
    _check(language)
    stream = queries.saved(path)
    slug = stream.slug if stream else ""
    try:
        query = queries.parse(stream.query) if stream else queries.parse_path(path)
    except QueryError as error:
        raise Http404 from error
    proper = addresses.of_stream(slug or query.path, language)
    if _is_other(request, proper):
        return Moved(proper)
    wish = queries.Wish(_at(proper), query, "card", language, limit=SHOWN, slug=slug)
    return queries.response(request, wish)


def _is_other(request: HttpRequest, proper: str) -> bool:
    return bool(request.META.get("QUERY_STRING")) or request.path != unquote(proper)


def _check(language: str) -> None:
    if language not in dict(settings.LANGUAGES):
        raise Http404


def _at(path: str) -> str:
    return queries.located(f"{settings.EMBED_URL}{path}")
