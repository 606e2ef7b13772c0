"""What is heard in a recording: its timings, checked against the files, the speeches and one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from cms.core import recordings, timings, webvtt
from cms.core.mp4 import MediaError
from cms.core.timings import Stated
from cms.core.webvtt import CaptionsError, Cue
from cms.importers import records
from cms.importers.reading import SourceError
from cms.importers.store.beside import beside
from cms.importers.store.links import Links


@dataclass(frozen=True, slots=True)
class Heard:
    """How long a recording lasts, as far as anybody knows, and its timings."""

    duration: float | None
    timings: tuple[records.Timing, ...]


def heard(links: Links, record: records.Video) -> Heard:
    """Return what is heard in a recording; refuse what cannot be true, with the field and what to do."""
    duration = _duration(record, beside(links.folder, record.url))
    cues = {
        captions.language: _cues(record, captions, beside(links.folder, captions.url), duration)
        for captions in record.captions
    }
    own = cues.get(record.language, [])
    found = tuple(_transcribed(timing, own, record) for timing in record.timings)
    stated = [_stated(links, timing) for timing in found]
    for fault in timings.faults(stated, duration):
        place = f"timing {fault.number + 1}, {fault.field}"
        raise SourceError(str(fault.message), element=f"video {record.id}, {place}")
    return Heard(duration, found)


def _duration(record: records.Video, file: Path | None) -> float | None:
    name = PurePosixPath(record.url).name
    try:
        measured = recordings.measured(file)
    except MediaError:
        raise SourceError(
            f"{name} is no MP4 file, or is cut off: copy it again",
            element=f"video {record.id}, url",
        ) from None
    if wrong := timings.differing(record.duration, measured):
        raise SourceError(f"{name}: {wrong}", element=f"video {record.id}, duration")
    return record.duration or measured


def _cues(
    record: records.Video, captions: records.Caption, file: Path | None, duration: float | None
) -> list[Cue]:
    """Return the captions of a language; those elsewhere on the web are not looked at."""
    if file is None:
        return []
    try:
        return webvtt.read(file.read_bytes(), duration=duration)
    except CaptionsError as error:
        raise SourceError(
            f"{file.name}, line {error.line}, {error.field}: {error.message}",
            element=f"video {record.id}, captions {captions.language}",
        ) from None


def _transcribed(
    timing: records.Timing, cues: Sequence[Cue], record: records.Video
) -> records.Timing:
    """Return a timing with the sentences of the captions where its source has none and it is the only one."""
    if timing.sentences or not cues or len(record.timings) > 1:
        return timing
    end = timing.end if timing.end > timing.start else cues[-1].end
    said = tuple(webvtt.sentences(cues, timing.start, end))
    return replace(timing, end=max(end, said[-1][1]), sentences=said) if said else timing


def _stated(links: Links, timing: records.Timing) -> Stated:
    speech = links.find("speech", timing.speech)
    member = links.find("member", timing.person)
    told = timings.stated(timing, name=timing.person_name, speech=speech, member=member)
    return told if speech else replace(told, speech=timing.speech)
