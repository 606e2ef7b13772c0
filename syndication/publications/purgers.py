"""A CDN that is told over HTTP which surrogate keys to let go of: Varnish, Fastly and their like."""

from __future__ import annotations

from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from django.conf import settings

from syndication.errors import PurgeError
from syndication.publications.answers import own_key
from syndication.publications.wishes import located

PATIENCE = 5.0
"""Seconds that one answer may take."""


class HttpPurger:
    """One request names up to a hundred keys, each that of one address."""

    def purge(self, urls: Sequence[str]) -> None:
        """Return when the CDN has said yes; raise PurgeError otherwise."""
        target = urlsplit(settings.PURGE_URL)
        kind = HTTPSConnection if target.scheme == "https" else HTTPConnection
        connection = kind(str(target.hostname), target.port, timeout=PATIENCE)
        keys = " ".join(own_key(located(url)) for url in urls)
        headers = {**settings.PURGE_HEADERS, settings.PURGE_KEY_HEADER: keys}
        try:
            connection.request(settings.PURGE_METHOD, target.path or "/", headers=headers)
            status = connection.getresponse().status
        except (OSError, HTTPException) as error:
            raise PurgeError(str(error) or type(error).__name__) from error
        finally:
            connection.close()
        if not 200 <= status < 300:
            raise PurgeError(f"It answers {status}.")
