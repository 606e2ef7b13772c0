"""Whether a timing can be true: it lies in its recording, and the recording is of that speech and that speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

TOLERANCE = 1.0
"""Seconds by which times of different making may differ: sources round, and voices overlap for a moment."""

LENGTH = 1.1, 10.0
"""How much longer than by the record a speech may be in its recording: by a factor, and by so many seconds."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a source or a clerk says of a stretch of a recording, and what is known of the speech it names.

    ``speaker`` and ``names`` are who speaks by the timing, ``speaks`` and ``known`` who does by the record, as public
    ids and as names; empty where nobody says.
    """

    start: float
    end: float
    sentences: Sequence[Sequence[Any]] = ()
    speech: str = ""
    speaker: str = ""
    names: tuple[str, ...] = ()
    speaks: str = ""
    known: tuple[str, ...] = ()
    lasted: float | None = None

    @property
    def open(self) -> bool:
        """Tell whether nothing is said of where it lies: the recording is of one speech and of nothing else."""
        return self.start == self.end and not self.sentences


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with which timing, by its place in the sequence, in which field, and what to do."""

    number: int
    field: str
    message: Any


def stated(timing: Any, *, name: str, speech: Any, member: Any) -> Stated:
    """Return what a timing states of a speech and a speaker; whoever presides may be called by the office alone."""
    speaks = speech.member if speech and speech.part != "chair" else None
    return Stated(
        start=timing.start,
        end=timing.end,
        sentences=timing.sentences,
        speech=speech.public_id if speech else "",
        speaker=member.public_id if member else "",
        names=(name,),
        speaks=speaks.public_id if speaks else "",
        known=(speaks.name, *speaks.names.values(), speech.speaker_name) if speaks else (),
        lasted=speech.lasted if speech else None,
    )


def faults(stated: Sequence[Stated], duration: float | None) -> Iterator[Fault]:
    """Yield what cannot be true of the timings of one recording."""
    for number, timing in enumerate(stated):
        if not timing.open:
            yield from _misplaced(number, timing, duration)
        yield from _mistaken(number, timing)
    yield from _too_long(stated)
    yield from _overlapping(stated)


def differing(told: float | None, measured: float | None) -> Any:
    """Return what is wrong with a duration beside that of the file; nothing where they agree or one is unknown."""
    if not told or not measured or abs(told - measured) <= max(TOLERANCE, measured / 100):
        return None
    return _(
        "%(stated)s seconds are stated, but the file lasts %(measured)s:"
        " correct the duration, or replace the file by the right one."
    ) % {"stated": f"{told:g}", "measured": f"{measured:g}"}


def _misplaced(number: int, timing: Stated, duration: float | None) -> Iterator[Fault]:
    told = {"start": f"{timing.start:g}", "end": f"{timing.end:g}"}
    if timing.start < 0:
        yield Fault(number, "start", _("It begins before the recording does: enter 0 or more."))
    if timing.end <= timing.start:
        message = _("It ends (%(end)s) before it begins (%(start)s): exchange the two.") % told
        yield Fault(number, "end", message)
        return
    if duration and timing.end > duration + TOLERANCE:
        message = _(
            "It ends at %(end)s seconds, but the recording lasts %(duration)s:"
            " correct the end, or choose the recording of this speech."
        ) % {**told, "duration": f"{duration:g}"}
        yield Fault(number, "end", message)
    for place, (first, last, *_text) in enumerate(timing.sentences, start=1):
        if not timing.start - TOLERANCE <= first < last <= timing.end + TOLERANCE:
            message = _(
                "Sentence %(place)s (%(first)s to %(last)s) does not lie between %(start)s and %(end)s:"
                " correct its seconds."
            ) % {**told, "place": place, "first": f"{first:g}", "last": f"{last:g}"}
            yield Fault(number, "sentences", message)
            return


def _mistaken(number: int, timing: Stated) -> Iterator[Fault]:
    """Yield that somebody else speaks than the record says."""
    if timing.speaker and timing.speaks:
        other = timing.speaker != timing.speaks
    else:
        other = _strangers(timing.names, timing.known)
    if other:
        message = _(
            "By the record another member gave this speech:"
            " choose the speech of this speaker, or correct the speaker."
        )
        yield Fault(number, "member", message)


def _strangers(names: Sequence[str], known: Sequence[str]) -> bool:
    """Tell whether names share no word; names in other scripts tell nothing."""
    told, all_known = _words(names), _words(known)
    letters = {letter for word in all_known for letter in word}
    comparable = bool(told) and bool(all_known) and any(set(word) & letters for word in told)
    return comparable and not told & all_known


def _words(names: Sequence[str]) -> set[str]:
    return {word.strip(".,()").casefold() for name in names for word in name.split()} - {""}


def _too_long(stated: Sequence[Stated]) -> Iterator[Fault]:
    """Yield the speeches of which a recording shows more than there was; a part of one is less."""
    factor, seconds = LENGTH
    lengths: dict[str, float] = {}
    for number, timing in enumerate(stated):
        if not timing.speech or timing.lasted is None:
            continue
        length = lengths.get(timing.speech, 0.0) + timing.end - timing.start
        lengths[timing.speech] = length
        if length > timing.lasted * factor + seconds:
            message = _(
                "It shows %(length)s seconds of a speech that by the record lasted %(lasted)s:"
                " choose the recording of this speech, or correct when the speech began and ended."
            ) % {"length": f"{length:g}", "lasted": f"{timing.lasted:g}"}
            yield Fault(number, "speech", message)


def _overlapping(stated: Sequence[Stated]) -> Iterator[Fault]:
    """Yield timings of different speeches at one time; the parts of one speech may lie as they like."""
    ordered = sorted(enumerate(stated), key=lambda item: (item[1].start, item[1].end))
    latest: tuple[int, Stated] | None = None
    for number, timing in ordered:
        if latest and not _same(latest[1], timing) and timing.start < latest[1].end - TOLERANCE:
            message = _(
                "It begins at %(start)s seconds, while another speech goes on until %(end)s:"
                " correct where one of them ends or begins."
            ) % {"start": f"{timing.start:g}", "end": f"{latest[1].end:g}"}
            yield Fault(number, "start", message)
        if latest is None or timing.end > latest[1].end:
            latest = number, timing


def _same(one: Stated, other: Stated) -> bool:
    return bool(one.speech) and one.speech == other.speech
