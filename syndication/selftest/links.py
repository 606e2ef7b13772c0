"""Where feeds lead to: every page is asked for, and every file for its first byte.

Of a feed that another lists it is only looked whether there can be such a stream: asked for, it would be kept from then
on, though nobody reads it. Those that are kept are looked at themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import blake2b

from django.conf import settings

from syndication import origins
from syndication.contract import Enclosure, Shown
from syndication.errors import FetchError
from syndication.fetching import Fetched
from syndication.queries import resolve
from syndication.selftest.asking import Stranger
from syndication.selftest.findings import Finding
from syndication.selftest.published import formats

AT_ONCE = 4
"""Links that are asked for at the same time."""
_NO_HEAD = frozenset({405, 501})


@dataclass(frozen=True, slots=True)
class Link:
    """An address that a feed leads to; ``file``: what it says of a file."""

    url: str
    feed: str
    item: str
    withdrawn: bool = False
    file: Enclosure | None = None


class Links:
    """Follows each address once. Those of others are counted, and followed only where that is wished."""

    def __init__(self, stranger: Stranger, *, others: bool = False) -> None:
        self.followed = self.foreign = 0
        self._stranger, self._others = stranger, others
        self._known: set[bytes] = set()

    def follow(self, feed: str, shown: Iterable[Shown]) -> list[Finding]:
        """Return what is wrong with the links of a feed that were not followed yet."""
        wanted = [link for link in _links(feed, shown) if self._is_new(link)]
        lists = [link for link in wanted if _is_feed(link.url)]
        lost = [_finding("link", link, status="404") for link in lists if not resolve(link.url)]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            rest = [link for link in wanted if link not in lists]
            found = list(pool.map(self._checked, rest))
        self.followed += len(wanted)
        return [*lost, *(finding for findings in found for finding in findings)]

    def _is_new(self, link: Link) -> bool:
        digest = blake2b(link.url.encode(errors="replace"), digest_size=8).digest()
        if digest in self._known:
            return False
        self._known.add(digest)
        if origins.is_ours(link.url):
            return True
        self.foreign += 1
        return self._others

    def _checked(self, link: Link) -> list[Finding]:
        """Look, and look once more before anything is said: it may just have been published or withdrawn."""
        return list(self._faults(link)) and list(self._faults(link))

    def _faults(self, link: Link) -> Iterator[Finding]:
        try:
            if link.file:
                found = self._stranger.ask(link.url, range="bytes=0-0", size=1)
                yield from _of_file(link, link.file, found)
            else:
                yield from _of_page(link, self._page(link.url))
        except FetchError as error:
            yield _finding("link_unreachable", link, reason=str(error))

    def _page(self, url: str) -> Fetched:
        found = self._stranger.ask(url, "HEAD")
        refused = found.status in _NO_HEAD
        return self._stranger.ask(url, range="bytes=0-0", size=1) if refused else found


def _is_feed(url: str) -> bool:
    """Tell whether an address is that of a feed of ours."""
    files = {renderer.filename for renderer in formats().values()}
    ours = url.startswith(f"{settings.BASE_URL}/") and "/feeds/" in url
    return ours and url.rpartition("/")[2] in files


def _links(feed: str, shown: Iterable[Shown]) -> Iterator[Link]:
    for item in shown:
        gone = item.withdrawn is not False
        if item.url:
            yield Link(item.url, feed, item.id, withdrawn=gone)
        for file in item.enclosures or ():
            yield Link(file.url, feed, item.id, file=file)


def _of_page(link: Link, found: Fetched) -> Iterator[Finding]:
    """What was withdrawn answers 410, which formats that know no tombstones cannot tell from what was not."""
    good = {200, 206, 410} if link.withdrawn else {200, 206}
    if found.status not in good:
        yield _finding("link", link, status=str(found.status))


def _of_file(link: Link, file: Enclosure, found: Fetched) -> Iterator[Finding]:
    if found.status != 206:
        yield _finding("file_status", link, status=str(found.status))
        return
    length = found.headers.get("content-range", "").rpartition("/")[2]
    if file.length and length != str(file.length):
        yield _finding("file_length", link, found=length, said=str(file.length))
    kind = found.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != file.media_type.partition(";")[0].strip().lower():
        yield _finding("file_type", link, found=kind, said=file.media_type)


def _finding(what: str, link: Link, **given: str) -> Finding:
    return Finding(what, link.feed, link.item, (("url", link.url), *given.items()))
