"""Open what a person named on the command line: files and folders, one input at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol, runtime_checkable

from cms.importers.records import Record

MAX_INPUT = 256 * 1024 * 1024
"""Bytes one input file may hold; larger ones are refused rather than read into memory."""


class SourceError(Exception):
    """A file that cannot be used: one sentence, with the place where it went wrong.

    The batch goes on with the next file; nothing of this one is stored.
    """

    def __init__(self, message: str, *, line: int | None = None, element: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.element = element

    def __str__(self) -> str:
        where = [f"line {self.line}" if self.line else "", self.element]
        place = ", ".join(part for part in where if part)
        return f"{place}: {self.message}" if place else self.message


@dataclass(frozen=True)
class Input:
    """One file: its name as shown to people, and its bytes on request.

    ``name`` is the path below what was named on the command line, with forward slashes, so that it is the same on
    every machine. ``path`` is set where the file lies on disk, for the media beside it.
    """

    name: str
    read: Callable[[], bytes]
    path: Path | None = None

    @property
    def stem(self) -> str:
        """The file's name without folder and ending."""
        return PurePosixPath(self.name).stem


class Format(Protocol):
    """A way of writing the parliamentary record down. ``read`` is pure: the same bytes give the same records.

    ``inputs`` keeps the files this format reads and puts them in the order they must be stored in (lists of
    persons before the sittings that name them). ``read`` yields records so that whatever is referred to inside the
    file comes first, and raises SourceError, after which nothing of the file is kept.
    """

    name: str

    def inputs(self, found: Iterable[Input]) -> list[Input]: ...

    def read(self, source: Input) -> Iterator[Record]: ...


@runtime_checkable
class Separable(Protocol):
    """A format some of whose files refer to nothing in one another, so that they may be stored side by side."""

    def separate(self, source: Input) -> bool: ...


def find(paths: Iterable[Path]) -> Iterator[Input]:
    """Yield every file below the paths, in a stable order."""
    for path in paths:
        if path.is_dir():
            for file in sorted(item for item in path.rglob("*") if item.is_file()):
                yield _input(file, file.relative_to(path).as_posix())
        else:
            yield _input(path, path.name)


def _input(path: Path, name: str) -> Input:
    speakable = name.encode("utf-8", "replace").decode()  # a name may be any bytes
    return Input(speakable, lambda: _bounded(path), path)


def _bounded(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_INPUT:
            raise SourceError(f"the file is larger than {MAX_INPUT // 2**20} MB; split it")
        return path.read_bytes()
    except IsADirectoryError:
        raise SourceError("this is a directory, not a file") from None
    except FileNotFoundError:
        raise SourceError("there is no such file") from None
    except PermissionError:
        raise SourceError("no permission to read it; check the file's mode and owner") from None
    except OSError as error:
        raise SourceError(f"it cannot be read: {error.strerror}") from error
