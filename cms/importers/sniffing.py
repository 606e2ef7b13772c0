"""Look at the beginning of a file to see what it is, without reading the rest."""

from __future__ import annotations

from cms.importers.reading import Input, SourceError


def head(source: Input, size: int) -> bytes:
    """Return the first bytes of a file; one that cannot be read tells so when it is imported."""
    try:
        if source.path is None:
            return source.read()[:size]
        with source.path.open("rb") as file:
            return file.read(size)
    except (OSError, SourceError):
        return b""
