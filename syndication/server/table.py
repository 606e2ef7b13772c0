"""What is answered without Django: published addresses, by host and path exactly as they were sent."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from time import time
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings

from syndication.health.seeing import TOLD, Seen, seen
from syndication.health.tally import Cell, tally
from syndication.publications.answers import coding_for
from syndication.publications.locks import own_locks
from syndication.publications.memory import Kept, memory
from syndication.publications.serving import Headers, has, headers, surrounding

METHODS = frozenset({"GET", "HEAD"})
WANTED = ("host", "accept-encoding", "if-none-match", "if-modified-since")
"""The request headers that choose the answer; one that comes twice is left to Django."""
DJANGOS = frozenset({"authorization", "content-length", "transfer-encoding", "expect", "upgrade"})
"""A request that brings one of these is more than a question, or somebody's who may see more."""

LEARNED, LONGEST_LEARNED = 16_384, 1024
"""How many requests are remembered, and the bytes of the longest; readers ask again and again in the same words."""
BEGUN = 0.1
"""Seconds from the mark within which whoever put it there commits, and begins to write anew what many ask for."""


class Asked(NamedTuple):
    """What a reader asks for: an address of a host of ours, in a coding, and unless it is one that the reader has."""

    address: str
    host: str
    coding: str
    tags: str | None
    since: str | None


class Question(NamedTuple):
    """What is asked, whether by GET, and the cell in which it is counted."""

    asked: Asked
    whole: bool
    cell: Cell | None = None


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
    """Looks answers up in the process's memory of them; what no longer holds is not there.

    ``answered`` counts the replies.
    """

    def __init__(self) -> None:
        self._memory = memory()
        self._secure = {
            parts.netloc: parts.scheme == "https"
            for parts in map(urlsplit, (settings.BASE_URL, settings.EMBED_URL))
        }
        name, self._https = settings.SECURE_PROXY_SSL_HEADER or ("", "")
        self._forwarded = name.removeprefix("HTTP_").replace("_", "-").lower()
        self._counted = urlsplit(settings.EMBED_URL).netloc if settings.EMBED_HEALTH_DAYS else ""
        told = TOLD if self._counted else ()
        self.wanted = frozenset({*WANTED, *told, self._forwarded} - {""})
        self._around = lru_cache(64)(self._surrounding)
        self.learned: dict[bytes, Question] = {}
        self.answered = 0

    def learn(self, data: bytes, question: Question) -> None:
        """Remember what a request asks that is whole in these bytes, for who asks again in the same."""
        if len(self.learned) >= LEARNED:
            self.learned.clear()
        if len(data) <= LONGEST_LEARNED:
            self.learned[data] = question

    def asked(self, target: str, given: Mapping[str, str], scheme: str) -> Asked | None:
        """Return what a GET or HEAD asks, by its target as sent and the headers of ``wanted``."""
        host = given.get("host", "")
        if self._secure.get(host) is not self._is_secure(given, scheme):
            return None
        coding = coding_for(given.get("accept-encoding", ""))
        conditions = given.get("if-none-match"), given.get("if-modified-since")
        return Asked(host + target, host, coding, *conditions)

    def question(
        self, target: str, given: Mapping[str, str], scheme: str, *, whole: bool
    ) -> Question | None:
        """Return the same with the cell in which it is counted; for one thread only."""
        asked = self.asked(target, given, scheme)
        if asked is None:
            return None
        seen = self.seen(asked.host, target, given) if whole else None
        return Question(asked, whole, self._cell(seen) if seen else None)

    def _cell(self, seen: Seen) -> Cell:
        """Return a cell; where there are too many, all are new, and so is what is learned, which holds the old ones."""
        cell = tally.cell(seen)
        if cell is None:
            self.learned.clear()
            cell = tally.new_cells(seen)
        return cell

    def seen(self, host: str, target: str, given: Mapping[str, str]) -> Seen | None:
        """Return what is counted of a GET that is answered well; only on the embed host."""
        return seen(target, given) if host and host == self._counted else None

    def reply(self, asked: Asked) -> Reply | None:
        """Return what a reader gets now."""
        address, host, coding, tags, since = asked
        kept, at = self._memory.kept(address), time()
        if kept is None or not (kept.answer.holds(at) or _is_being_written(kept, at)):
            return None
        conditional = tags is not None or since is not None
        same = conditional and has(kept.answer, coding, tags, since or "")
        head = kept.heads.get((coding, same)) or self._head(kept, coding, host, same=same)
        self.answered += 1
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


def _is_being_written(kept: Kept, at: float) -> bool:
    """Tell whether somebody is at writing it anew: until that is done everybody gets what was there."""
    if kept.answer.is_over(at):
        return False
    begun = kept.answer.stale and 0 <= at - kept.generation / 1e9 < BEGUN
    return begun or own_locks().busy(kept.answer.address)


@cache
def table() -> Table:
    """Return this process's table."""
    return Table()
