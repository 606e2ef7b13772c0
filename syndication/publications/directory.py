"""Answers as files: each whole in one file of its own, and beside them, as plain files, what a web server may serve.

    kept/3f/3f9c….answer    head and bodies; 3f9c….stale beside it when it must be written again
    shown/7k3m2qx9ab/3f9c…  the address at which this thing's content is shown
    public/HOST/PATH        the body, with .gz and .br beside it, its time the one of Last-Modified
    new/…                   what is being written

Under ``public`` lies only what holds without looking at the clock: not what must be written again, nor what shows or
awaits something at a set moment. A web server that finds nothing there asks the application.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from time import time
from uuid import uuid4

from syndication.publications.answers import Answer
from syndication.publications.layout import (
    SUFFIXES,
    name_of,
    packed,
    plain,
    things,
    timeless,
    unpacked,
)

ABANDONED = 3600
"""Seconds after which nobody is at writing a file any more."""


class DirectoryStore:
    """Every file is written under a temporary name, synced and renamed: it is there whole or not at all."""

    def __init__(self, root: Path) -> None:
        self._kept, self._shown, self._public = root / "kept", root / "shown", root / "public"
        self._new = root / "new"
        self._tidy()

    def get(self, address: str) -> Answer | None:
        """Return what is kept, with its stale mark."""
        path = self._file(address)
        content = _content(path)
        return unpacked(content, stale=path.with_suffix(".stale").exists()) if content else None

    def put(self, *answers: Answer) -> None:
        """Keep answers in the place of those before, each all or nothing."""
        for answer in answers:
            self._put(answer)

    def _put(self, answer: Answer) -> None:
        path = self._file(answer.address)
        before = self.get(answer.address)
        self._write(path, packed(answer))
        self._index(answer, before, path.stem)
        if answer.stale:
            path.with_suffix(".stale").touch()
        else:
            path.with_suffix(".stale").unlink(missing_ok=True)
        self._show(answer, before)

    def doubt(self, addresses: Iterable[str]) -> None:
        """Mark as to be written again; what is not kept is left out."""
        named = list(addresses)
        for address in named:
            self._hide(address)
        for path in map(self._file, named):
            if path.exists():
                path.with_suffix(".stale").touch()

    def remove(self, addresses: Iterable[str]) -> None:
        """Forget."""
        for address in addresses:
            self._hide(address)
            path, before = self._file(address), self.get(address)
            path.unlink(missing_ok=True)
            path.with_suffix(".stale").unlink(missing_ok=True)
            for thing in things(before):
                (self._shown / thing / path.stem).unlink(missing_ok=True)

    def showing(self, thing: str) -> list[str]:
        """Return the addresses at which a thing's content is shown."""
        folder = self._shown / thing
        named = [] if not folder.exists() else [file.stem for file in folder.iterdir()]
        found = (_content(folder / name) for name in named)
        return [address.decode() for address in found if address]

    def addresses(self) -> Iterator[str]:
        """Yield every address."""
        for path in sorted(self._kept.glob("*/*.answer")):
            if content := _content(path):
                yield unpacked(content, stale=False).address

    def _file(self, address: str) -> Path:
        name = name_of(address)
        return self._kept / name[:2] / f"{name}.answer"

    def _index(self, answer: Answer, before: Answer | None, name: str) -> None:
        now, then = things(answer), things(before)
        for thing in now - then:
            self._write(self._shown / thing / name, answer.address.encode())
        for thing in then - now:
            (self._shown / thing / name).unlink(missing_ok=True)

    def _show(self, answer: Answer, before: Answer | None) -> None:
        """Put the plain files there; two versions of one second are not told apart by a web server's validators."""
        path = self._plain(answer.address)
        twins = before and before.modified == answer.modified and before.digest != answer.digest
        if path is None or not timeless(answer) or twins:
            self._hide(answer.address)
            return
        for coding, suffix in SUFFIXES.items():
            target = path.with_name(path.name + suffix)
            self._write(target, answer.bodies[coding], modified=answer.modified)

    def _hide(self, address: str) -> None:
        path = self._plain(address)
        if path:
            for suffix in reversed(SUFFIXES.values()):
                path.with_name(path.name + suffix).unlink(missing_ok=True)

    def _plain(self, address: str) -> Path | None:
        parts = plain(address)
        return self._public.joinpath(*parts) if parts else None

    def _write(self, path: Path, content: bytes, *, modified: int | None = None) -> None:
        for folder in (path.parent, self._new):
            folder.mkdir(parents=True, exist_ok=True)
        new = self._new / uuid4().hex
        try:
            with new.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if modified is not None:
                os.utime(new, (modified, modified))
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)

    def _tidy(self) -> None:
        """Remove what somebody was writing who was killed; what is whole by now another has taken away."""
        for left in self._new.glob("*"):
            with suppress(FileNotFoundError):
                if time() - left.stat().st_ctime > ABANDONED:
                    left.unlink()


def _content(path: Path) -> bytes | None:
    """Return what is in a file, None where there is none, or none any more."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
