"""Which files to read, out of all that a person named on the command line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from cms.importers.reading import Format, Input, find

Unusable = tuple[str, str]
"""A path and why it cannot be used."""


def chosen(reader: Format, paths: Sequence[Path]) -> tuple[list[Input], list[Unusable]]:
    """Return the files of a format below the paths, in the order to store them in, and the paths that hold none.

    A file named alone is read in any case: reading it tells best what is wrong with it.
    """
    unusable = [(str(path), reason) for path in paths if (reason := _reason(path))]
    usable = [path for path in paths if not _reason(path)]
    found = {id(source): source for source in _once(usable)}
    kept = reader.inputs(found.values())
    alone = [path for path in usable if path.is_file()]
    ours = {source.path for source in kept}
    kept += [
        source for source in found.values() if source.path in alone and source.path not in ours
    ]
    for folder in (path for path in usable if path.is_dir()):
        if not any(source.path and source.path.is_relative_to(folder) for source in kept):
            unusable.append((str(folder), f"nothing here is {reader.name}"))
    return list(_distinct(kept)), unusable


def _reason(path: Path) -> str:
    """Return why a path cannot be used, empty if it can."""
    try:
        if path.is_file() or path.is_dir():
            return ""
        return (
            "this is neither a file nor a folder"
            if path.exists()
            else "there is no such file or directory"
        )
    except (OSError, ValueError) as error:
        return f"it cannot be read: {getattr(error, 'strerror', error)}"


def _once(paths: Sequence[Path]) -> Iterator[Input]:
    """Yield every file below the paths once, also where one path lies below another."""
    seen: set[Path] = set()
    for source in find(paths):
        if source.path is None or source.path.resolve() not in seen:
            yield source
            seen.update([source.path.resolve()] if source.path else ())


def _distinct(found: Sequence[Input]) -> Iterator[Input]:
    """Yield inputs under names that differ: those of one name are told apart by as many folders as that takes."""
    alike: dict[str, list[Path]] = defaultdict(list)
    for source in found:
        if source.path:
            alike[source.name].append(source.path.resolve())
    for source in found:
        paths = alike[source.name]
        if len(paths) > 1 and source.path:
            depth = next(
                n for n in count(2) if len({path.parts[-n:] for path in paths}) == len(paths)
            )
            name = "/".join(source.path.resolve().parts[-depth:])
            yield replace(source, name=name.encode("utf-8", "replace").decode())
        else:
            yield source
