"""Media files: addresses on the web, or files lying beside the one that names them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from cms.importers.reading import Input, SourceError
from cms.importers.records import Caption

_MEDIA = {".m3u8", ".m4a", ".m4v", ".mkv", ".mov", ".mp3", ".mp4", ".mpd", ".mpg"}
_MEDIA |= {".aac", ".flac", ".oga", ".ogg", ".ogv", ".opus", ".wav", ".webm"}
_PICTURES = {".avif", ".jpeg", ".jpg", ".png", ".webp"}
_FOLDERS = ("", "media", "../media", "videos", "../videos")
_WEB = re.compile(r"https?://[^\s/?#]+[^\s]*$", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def media_address(url: str, source: Input, place: str) -> str:
    """Return the address of a recording: on the web as it stands, else from the source's folder."""
    return _address(url, source, place, _MEDIA)


def picture_address(url: str, source: Input, place: str) -> str:
    """Return the address of a still; empty stays empty."""
    return _address(url, source, place, _PICTURES) if url else ""


def _address(url: str, source: Input, place: str, endings: set[str]) -> str:
    if is_remote(url):
        return url
    path = PurePosixPath(url)
    if _SCHEME.match(url) or path.is_absolute() or "\\" in url or ".." in path.parts[1:]:
        raise SourceError(f"“{url[:80]}” is neither a web address nor a file", element=place)
    if path.suffix.lower() not in endings:
        raise SourceError(f"“{url[:80]}” has not the ending of such a file", element=place)
    return next((name for name in _candidates(url) if _lies_there(name, source)), url)


def is_remote(url: str) -> bool:
    """Tell whether a file is on the web."""
    return _WEB.match(url) is not None


def captions(url: str, source: Input) -> tuple[Caption, ...]:
    """Return the captions lying beside a recording, named after it: ``NAME.fr.vtt``."""
    return tuple(Caption(language, name) for language, name in _beside(url, source, ".vtt"))


def poster(url: str, source: Input) -> str:
    """Return the still lying beside a recording: ``NAME.poster.jpg`` or ``NAME.jpg``."""
    if is_remote(url):
        return ""
    stem = PurePosixPath(url).with_suffix("")
    names = (
        f"{stem}{middle}{ending}" for middle in (".poster", "") for ending in sorted(_PICTURES)
    )
    return next((name for name in names if _lies_there(name, source)), "")


def _beside(url: str, source: Input, ending: str) -> Iterator[tuple[str, str]]:
    if source.path is None or is_remote(url):
        return
    path = PurePosixPath(url)
    for name in _names_in(source.path.parent / path.parent):
        language = name.removeprefix(f"{path.stem}.").removesuffix(ending)
        if name == f"{path.stem}.{language}{ending}" and _LANGUAGE.fullmatch(language):
            yield language, (path.parent / name).as_posix()


def _names_in(folder: Path) -> list[str]:
    try:
        return sorted(file.name for file in folder.iterdir())
    except OSError:
        return []


def _candidates(url: str) -> list[str]:
    return [(PurePosixPath(folder) / url).as_posix() for folder in _FOLDERS]


def _lies_there(name: str, source: Input) -> bool:
    try:
        return source.path is not None and (source.path.parent / name).is_file()
    except (OSError, ValueError):
        return False
