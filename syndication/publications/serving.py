"""An answer over HTTP: content coding, validators, conditional requests, no cookies; the same whatever serves it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.middleware.security import SecurityMiddleware
from django.utils.http import http_date, parse_http_date_safe

from syndication.publications.answers import IDENTITY, Answer, coding_for, matches, own_key

RETRY = "60"
VARY = "Accept-Encoding, Authorization"
"""A holder of a token may be told more, never by what is kept."""

Headers = dict[str, str]
"""Names in lower case, in the order of sending."""


def response(request: HttpRequest, answer: Answer, *, at: datetime) -> HttpResponseBase:
    """Return 200 with the body, or 304 where the reader already has it (RFC 9110, section 13.2.2)."""
    coding = coding_for(request.headers.get("Accept-Encoding", ""))
    tags = request.headers.get("If-None-Match")
    same = has(answer, coding, tags, request.headers.get("If-Modified-Since", ""))
    fresh = {"cache-control": answer.freshness(at.timestamp())}
    around = surrounding(answer.address, answer.headers, secure=request.is_secure())
    lasting = headers(answer, coding, around, whole=not same)
    if same:
        return _unchanged(fresh | lasting)
    return HttpResponse(answer.bodies[coding], headers=fresh | lasting)


def has(answer: Answer, coding: str, tags: str | None, since: str) -> bool:
    """Tell by If-None-Match, or without it by If-Modified-Since, whether the reader already has it."""
    if tags is not None:
        return matches(tags, answer.etag(coding))
    date = parse_http_date_safe(since) if since and answer.modified else None
    return date is not None and date >= answer.modified


def headers(answer: Answer, coding: str, around: Headers, *, whole: bool) -> Headers:
    """Return every header but Cache-Control and Date; of 304 those that a cache takes over (RFC 9111, section 3.2)."""
    found = {"etag": answer.etag(coding)}
    if answer.modified:
        found["last-modified"] = http_date(answer.modified)
    found["vary"] = VARY
    found |= around
    if whole:
        found["content-type"] = answer.media_type
        if coding != IDENTITY:
            found["content-encoding"] = coding
        found["content-length"] = str(len(answer.bodies[coding]))
        found["surrogate-key"] = " ".join((*answer.keys, own_key(answer.address)))
    return found


def surrounding(address: str, own: Iterable[tuple[str, str]], *, secure: bool) -> Headers:
    """Return the format's own headers and those that Django puts on everything, for what never passes through it.

    Only what is on the embed host may be framed.
    """
    framed = address.partition("/")[0] == urlsplit(settings.EMBED_URL).netloc
    found = HttpResponse(headers={} if framed else {"X-Frame-Options": settings.X_FRAME_OPTIONS})
    del found["Content-Type"]
    for name, value in own:
        found[name] = value
    SecurityMiddleware(_nothing).process_response(_Request(secure=secure), found)
    return {name.lower(): value for name, value in found.items()}


def unavailable() -> HttpResponse:
    """Return 503: nothing is kept, and nothing can be written now."""
    return HttpResponse(status=503, headers={"Retry-After": RETRY, "Cache-Control": "no-store"})


def _unchanged(given: Headers) -> HttpResponseBase:
    """Return 304 as a stream, because Django calls anything else 0 bytes long (RFC 9110, section 8.6)."""
    found = StreamingHttpResponse(status=304)
    del found["Content-Type"]
    for name, value in given.items():
        found[name] = value
    return found


class _Request(HttpRequest):
    """What the middleware wants to know: whether somebody asked over TLS."""

    def __init__(self, *, secure: bool) -> None:
        super().__init__()
        self._over_tls = secure

    def is_secure(self) -> bool:
        return self._over_tls


def _nothing(_request: HttpRequest) -> HttpResponseBase:
    return HttpResponse()
