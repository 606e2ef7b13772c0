"""Purging by address, through Wagtail's front-end cache back ends: Cloudflare, CloudFront, whatever takes PURGE."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from threading import get_ident

from django.conf import settings
from wagtail.contrib.frontend_cache.utils import get_backends

from syndication.errors import PurgeError

LOGGER = logging.getLogger("wagtail.frontendcache")


class FrontendCache:
    """The back end of the settings. That it failed it only says in its log, where we listen."""

    def purge(self, urls: Sequence[str]) -> None:
        """Return when the back end had nothing to complain of; raise PurgeError otherwise."""
        (backend,) = get_backends({"default": settings.FRONTEND_CACHE}).values()
        faults = _Faults()
        LOGGER.addHandler(faults)
        try:
            backend.purge_batch(list(urls))
        except OSError as error:
            raise PurgeError(str(error)) from error
        finally:
            LOGGER.removeHandler(faults)
        if faults.found:
            raise PurgeError(faults.found[0])


class _Faults(logging.Handler):
    """Keeps what this thread is told of errors."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []
        self._thread = get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.found.append(record.getMessage())
