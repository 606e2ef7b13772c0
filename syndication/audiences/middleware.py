"""Find out who asks, keep answers that are not for everybody from every cache, and secrets in addresses from others.

A token comes in a header (RFC 6750) or in front of an address: ``/t/TOKEN/en/feeds/all/feed.rss``. Behind this
middleware nothing has the token in its path.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import has_vary_header, patch_vary_headers

from syndication.audiences import readers, tokens
from syndication.audiences.readers import Reader

BEFORE = "/t/"
UNKNOWN = f"{BEFORE}-/"
"""What stands in the place of a token that is none: no log line repeats what somebody mistyped."""
BEARER = "bearer "


class ReaderMiddleware:
    """Has whatever is read inside be read by whoever asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._cookieless = urlsplit(settings.EMBED_URL).netloc

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reader = (
            _by_address(request) if request.path_info.startswith(BEFORE) else _by_header(request)
        )
        with readers.reading(reader):
            response = self.get_response(request)
        if not has_vary_header(response, "Authorization"):
            patch_vary_headers(response, ("Authorization",))
        return _kept_private(response, reader) if reader.saw_more else response

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Note who may be signed in, without looking; a framework may have its own idea of the user later."""
        if request.get_host() != self._cookieless:
            readers.current().user = getattr(request, "user", None)


def _by_address(request: HttpRequest) -> Reader:
    """Take the token out of the address; where there is none to be taken, there is no such address."""
    secret, slash, rest = request.path_info.removeprefix(BEFORE).partition("/")
    closed = f"/{rest}".startswith((BEFORE, settings.SYNDICATION_DESK))
    asks = bool(slash) and not closed and request.method in ("GET", "HEAD")
    holds = tokens.holder(secret)
    reader = Reader(holds=holds, below=f"{BEFORE}{secret}") if holds and asks else Reader()
    request.path_info = f"/{rest}" if reader.holds else f"{UNKNOWN}{rest}"
    request.path = request.path_info
    return reader


def _by_header(request: HttpRequest) -> Reader:
    given = request.headers.get("Authorization", "")
    if given[: len(BEARER)].lower() != BEARER:
        return Reader()
    return Reader(holds=tokens.holder(given[len(BEARER) :].strip()))


def _kept_private(response: HttpResponse, reader: Reader) -> HttpResponse:
    response.headers.pop("Expires", None)
    response["Cache-Control"] = "private, no-store"
    if reader.below:
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        if "Location" in response.headers:
            response["Location"] = _below(response["Location"], reader.below)
    return response


def _below(address: str, before: str) -> str:
    """Lead on below the token on our own hosts, and to others without it."""
    if address.startswith("/") and not address.startswith("//"):
        return f"{before}{address}"
    for origin in (settings.BASE_URL, settings.EMBED_URL):
        if address.startswith(f"{origin}/"):
            return f"{origin}{before}{address.removeprefix(origin)}"
    return address
