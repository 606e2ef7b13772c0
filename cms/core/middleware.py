"""Which host, which language: both come from the address alone, never from a cookie or a header of the reader's.

Only the desk, which has no language in its address, asks the clerk's browser; a language chosen there comes first.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from syndication import actions

Answer = Callable[[HttpRequest], HttpResponse]


class HostMiddleware:
    """Send requests for the embed host to its own, cookieless addresses."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.embed_host = urlsplit(settings.EMBED_URL).netloc

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.get_host() == self.embed_host:
            request.urlconf = settings.EMBED_URLCONF
        return self.get_response(request)


class ActorMiddleware:
    """Have what a signed-in clerk does stand under the clerk's name in the audit log."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD") or not request.user.is_authenticated:
            return self.get_response(request)
        with actions.acting(request.user.get_username()):
            return self.get_response(request)


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
