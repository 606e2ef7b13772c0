"""An answer over Django: content coding, validators, conditional requests, no cookies."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import http_date, parse_http_date_safe

from syndication.publications.answers import IDENTITY, Answer, coding_for, matches

RETRY = "60"


def response(request: HttpRequest, answer: Answer, *, at: datetime) -> HttpResponse:
    """Return 200 with the body, or 304 where the reader already has it (RFC 9110, section 13.2.2)."""
    coding = coding_for(request.headers.get("Accept-Encoding", ""))
    etag = answer.etag(coding)
    found = HttpResponseNotModified() if _has(request, answer, etag) else _whole(answer, coding)
    found["ETag"] = etag
    if answer.modified:
        found["Last-Modified"] = http_date(answer.modified)
    found["Cache-Control"] = answer.freshness(at.timestamp())
    found["Vary"] = "Accept-Encoding"
    return found


def unavailable() -> HttpResponse:
    """Return 503: nothing is kept, and nothing can be written now."""
    return HttpResponse(status=503, headers={"Retry-After": RETRY, "Cache-Control": "no-store"})


def _whole(answer: Answer, coding: str) -> HttpResponse:
    found = HttpResponse(answer.bodies[coding], content_type=answer.media_type)
    for name, value in answer.headers:
        found[name] = value
    if coding != IDENTITY:
        found["Content-Encoding"] = coding
    found["Content-Length"] = str(len(answer.bodies[coding]))
    found["Surrogate-Key"] = " ".join(answer.keys)
    return found


def _has(request: HttpRequest, answer: Answer, etag: str) -> bool:
    condition = request.headers.get("If-None-Match")
    if condition is not None:
        return matches(condition, etag)
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return bool(answer.modified) and since is not None and since >= answer.modified
