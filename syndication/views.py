"""Published feeds at their canonical addresses."""

from __future__ import annotations

from urllib.parse import unquote

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.views.decorators.http import require_safe

from syndication import registry
from syndication.errors import QueryError
from syndication.queries import Resolved, Wish, address, located, named, response, selects
from syndication.streams.selection import LIMIT


def _selected(language: str, path: str, filename: str = "") -> Resolved | None:
    if language not in dict(settings.LANGUAGES):
        return None
    try:
        query, slug = named(path)
    except QueryError:
        return None
    return Resolved(query, language, slug=slug)


@selects(_selected)
@require_safe
def feed(request: HttpRequest, language: str, path: str, filename: str) -> HttpResponseBase:
    """Serve a stream in the format that owns the file name; any other spelling of the query is redirected."""
    wanted = next(
        (item for _, item in registry.renderers().values() if item.filename == filename), None
    )
    if wanted is None or language not in dict(settings.LANGUAGES):
        raise Http404
    try:
        query, slug = named(path)
    except QueryError as error:
        raise Http404(str(error)) from error
    canonical = slug or query.path
    if request.META.get("QUERY_STRING") or unquote(canonical) != path:
        return HttpResponsePermanentRedirect(f"/{language}/feeds/{canonical}/{filename}")
    url = address(query, language, filename, slug=slug)
    limit = getattr(wanted, "limit", LIMIT)
    return response(
        request, Wish(located(url), query, wanted.format, language, limit=limit, slug=slug)
    )
