"""Files lying beside a source: portraits, videos, captions."""

from __future__ import annotations

from pathlib import Path


def beside(folder: Path | None, name: str) -> Path | None:
    """Return a file named by its path from the source's folder; it may lie there or in a folder next to it."""
    try:
        file = (folder / name).resolve() if folder else None
        if folder is None or file is None or not file.is_file():
            return None
    except (OSError, ValueError):  # a name no file can have
        return None
    return file if file.is_relative_to(folder.resolve().parent) else None
