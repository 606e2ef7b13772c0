"""``.segments.json``: one recording of one speech, cut into timed paragraphs."""

from __future__ import annotations

from pathlib import PurePosixPath

from cms.importers import moments
from cms.importers.formats.timing import media, seconds
from cms.importers.jsonfields import Fields
from cms.importers.reading import Input
from cms.importers.records import Timing, Video


def read(document: Fields, source: Input) -> Video:
    """Return the recording; the speech it shows comes from elsewhere."""
    url = media.media_address(document.required("media"), source, "media")
    language, sentences = _sentences(document.children("segments"))
    duration = seconds.of(document, "duration")
    start = seconds.of(document, "offsetOfSpeechInMedia") or 0.0
    end = sentences[-1][1] if sentences else max(duration or 0.0, start)
    begun, _ = moments.span(document.text("speechStart"), document.text("speechEnd"), "speechStart")
    return Video(
        id=PurePosixPath(url).stem,
        titles={language: PurePosixPath(url).stem},
        url=url,
        language=language,
        date=begun[:10],
        duration=duration,
        poster=media.poster(url, source),
        captions=media.captions(url, source),
        timings=(Timing(document.required("speech"), start, end, sentences=sentences),),
    )


def _sentences(segments: list[Fields]) -> tuple[str, tuple[tuple[float, float, str], ...]]:
    """Return the segments in their first language: that of the voice; the others are captions."""
    first = segments[0].child("text").names() if segments else []
    language = segments[0].language(first[0]) if first else "und"
    timed = [(segment.child("text").text(language), segment) for segment in segments]
    return language, tuple(
        (*seconds.span(segment, "start", "end"), text) for text, segment in timed if text
    )
