"""Asking as a stranger does: without session, cookie or token, one address at a time, and not without end."""

from __future__ import annotations

import time
from threading import Lock

from syndication import origins
from syndication.errors import SyndicationError
from syndication.fetching import Fetched, Limits, safe_fetch

SECONDS = 20.0
"""How long one answer may take."""
TOO_FAST = 429
"""What a web server answers to who asks too fast (RFC 6585, section 4); our nginx does."""
TRIES = 3
PAUSE = 2.0
"""How often such an address is asked, and how many seconds later."""
LARGEST = 20_000_000
"""Bytes of the largest feed that is read."""


class ExhaustedError(SyndicationError):
    """So much was fetched that it is enough for one run."""


class Stranger:
    """Somebody who asks for what is public, ``most`` bytes in all."""

    def __init__(self, most: int, already: int = 0) -> None:
        self.most, self.size = most, already
        self._lock = Lock()

    def ask(self, url: str, method: str = "GET", *, size: int = LARGEST, **headers: str) -> Fetched:
        """Return an answer of whatever status; raise FetchError where there is none.

        ``headers`` are written with underscores. Our own hosts are asked wherever they lie.
        """
        if self.size > self.most:
            raise ExhaustedError(f"More than {self.most} bytes were fetched.")
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        whole = "range" not in headers
        limits = Limits(SECONDS, size, whole=whole, trusted=origins.ours())
        for _try in range(TRIES):
            found = safe_fetch(url, method=method, headers=given, limits=limits)
            with self._lock:
                self.size += len(found.body)
            if found.status != TOO_FAST:
                break
            time.sleep(PAUSE)
        return found
