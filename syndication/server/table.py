"""What is answered without Django: published addresses, by host and path exactly as they were sent."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from time import time
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings

from syndication.publications.answers import coding_for
from syndication.publications.memory import Kept, memory
from syndication.publications.serving import Headers, has, headers, surrounding

METHODS = frozenset({"GET", "HEAD"})
WANTED = ("host", "accept-encoding", "if-none-match", "if-modified-since")
"""The request headers that choose the answer; one that comes twice is left to Django."""
DJANGOS = frozenset({"authorization", "content-length", "transfer-encoding", "expect", "upgrade"})
"""A request that brings one of these is more than a question, or somebody's who may see more."""


class Head(NamedTuple):
    """The headers that last as long as an answer, in both forms."""

    pairs: list[tuple[str, str]]
    lines: bytes


class Reply(NamedTuple):
    """What a reader gets at a moment: the answer in one coding, or, ``same``, the word that it has not changed."""

    kept: Kept
    head: Head
    coding: str
    same: bool
    at: float


class Table:
    """Looks answers up in the process's memory of them; what no longer holds is not there."""

    def __init__(self) -> None:
        self._memory = memory()
        self._secure = {
            parts.netloc: parts.scheme == "https"
            for parts in map(urlsplit, (settings.BASE_URL, settings.EMBED_URL))
        }
        name, self._https = settings.SECURE_PROXY_SSL_HEADER or ("", "")
        self._forwarded = name.removeprefix("HTTP_").replace("_", "-").lower()
        self.wanted = frozenset({*WANTED, self._forwarded} - {""})
        self._around = lru_cache(64)(self._surrounding)

    def reply(self, target: str, given: Mapping[str, str], scheme: str) -> Reply | None:
        """Return what a GET or HEAD gets, by its target as sent and the headers of ``wanted``."""
        host = given.get("host", "")
        if self._secure.get(host) is not self._is_secure(given, scheme):
            return None
        kept, at = self._memory.kept(host + target), time()
        if kept is None or not kept.answer.holds(at):
            return None
        coding = coding_for(given.get("accept-encoding", ""))
        same = "if-none-match" in given or "if-modified-since" in given
        if same:
            tags, since = given.get("if-none-match"), given.get("if-modified-since", "")
            same = has(kept.answer, coding, tags, since)
        head = kept.heads.get((coding, same)) or self._head(kept, coding, host, same=same)
        return Reply(kept, head, coding, same, at)

    def _is_secure(self, given: Mapping[str, str], scheme: str) -> bool:
        """Judge as Django does (SECURE_PROXY_SSL_HEADER)."""
        forwarded = given.get(self._forwarded)
        if forwarded is not None:
            return forwarded.partition(",")[0].strip() == self._https
        return scheme == "https"

    def _head(self, kept: Kept, coding: str, host: str, *, same: bool) -> Head:
        around = self._around(host, kept.answer.headers)
        found = headers(kept.answer, coding, around, whole=not same)
        lines = "".join(f"{name}: {value}\r\n" for name, value in found.items())
        head = kept.heads[coding, same] = Head(list(found.items()), lines.encode("latin-1"))
        return head

    def _surrounding(self, host: str, own: tuple[tuple[str, str], ...]) -> Headers:
        return surrounding(host, own, secure=self._secure[host])


@cache
def table() -> Table:
    """Return this process's table."""
    return Table()
