"""Which host, which language: both come from the address alone, never from a cookie or a header of the reader's.

Only the desk, which has no language in its address, asks the clerk's browser; a language chosen there comes first.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from cms.core import rights, views
from cms.core.addresses import is_published
from syndication import actions

Answer = Callable[[HttpRequest], HttpResponse]
ANCESTORS = {"DENY": "frame-ancestors 'none'", "SAMEORIGIN": "frame-ancestors 'self'"}
"""What a browser makes of X-Frame-Options, in the words that count for it where there are both."""


class HostMiddleware:
    """Send requests for the embed host to its own, cookieless addresses, which anybody may frame; nobody the others."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.embed_host = urlsplit(settings.EMBED_URL).netloc

    def __call__(self, request: HttpRequest) -> HttpResponse:
        embedded = request.get_host() == self.embed_host
        if embedded:
            request.urlconf = settings.EMBED_URLCONF
        response = self.get_response(request)
        if embedded:
            del response["X-Frame-Options"]
        ancestors = ANCESTORS.get(response.get("X-Frame-Options", ""))
        if ancestors and not is_published(request):  # which the engine serves without asking us
            policy = response.get("Content-Security-Policy", "")
            response["Content-Security-Policy"] = "; ".join(filter(None, (policy, ancestors)))
        return response


class KeptMiddleware:
    """What does not say how long it may be kept is kept by nobody: something on it may end at the next minute."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response


class OutageMiddleware:
    """While the database does not answer, serve what is published, and say of the rest that it will be back."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Answer in the place of a view that could not."""
        return views.outage(request, exception)


class MovedMiddleware(RedirectMiddleware):
    """Look for what the clerks redirect, except where addresses are made by the engine and none can be."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
        return response if is_published(request) else super().process_response(request, response)


class ActorMiddleware:
    """Have what a clerk does be done with the clerk's rights, and stand under the clerk's name in the audit log."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            return self.get_response(request)
        name = request.user.get_username() or "anonymous"
        with actions.acting(name, refusal=rights.refusal(request.user)):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say at the desk why a verb is not for whoever asked for it."""
        return rights.forbidden(request, exception)


class AddressLanguageMiddleware:
    """Speak the language the address begins with; the parliament's own where it has no interface in it."""

    desk = "admin"

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = self._language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            return self.get_response(request)

    def _language(self, request: HttpRequest) -> str:
        first, second = [*request.path_info.split("/", 3)[1:3], ""][:2]
        if first == self.desk:
            wanted = translation.get_language_from_request(request)
        else:
            wanted = second if first == "e" else first
        return wanted if wanted in dict(settings.INTERFACE_LANGUAGES) else settings.LANGUAGE_CODE
