"""Chapters at their everlasting addresses on the embed host."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.http import HttpResponsePermanentRedirect as Moved
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from plugins.podcast.renderers.chapters import path_of
from syndication import queries
from syndication.errors import QueryError, UnknownEntryError

RECORDING = "video"
"""The kind whose passages say when they are heard."""


@require_safe
@xframe_options_exempt
def chapters(request: HttpRequest, language: str, thing: str) -> HttpResponseBase:
    """Serve the chapters of one recording."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    try:
        query = queries.build({"thing": thing, "kind": RECORDING})
    except QueryError as error:
        raise Http404 from error
    path = path_of(thing, language)
    if request.META.get("QUERY_STRING"):
        return Moved(path)
    at = queries.located(f"{settings.EMBED_URL}{path}")
    try:
        wish = queries.Wish(at, query, "chapters", language, limit=1, sole=True)
        return queries.response(request, wish)
    except UnknownEntryError as error:
        raise Http404 from error
