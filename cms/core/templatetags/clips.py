"""What the pages of recordings show: how a player is told its range, what is heard in a clip, what a form offers."""

from __future__ import annotations

from dataclasses import dataclass

from django import template

from cms.core.clips import SHORTEST, SLACK, Clip, Line, Recording

register = template.Library()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The sentences heard in a clip, the one before and the one after, and whether anything was cut off there."""

    before: tuple[Line, ...]
    heard: tuple[Line, ...]
    after: tuple[Line, ...]
    begins: bool
    goes_on: bool


@dataclass(frozen=True, slots=True)
class End:
    """One of the two ends of a clip in the form: the field's name, and where it stands."""

    name: str
    second: float
    line: Line | None = None


@register.filter
def plain(seconds: float) -> str:
    """Write a number as scripts and attributes read it, whatever the page's language."""
    return f"{seconds:.2f}".rstrip("0").removesuffix(".")


@register.filter
def fragment(recording: Recording, clip: Clip | None) -> str:
    """Return what a player without script is told of the range: a clip, or where a speech in a longer video begins."""
    if clip:
        return f"#{clip.part}"
    return f"#t={recording.first:.1f}" if recording.first else ""


@register.filter
def can_be_cut(recording: Recording | None) -> bool:
    """Tell whether there is enough of a recording to make a clip of."""
    return recording is not None and recording.last - recording.first >= SHORTEST


@register.simple_tag
def excerpt(recording: Recording, clip: Clip) -> Excerpt:
    """Return what is heard in a clip, with its context."""
    before = [line for line in recording.lines if line.end <= clip.start + SLACK]
    after = [line for line in recording.lines if line.start >= clip.end - SLACK]
    return Excerpt(
        before=tuple(before[-1:]),
        heard=recording.heard(clip),
        after=tuple(after[:1]),
        begins=clip.start - SLACK
        > min((line.start for line in recording.lines), default=recording.first),
        goes_on=clip.end + SLACK
        < max((line.end for line in recording.lines), default=recording.last),
    )


@register.simple_tag
def handles(recording: Recording, clip: Clip | None) -> tuple[End, End]:
    """Return the two ends where the form has them: those of the clip, else those of the whole."""
    heard = recording.heard(clip) if clip else recording.lines
    start, end = (clip.start, clip.end) if clip else (recording.first, recording.last)
    first, last = (heard[0], heard[-1]) if heard else (None, None)
    return End("from", start, first), End("until", end, last)
