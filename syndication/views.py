"""Published feeds at their canonical addresses, and their archives."""

from __future__ import annotations

from urllib.parse import unquote

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.utils import timezone
from django.views.decorators.http import require_safe

from syndication.errors import QueryError, UnknownEntryError
from syndication.publications.feeds import format_at
from syndication.queries import Resolved, Wish, address, located, named, response, selects
from syndication.queries import feed as found_at
from syndication.streams import archives


def _selected(language: str, path: str, filename: str = "", name: str = "") -> Resolved | None:
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
    try:
        wish = found_at(language, path, filename)
    except QueryError as error:
        raise Http404(str(error)) from error
    canonical = wish.slug or wish.query.path
    if request.META.get("QUERY_STRING") or unquote(canonical) != path:
        return HttpResponsePermanentRedirect(f"/{language}/feeds/{canonical}/{filename}")
    return response(request, wish)


@selects(_selected)
@require_safe
def archive(
    request: HttpRequest, language: str, path: str, name: str, filename: str
) -> HttpResponseBase:
    """Serve what a stream held in a time that is over; nothing is asked for about a time that is none."""
    try:
        wanted = format_at(language, filename)
        found = str(archives.parse(name, at=timezone.now()))
        query, slug = named(path)
    except QueryError as error:
        raise Http404(str(error)) from error
    if query.values("state") or not getattr(wanted, "archived", False):
        raise Http404
    canonical = f"{slug or query.path}/archive/{found}"
    if request.META.get("QUERY_STRING") or unquote(canonical) != f"{path}/archive/{name}":
        return HttpResponsePermanentRedirect(f"/{language}/feeds/{canonical}/{filename}")
    url = address(query, language, f"archive/{found}/{filename}", slug=slug)
    options = ((archives.OPTION, found),)
    wish = Wish(located(url), query, wanted.format, language, slug=slug, sole=True, options=options)
    try:
        return response(request, wish)
    except UnknownEntryError as error:
        raise Http404(str(error)) from error
