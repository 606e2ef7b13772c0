"""WebVTT, read strictly: a fault names its line and the part of the cue (W3C WebVTT, section 4 and 6)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.utils.translation import gettext_lazy as _

LARGEST = 8 * 1024 * 1024
"""Bytes of a file of captions: a day of talking has less."""

_TIME = r"(?:([0-9]{2,}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})"
_TIMINGS = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]+(.*))?")
_BLOCKS = re.compile(r"(NOTE|STYLE|REGION)([ \t].*)?")
_TAG = re.compile(r"<[^<>]*>")
_ENDS = re.compile(r"[.!?…؟。][»”\"'’)\]]*\s*\Z")


class CaptionsError(Exception):
    """What is wrong with captions: a sentence for whoever made them, with the line and the field."""

    def __init__(self, message: Any, *, line: int, field: str) -> None:
        super().__init__(message)
        self.message, self.line, self.field = message, line, field


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown from one second until another, and the line of the file that says so."""

    start: float
    end: float
    text: str
    line: int


def read(body: bytes, *, duration: float | None = None, tolerance: float = 1.0) -> list[Cue]:
    """Return the cues of a file; raise CaptionsError for the first fault in it."""
    lines = _lines(body)
    cues = list(_cues(lines))
    if not cues:
        raise CaptionsError(
            _("there is no cue in it; write the captions again"), line=len(lines), field="cue"
        )
    for cue in cues:
        if duration and cue.end > duration + tolerance:
            message = _(
                "the cue ends after the recording; these may be the captions of another one"
            )
            raise CaptionsError(message, line=cue.line, field="timings")
    return cues


def digest(body: bytes) -> str:
    """Return what tells one file of captions from another."""
    return blake2b(body, digest_size=8).hexdigest()


def sentences(cues: Sequence[Cue], start: float, end: float) -> list[tuple[float, float, str]]:
    """Return what the cues between two seconds say, a sentence at a time."""
    found: list[tuple[float, float, str]] = []
    begun: list[Cue] = []
    for cue in (cue for cue in cues if start <= cue.start < end and cue.text):
        begun.append(cue)
        if _ENDS.search(cue.text):
            found.append(_joined(begun))
            begun = []
    return [*found, _joined(begun)] if begun else found


def _joined(cues: Sequence[Cue]) -> tuple[float, float, str]:
    return cues[0].start, cues[-1].end, " ".join(cue.text for cue in cues)


def _lines(body: bytes) -> list[str]:
    if len(body) > LARGEST:
        raise CaptionsError(_("the file is too large for captions"), line=1, field="file")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        message = _("the text is not UTF-8; save the file as UTF-8")
        raise CaptionsError(message, line=line, field="text") from None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.fullmatch(r"WEBVTT([ \t].*)?", lines[0]):
        message = _("the first line must be WEBVTT; save the captions as WebVTT")
        raise CaptionsError(message, line=1, field="header")
    return lines


def _cues(lines: Sequence[str]) -> Iterator[Cue]:
    last = 0.0
    for first, block in _blocks(lines):
        timed = next((number for number, line in enumerate(block) if "-->" in line), None)
        if timed is None and (first == 1 or _BLOCKS.fullmatch(block[0])):
            continue  # the header with what follows it, a note, a style
        if timed is None or timed > 1:
            message = _(
                "a line with the times (00:12.400 --> 00:15.000) is missing before the text"
            )
            raise CaptionsError(message, line=first, field="timings")
        cue = _cue(block, timed, first + timed)
        if cue.start < last:
            message = _("the cue begins before the one above it; put the cues in order")
            raise CaptionsError(message, line=cue.line, field="timings")
        last = cue.start
        yield cue


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield each run of lines without an empty one, with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _cue(block: Sequence[str], timed: int, line: int) -> Cue:
    found = _TIMINGS.fullmatch(block[timed].strip())
    if not found:
        message = _("the times cannot be read; write them like 00:12.400 --> 00:15.000")
        raise CaptionsError(message, line=line, field="timings")
    start, end = _seconds(*found.group(1, 2, 3, 4)), _seconds(*found.group(5, 6, 7, 8))
    if end <= start:
        message = _("the cue ends before it begins; exchange its times")
        raise CaptionsError(message, line=line, field="timings")
    text = html.unescape(_TAG.sub("", " ".join(block[timed + 1 :])))
    return Cue(start, end, " ".join(text.split()), line)


def _seconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> float:
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole + int(thousandths) / 1000
