"""Where everything public is, for search engines (sitemaps.org 0.9): an index of parts, each through the gate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import conditional_page, require_safe

from cms.core import filming, gate
from cms.core.publishing import sources_of
from syndication import queries

PART = 5_000
"""Addresses a part; sitemaps.org allows 50,000, but a part is made anew each time it is asked for."""


class Place(NamedTuple):
    """An address, when it last changed, and where the same is in other languages."""

    url: str
    updated: datetime | None
    alternates: tuple[tuple[str, str], ...]


@require_safe
@conditional_page
def index(request: HttpRequest) -> HttpResponse:
    """List the parts."""
    at = timezone.now()
    parts = [f"{settings.BASE_URL}/sitemap-pages.xml"]
    for after in queries.sitemap_starts(at=at, limit=PART):
        asked = f"?{urlencode({'after': after})}" if after else ""
        parts.append(f"{settings.BASE_URL}/sitemap-record.xml{asked}")
    parts += filming.parts(at)
    return _answer(request, "core/sitemap_index.xml", {"parts": parts}, at)


@require_safe
@conditional_page
def record(request: HttpRequest) -> HttpResponse:
    """List the addresses of a part of the record."""
    at, after = timezone.now(), request.GET.get("after", "")
    if not after.isprintable():
        raise Http404
    places = _places(
        [
            (item.thing, item.language, item.url, item.updated)
            for item in queries.addresses(after, at=at, limit=PART)
        ]
    )
    return _answer(request, "core/sitemap.xml", {"places": places}, at)


@require_safe
@conditional_page
def pages(request: HttpRequest) -> HttpResponse:
    """List the pages that are no entries: those are in the record's parts."""
    at = timezone.now()
    shown = gate.pages(at=at).order_by("translation_key", "locale__language_code")
    places = _places(
        (page.translation_key, page.locale.language_code, _here(page.url), page.last_published_at)
        for page in shown.select_related("locale").specific()
        if page.url and not any(sources_of(page))
    )
    return _answer(request, "core/sitemap.xml", {"places": places}, at)


@require_safe
@conditional_page
def videos(request: HttpRequest) -> HttpResponse:
    """List the recordings of a part."""
    at = timezone.now()
    found = {"films": filming.films(request)}
    return _answer(request, "core/sitemap_videos.xml", found, at)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Say where the sitemap is (RFC 9309)."""
    said = f"User-agent: *\nDisallow: /admin/\n\nSitemap: {settings.BASE_URL}/sitemap.xml\n"
    return HttpResponse(said, content_type="text/plain; charset=utf-8")


def _here(url: str) -> str:
    return f"{settings.BASE_URL}{urlsplit(url).path}"


def _places(rows: Iterable[tuple[Any, str, str, datetime | None]]) -> Iterator[Place]:
    for _key, found in groupby(rows, key=lambda row: row[0]):
        same = list(found)
        others = tuple((language, url) for _, language, url, _ in same) if len(same) > 1 else ()
        yield from (Place(url, updated, others) for _, _, url, updated in same)


def _answer(
    request: HttpRequest, template: str, context: dict[str, Any], at: datetime
) -> HttpResponse:
    """Answer until the minute is over: what comes and goes does so on a whole one."""
    answer = render(request, template, context, content_type="application/xml; charset=utf-8")
    answer["Cache-Control"] = f"public, max-age={60 - at.second}"
    return answer
