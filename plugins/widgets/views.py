"""Embeds at their everlasting addresses on the embed host."""

from __future__ import annotations

from urllib.parse import unquote

from django.apps import apps
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.http import HttpResponsePermanentRedirect as Moved
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from syndication import queries
from syndication.errors import QueryError, UnknownEntryError


@require_safe
@xframe_options_exempt
def speech(request: HttpRequest, language: str, thing: str) -> HttpResponseBase:
    """Serve one speech's embed."""
    _check(language)
    path = f"/e/{language}/speech/{thing}/"
    if request.META.get("QUERY_STRING"):
        return Moved(path)
    try:
        query = queries.build({"thing": thing, "kind": "speech"})
        wish = queries.Wish(
            _at(path), query, "speech-widget", language, limit=1, context=True, sole=True
        )
        return queries.response(request, wish)
    except (QueryError, UnknownEntryError) as error:
        raise Http404 from error


@require_safe
@xframe_options_exempt
def latest(request: HttpRequest, language: str, path: str) -> HttpResponseBase:
    """Serve the latest entries of a stream."""
    _check(language)
    try:
        query = queries.parse_path(path)
    except QueryError as error:
        raise Http404 from error
    proper = f"/e/{language}/latest/{query.path}/"
    if request.META.get("QUERY_STRING") or unquote(query.path) != path:
        return Moved(proper)
    number = apps.get_app_config("widgets").settings.latest  # type: ignore[attr-defined]  # a Plugin
    wish = queries.Wish(_at(proper), query, "latest-widget", language, limit=number)
    return queries.response(request, wish)


def _check(language: str) -> None:
    if language not in dict(settings.LANGUAGES):
        raise Http404


def _at(path: str) -> str:
    return queries.located(f"{settings.EMBED_URL}{path}")
