"""A publication as an HTTP answer: validators, conditional requests, bounded freshness, no cookies."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from syndication.publications.models import Publication

FRESH = 60
"""Seconds of a minute: embargoes and expiries fall on whole ones."""
STALE_WHILE_REVALIDATE = 600
STALE_IF_ERROR = 86_400


def answer(request: HttpRequest, publication: Publication, *, at: datetime) -> HttpResponseBase:
    """Return 200 with the body, or 304 where the reader already has it."""
    response = HttpResponse(bytes(publication.body), content_type=publication.media_type)
    for name, value in publication.headers:
        response[name] = value
    etag = quote_etag(publication.etag)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(int(publication.modified.timestamp()))
    response["Cache-Control"] = _freshness(publication, at=at)
    modified = int(publication.modified.timestamp())
    return get_conditional_response(request, etag, modified, response) or response


def _freshness(publication: Publication, *, at: datetime) -> str:
    """Fresh until the next whole minute, when alone anything appears or ends (RFC 9111, section 5.2; RFC 5861).

    All answers end then, whatever is hidden: none tells by its header that something is about to appear. What shows
    an entry that ends soon is not kept beyond that moment either.
    """
    left = FRESH - at.second % FRESH
    ends = publication.ends
    if ends is not None and ends < at + timedelta(seconds=left + STALE_IF_ERROR):
        return f"public, max-age={left}"
    return (
        f"public, max-age={left}, stale-while-revalidate={STALE_WHILE_REVALIDATE},"
        f" stale-if-error={STALE_IF_ERROR}"
    )
