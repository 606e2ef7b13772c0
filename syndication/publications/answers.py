"""A complete answer: what is written once per content coding and served as it stands, by whatever serves it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from gzip import compress as gzip
from hashlib import blake2b
from typing import Any

import brotli
import orjson

IDENTITY = "identity"
CODINGS = ("br", "gzip", IDENTITY)
"""Content codings (RFC 9110, section 8.4.1), the smallest first."""
FRESH = 60
"""Seconds of a minute: embargoes and expiries fall on whole ones."""
STALE_WHILE_REVALIDATE = 600
STALE_IF_ERROR = 86_400
IF_ERROR = f"stale-if-error={STALE_IF_ERROR}"
DOUBTFUL = 1
"""Seconds for which old bytes may be taken for the new ones that are on their way."""
GZIP, BROTLI, BROTLI_BEST = 6, 5, 11
"""Together the first two cost a third of a millisecond; the last, ten, is for the background."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One artefact as it goes out: bodies by content coding, headers, and until when it holds.

    ``address`` is host and path ("www.valmere.example/en/feeds/all/feed.rss"); moments are seconds since 1970.
    ``shown`` names the entries whose content it shows ("7k3m2qx9ab/fr"), ``keys`` the terms it stands on; ``best``:
    its brotli body is as small as can be.
    """

    address: str
    media_type: str
    headers: tuple[tuple[str, str], ...]
    bodies: Mapping[str, bytes]
    digest: str
    modified: int
    boundary: float | None = None
    ends: float | None = None
    keys: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    best: bool = False
    stale: bool = False

    def holds(self, at: float) -> bool:
        """Tell whether it may be served without looking at the record again."""
        return not self.stale and (self.boundary is None or self.boundary > at)

    def is_over(self, at: float) -> bool:
        """Tell whether it shows what has ended."""
        return self.ends is not None and self.ends <= at

    def etag(self, coding: str) -> str:
        """Return the strong validator of one coding: other bytes, another tag (RFC 9110, section 8.8.3.3)."""
        if coding == IDENTITY:
            return f'"{self.digest}"'
        level = str(BROTLI_BEST) if coding == "br" and self.best else ""
        return f'"{self.digest}-{coding}{level}"'

    def freshness(self, at: float) -> str:
        """Return its Cache-Control: fresh until the next whole minute, when alone anything appears or ends.

        All answers end then, whatever is hidden: none tells by its header that something is about to appear. What
        shows an entry that ends soon is not kept beyond that moment either (RFC 9111, section 5.2; RFC 5861).
        What is kept and no longer holds is asked for again at once: it is being written anew, or cannot be.
        """
        if self.modified and not self.holds(at):
            return f"public, max-age={DOUBTFUL}" + ("" if self.ends else f", {IF_ERROR}")
        if self.ends is not None and self.ends < at + left(at) + STALE_IF_ERROR:
            return f"public, max-age={left(at)}"
        return freshness(at)


def left(at: float) -> int:
    """Return the seconds until the next whole minute."""
    return FRESH - int(at) % FRESH


def freshness(at: float) -> str:
    """Return the Cache-Control of what shows nothing that ends."""
    return (
        f"public, max-age={left(at)}, stale-while-revalidate={STALE_WHILE_REVALIDATE}, {IF_ERROR}"
    )


def steady() -> str:
    """Return the Cache-Control of what is served by something without a clock, and shows nothing that ends."""
    return freshness(0)


def digest(body: bytes) -> str:
    """Return what an answer's validators are made of: 32 hex digits over the body."""
    return blake2b(body, digest_size=16).hexdigest()


def encoded(body: bytes) -> dict[str, bytes]:
    """Return a body in every coding; the same body gives the same bytes."""
    return {
        "br": brotli.compress(body, quality=BROTLI),
        "gzip": gzip(body, GZIP, mtime=0),
        IDENTITY: body,
    }


@lru_cache(1024)
def coding_for(accepted: str) -> str:
    """Return the smallest coding that an Accept-Encoding header allows (RFC 9110, section 12.5.3)."""
    weights = {}
    for item in accepted.lower().split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        weights[name] = _weight(parameters)
    allowed = (name for name in CODINGS[:2] if weights.get(name, weights.get("*", 0)) > 0)
    return next(allowed, IDENTITY)


def matches(condition: str, etag: str) -> bool:
    """Tell whether an If-None-Match header names the tag (weak comparison, RFC 9110, section 13.1.2)."""
    return condition.strip() == "*" or etag in _TAG.findall(condition)


def dumps(answer: Answer) -> bytes:
    """Return everything but the bodies as JSON."""
    return orjson.dumps({name: getattr(answer, name) for name in _HEAD})


def loads(head: bytes | str, bodies: Mapping[str, bytes], *, stale: bool) -> Answer:
    """Return the answer that ``dumps`` wrote the head of."""
    values: dict[str, Any] = orjson.loads(head)
    for name in ("keys", "shown"):
        values[name] = tuple(values[name])
    values["headers"] = tuple((name, value) for name, value in values["headers"])
    return Answer(**values, bodies=bodies, stale=stale)


def own_key(address: str) -> str:
    """Return the surrogate key that one address has for itself."""
    return f"a:{blake2b(address.encode(), digest_size=8).hexdigest()}"


def head_of(answer: Answer) -> str:
    """Return 32 hex digits over everything but the bodies and how small they are packed.

    Two answers of one address with the same are the same.
    """
    return digest(dumps(replace(answer, best=False)))


def doubted(answer: Answer) -> Answer:
    """Return the answer as one that must be written again."""
    return replace(answer, stale=True)


def _weight(parameters: list[str]) -> float:
    given = next((text[2:] for text in parameters if text.startswith("q=")), "1")
    try:
        return float(given)
    except ValueError:
        return 0


_HEAD = tuple(name for name in Answer.__slots__ if name not in {"bodies", "stale"})
_TAG = re.compile(r'"[^"]*"')
