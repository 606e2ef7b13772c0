"""What a feed shows against what the record says, entry by entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import category

from syndication import feeds
from syndication.contract import Enclosure, Entry, Shown
from syndication.selftest.findings import Finding
from syndication.text import clean


def compared(entries: Sequence[Entry], shown: Sequence[Shown]) -> Iterator[Finding]:
    """Yield how what is shown differs from the entries: missing, strange, twice, out of order, or other words."""
    wanted = {_words(entry.id): entry for entry in entries}
    found = {_words(item.id): item for item in shown if item.id}
    yield from (_finding("missing", wanted[key]) for key in wanted if key not in found)
    yield from (Finding("strange", item=found[key].id) for key in found if key not in wanted)
    times = Counter(_words(item.id) for item in shown if item.id)
    yield from (Finding("twice", item=key) for key, number in times.items() if number > 1)
    both = [key for key in wanted if key in found]
    if both != [key for key in found if key in wanted]:
        yield Finding("order")
    for key in both:
        yield from _differences(wanted[key], found[key])


def _differences(entry: Entry, item: Shown) -> Iterator[Finding]:
    if item.withdrawn is not None and item.withdrawn != entry.withdrawn:
        yield _finding("alive" if entry.withdrawn else "buried", entry)
        return
    title = feeds.title_of(entry)
    if item.title and _words(item.title) != _words(title):
        yield _finding("title", entry, shown=item.title[:200], meant=title[:200])
    if item.url and _address(item.url) != _address(entry.url):
        yield _finding("url", entry, shown=item.url)
    if item.updated and item.updated != entry.updated.replace(microsecond=0):
        yield _finding("updated", entry, shown=feeds.moment(item.updated))
    if item.enclosures is not None:
        yield from _files(entry, item.enclosures)


def _files(entry: Entry, shown: Iterable[Enclosure]) -> Iterator[Finding]:
    """A format may carry one file of several, but none that is not there, and not none of some."""
    wanted, found = set(map(_file, entry.enclosures)), set(map(_file, shown))
    yield from (_finding("file", entry, shown=url) for url, _kind, _length in found - wanted)
    if wanted and not found:
        yield _finding("no_file", entry)


def _file(enclosure: Enclosure) -> tuple[str, str, int]:
    return _address(enclosure.url), _words(enclosure.media_type), enclosure.length


def _finding(what: str, entry: Entry, **given: str) -> Finding:
    return Finding(what, item=entry.id, given=tuple(given.items()))


def _words(text: str) -> str:
    """Return a text as every format keeps it: without controls, and with blanks that are one."""
    kept = (sign for sign in clean(text) if sign.isspace() or category(sign) != "Cc")
    return " ".join("".join(kept).split())


def _address(url: str) -> str:
    return "".join(clean(url).replace("\x7f", "").split())
