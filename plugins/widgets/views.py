"""Embeds at their everlasting addresses on the embed host, and what goes with them."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, unquote

from django.apps import apps
from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.http import HttpResponsePermanentRedirect as Moved
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import condition, require_safe

from plugins.widgets.forms import read
from plugins.widgets.renderers import LIST, OF_THINGS, addresses
from plugins.widgets.renderers.frame import built, hashed
from syndication import queries
from syndication.errors import QueryError, UnknownEntryError
from syndication.queries import Options, Resolved

LOADER = "w.js"
DAY = 86_400


def _one(language: str, kind: str, thing: str, options: str = "") -> Resolved | None:
    """Tell what the embed of one thing shows."""
    if kind not in OF_THINGS or language not in dict(settings.LANGUAGES):
        return None
    try:
        query = queries.build(OF_THINGS[kind].facets(thing))
        return Resolved(query, language, queries.parse_options(options))
    except QueryError:
        return None


@queries.selects(_one)
@require_safe
@xframe_options_exempt
def one(
    request: HttpRequest, language: str, kind: str, thing: str, options: str = ""
) -> HttpResponseBase:
    """Serve the embed of one thing."""
    wanted = _one(language, kind, thing, options)
    if wanted is None:
        raise Http404

    def path(spoken: str, wished: Options) -> str:
        return addresses.of_thing(kind, thing, spoken, wished)

    if elsewhere := _elsewhere(request, wanted, path):
        return elsewhere
    widget = OF_THINGS[kind]
    wish = queries.Wish(
        _at(path(language, wanted.options)),
        wanted.query,
        widget.format,
        language,
        limit=1,
        context=widget.around,
        sole=True,
        options=wanted.options,
    )
    try:
        return queries.response(request, wish)
    except UnknownEntryError as error:
        raise Http404 from error


def _latest(language: str, path: str) -> Resolved | None:
    """Tell what the embed of a stream shows."""
    pieces = path.split("/")
    stream = [piece for piece in pieces if not piece.startswith(("t=", "theme="))]
    try:
        options = queries.parse_options("/".join(pieces[len(stream) :]))
        found = queries.saved(stream[0]) if len(stream) == 1 and ":" not in stream[0] else None
        query = queries.parse(found.query) if found else queries.parse_path("/".join(stream))
    except QueryError:
        return None
    known = language in dict(settings.LANGUAGES) and not dict(options).get("t")
    return Resolved(query, language, options, found.slug if found else "") if known else None


@queries.selects(_latest)
@require_safe
@xframe_options_exempt
def latest(request: HttpRequest, language: str, path: str) -> HttpResponseBase:
    """Serve the latest entries of a stream, or of a saved one by its slug."""
    wanted = _latest(language, path)
    if wanted is None:
        raise Http404
    stream = wanted.slug or wanted.query.path

    def place(spoken: str, wished: Options) -> str:
        return addresses.of_stream(stream, spoken, wished)

    if elsewhere := _elsewhere(request, wanted, place):
        return elsewhere
    wish = queries.Wish(
        _at(place(language, wanted.options)),
        wanted.query,
        LIST.format,
        language,
        limit=apps.get_app_config("widgets").settings.latest,  # type: ignore[attr-defined]  # a Plugin
        slug=wanted.slug,
        options=wanted.options,
    )
    return queries.response(request, wish)


@require_safe
def go(request: HttpRequest, path: str) -> HttpResponseBase:
    """Lead on to a page of the record: WordPress follows links out of a frame only to the frame's own host."""
    page = f"{settings.BASE_URL}/{quote(path)}"
    if request.META.get("QUERY_STRING") or queries.resolve(page) is None:
        raise Http404
    return HttpResponseRedirect(page)


@require_safe
@condition(etag_func=lambda request: f'"{hashed(built(LOADER))[8:-1]}"')
def loader(request: HttpRequest) -> HttpResponse:
    """Serve the script that gives frames the height they ask for; its address never changes, nor what it promises."""
    return HttpResponse(
        built(LOADER),
        content_type="text/javascript; charset=utf-8",
        headers={
            "Cache-Control": f"public, max-age={DAY}",
            "Access-Control-Allow-Origin": "*",
            "Cross-Origin-Resource-Policy": "cross-origin",
        },
    )


def _elsewhere(
    request: HttpRequest, wanted: Resolved, path: Callable[[str, Options], str]
) -> HttpResponseBase | None:
    """Return where the address is that says the same in its one spelling, or 400; None where this is it."""
    language, options = wanted.language, wanted.options
    if request.META.get("QUERY_STRING"):
        wished = read(request.GET, options)
        if wished is None:
            return HttpResponse(
                "There is no such parameter.", status=400, content_type="text/plain"
            )
        language, options = wished[0] or language, wished[1]
    proper = path(language, options)
    same = unquote(proper) == request.path and not request.META.get("QUERY_STRING")
    return None if same else Moved(proper)


def _at(path: str) -> str:
    return queries.located(addresses.absolute(path))
