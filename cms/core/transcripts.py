"""A transcript in the reader's language: what the captions say in it, sentence by sentence of what was said."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings

from cms.core import recordings, webvtt
from cms.core.clips import Line, Recording
from cms.core.webvtt import CaptionsError, Cue

KEPT = 64
"""Files of captions that are not read again for every reader."""


def in_language(recording: Recording, language: str) -> Recording:
    """Return a recording with its sentences translated, as it is where no captions translate every one of them."""
    lines = _translated(recording.lines, _cues_in(recording, language))
    return replace(recording, lines=lines, language=language) if lines else recording


def _cues_in(recording: Recording, language: str) -> Sequence[Cue]:
    """Return the captions in a language other than the one spoken; those elsewhere on the web are not fetched."""
    if language == recording.language:
        return ()
    for captions in recording.media.captions:
        name = unquote(captions.url.removeprefix(settings.EMBED_URL)).removeprefix(
            settings.MEDIA_URL
        )
        file = recordings.kept(name) if captions.language == language else None
        if file:
            with suppress(CaptionsError, OSError):
                return _read(file, file.stat().st_mtime_ns)
    return ()


@lru_cache(KEPT)
def _read(file: Path, _changed: int) -> Sequence[Cue]:
    return tuple(webvtt.read(file.read_bytes()))


def _translated(lines: Sequence[Line], cues: Sequence[Cue]) -> tuple[Line, ...]:
    """Return the lines with the words of the cues whose middle lies in each; none where one would be without words."""
    found = []
    for line in lines:
        words = [
            cue.text
            for cue in cues
            if cue.text and line.start <= (cue.start + cue.end) / 2 < line.end
        ]
        found.append(replace(line, text=" ".join(words)))
    return tuple(found) if found and all(line.text for line in found) else ()
