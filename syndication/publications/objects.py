"""Answers as objects of a bucket: each whole in one of its own, and beside them what a CDN or web server may serve.

    kept/3f9c…               head and bodies; doubted/3f9c… beside it when it must be written again
    shown/7k3m2qx9ab/3f9c…   the address at which this thing's content is shown
    public/HOST/PATH         the body, with .gz and .br beside it, and its headers

As in a directory, under ``public`` lies only what holds without looking at the clock. Headers for which object stores
have no field of their own are metadata of the same name (``x-amz-meta-etag``, ``x-amz-meta-surrogate-key``…).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings

from syndication.publications.answers import Answer, steady
from syndication.publications.bucket import Effort, opened
from syndication.publications.layout import (
    SUFFIXES,
    name_of,
    packed,
    plain,
    things,
    timeless,
    unpacked,
)
from syndication.publications.serving import headers, surrounding

AT_ONCE = 16
"""Requests beside each other."""
LONGEST_KEY, METADATA = 1024, 2048
"""Bytes of a key, and of all metadata of an object, that every object store takes."""
CHUNK = 200
FIELDS = {"content-type": "Content-Type", "content-encoding": "Content-Encoding"}
"""Headers that are fields of an object."""

Written = tuple[str, bytes] | tuple[str, bytes, dict[str, str]]
"""Key, content and, for the public, fields and metadata."""


class ObjectStore:
    """A bucket of any S3-compatible object store; a request that takes too long is an OSError like any other fault."""

    def __init__(self) -> None:
        self._bucket = opened(settings.PUBLICATION_BUCKET)
        self._prefix = settings.PUBLICATION_BUCKET["prefix"]
        self._crowd = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="objects")

    def answers(self) -> None:
        """Return if the object store can be used; raise OSError with the reason if not."""
        Effort(self._bucket).listed("kept/", few=True)

    def get(self, address: str) -> Answer | None:
        """Return what is kept, with its stale mark."""
        effort, name = Effort(self._bucket), name_of(address)
        content = effort.read(f"kept/{name}")
        if content is None:
            return None
        return unpacked(content, stale=effort.read(f"doubted/{name}") is not None)

    def put(self, *answers: Answer) -> None:
        """Keep answers in the place of those before, each all or nothing."""
        effort = Effort(self._bucket)
        forgotten: list[str] = []
        marks: list[Written] = []
        for answer, before in zip(answers, self._before(effort, answers), strict=True):
            name = name_of(answer.address)
            now, then = things(answer), things(before)
            marks += [(f"shown/{thing}/{name}", answer.address.encode()) for thing in now - then]
            forgotten += [f"shown/{thing}/{name}" for thing in then - now]
            if answer.stale:
                marks.append((f"doubted/{name}", b""))
            else:
                forgotten.append(f"doubted/{name}")
        self._write(effort, marks)
        self._write(
            effort, [(f"kept/{name_of(answer.address)}", packed(answer)) for answer in answers]
        )
        effort.remove(forgotten)
        self._show(effort, answers)

    def doubt(self, addresses: Iterable[str]) -> None:
        """Mark as to be written again; what is not kept is left out."""
        effort, named = Effort(self._bucket), list(addresses)
        effort.remove(self._public(named))
        names = list(map(name_of, named))
        there = self._each(lambda name: effort.there(f"kept/{name}"), names)
        kept = [name for name, found in zip(names, there, strict=True) if found]
        self._write(effort, [(f"doubted/{name}", b"") for name in kept])

    def remove(self, addresses: Iterable[str]) -> None:
        """Forget; what the public can read first."""
        effort, named = Effort(self._bucket), list(addresses)
        effort.remove(self._public(named))
        for chunk in _chunks(named):
            names = list(map(name_of, chunk))
            before = self._each(effort.read, [f"kept/{name}" for name in names])
            shown = [things(_answer(content)) for content in before]
            keys = [f"{folder}/{name}" for name in names for folder in ("kept", "doubted")]
            for name, own in zip(names, shown, strict=True):
                keys += [f"shown/{thing}/{name}" for thing in own]
            effort.remove(keys)

    def showing(self, thing: str) -> list[str]:
        """Return the addresses at which a thing's content is shown."""
        effort = Effort(self._bucket)
        found = self._each(effort.read, effort.listed(f"shown/{thing}/"))
        return [content.decode() for content in found if content is not None]

    def addresses(self) -> Iterator[str]:
        """Yield every address."""
        for keys in _chunks(Effort(self._bucket).listed("kept/")):
            for answer in map(_answer, self._each(Effort(self._bucket).read, keys)):
                if answer:
                    yield answer.address

    def _before(self, effort: Effort, answers: Iterable[Answer]) -> list[Answer | None]:
        keys = [f"kept/{name_of(answer.address)}" for answer in answers]
        return list(map(_answer, self._each(effort.read, keys)))

    def _show(self, effort: Effort, answers: Iterable[Answer]) -> None:
        """Put the public's objects there, of every answer first the codings that are asked for most."""
        fit = [answer for answer in answers if timeless(answer) and _metadata(answer) <= METADATA]
        shown = [(answer, self._public([answer.address])) for answer in fit]
        hidden = {answer.address for answer in answers} - {answer.address for answer in fit}
        effort.remove(self._public(hidden))
        for place, coding in enumerate(SUFFIXES):
            self._write(
                effort,
                [
                    (keys[place], answer.bodies[coding], attributes(answer, coding))
                    for answer, keys in shown
                    if keys
                ],
            )

    def _public(self, addresses: Iterable[str]) -> list[str]:
        """Return the keys for the public; none for an address that no object can have."""
        found = []
        for parts in filter(None, map(plain, addresses)):
            path = "/".join(("public", *parts))
            room = LONGEST_KEY - len(f"{self._prefix}/.br")
            if path.isprintable() and len(path.encode()) <= room:
                found += [path + end for end in SUFFIXES.values()]
        return found

    def _write(self, effort: Effort, objects: Iterable[Written]) -> None:
        self._each(lambda given: effort.write(*given), objects)

    def _each(self, work: Callable[[Any], Any], items: Iterable[Any]) -> list[Any]:
        """Do work on all beside each other; when this returns or raises, none of it goes on."""
        begun = [self._crowd.submit(work, item) for item in items]
        wait(begun)
        return [done.result() for done in begun]


def attributes(answer: Answer, coding: str) -> dict[str, str]:
    """Return fields and metadata of one coding's object; what is not ASCII is percent-encoded."""
    host = answer.address.partition("/")[0]
    secure = {urlsplit(url).netloc: url.startswith("https:") for url in _origins()}
    around = surrounding(answer.address, answer.headers, secure=secure.get(host, False))
    found = headers(answer, coding, around, whole=True)
    del found["content-length"]
    own = {FIELDS.get(name, name): quote(value, safe=_ASCII) for name, value in found.items()}
    return {**own, "Cache-Control": steady()}


def _metadata(answer: Answer) -> int:
    own = attributes(answer, "gzip")
    return sum(map(len, [*own, *own.values()]))


def _origins() -> tuple[str, str]:
    return settings.BASE_URL, settings.EMBED_URL


def _answer(content: bytes | None) -> Answer | None:
    return unpacked(content, stale=False) if content else None


def _chunks(items: list[str]) -> Iterator[list[str]]:
    return (items[first : first + CHUNK] for first in range(0, len(items), CHUNK))


_ASCII = "".join(map(chr, range(0x20, 0x7F)))
