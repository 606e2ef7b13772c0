"""Media files as they lie on the disk: of which type, how long, and what the captions beside them say."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from django.conf import settings

from cms.core import mp4

_TYPES = {
    ".m3u8": "application/vnd.apple.mpegurl",  # RFC 8216, section 10
    ".mpd": "application/dash+xml",
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".webm": "video/webm",
    ".mkv": "video/matroska",
    ".ogv": "video/ogg",
    ".mpg": "video/mpeg",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".aac": "audio/aac",
    ".flac": "audio/flac",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
}


def media_type(name: str) -> str:
    """Return the media type that a file's name or address tells, nothing where it tells none."""
    path = urlsplit(name).path if remote(name) else name
    return _TYPES.get(PurePosixPath(path).suffix.lower(), "")


def remote(name: str) -> bool:
    """Tell whether a media file is named by its address."""
    return name.startswith(("http://", "https://"))


def kept(name: str) -> Path | None:
    """Return where a file of the media folder lies, None for one that does not lie there."""
    if not name or remote(name):
        return None
    root = Path(settings.MEDIA_ROOT).resolve()
    try:
        path = (root / name).resolve()
        return path if path.is_relative_to(root) and path.is_file() else None
    except (OSError, ValueError):  # a name no file can have
        return None


def measured(path: Path | None) -> float | None:
    """Return how long a file lasts, None for what this server cannot measure; raise MediaError for a broken one."""
    return mp4.duration(path) if path and mp4.is_one(path.name) else None
