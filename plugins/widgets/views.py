"""Embeds at their everlasting addresses on the embed host."""

from __future__ import annotations

from urllib.parse import unquote

from django.apps import apps
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.http import HttpResponsePermanentRedirect as Moved
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from syndication import queries
from syndication.errors import QueryError, RenderError, UnknownEntryError


@require_safe
@xframe_options_exempt
def speech(request: HttpRequest, language: str, thing: str) -> HttpResponseBase:
    """Serve one speech's embed."""
    _check(language)
    try:
        found = queries.entry(thing, language)
    except UnknownEntryError as error:
        raise Http404 from error
    if found.kind != "speech":
        raise Http404
    if request.META.get("QUERY_STRING"):
        return Moved(f"/e/{language}/speech/{thing}/")
    query = queries.build({"thing": thing})
    return _answer(request, queries.Wish(query, "speech-widget", language, limit=1, context=True))


@require_safe
@xframe_options_exempt
def latest(request: HttpRequest, language: str, path: str) -> HttpResponseBase:
    """Serve the latest entries of a stream."""
    _check(language)
    try:
        query = queries.parse_path(path)
    except QueryError as error:
        raise Http404 from error
    if request.META.get("QUERY_STRING") or unquote(query.path) != path:
        return Moved(f"/e/{language}/latest/{query.path}/")
    number = apps.get_app_config("widgets").settings.latest  # type: ignore[attr-defined]  # a Plugin
    return _answer(request, queries.Wish(query, "latest-widget", language, limit=number))


def _check(language: str) -> None:
    if language not in dict(settings.LANGUAGES):
        raise Http404


def _answer(request: HttpRequest, wish: queries.Wish) -> HttpResponseBase:
    try:
        return queries.response(request, wish)
    except RenderError:
        return HttpResponse(status=503, headers={"Retry-After": "60"})
