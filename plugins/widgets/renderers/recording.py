"""The recording of a speech: which one, from when to when, and which of the words are heard when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from plugins.widgets.renderers.frame import STREAM, built
from plugins.widgets.renderers.words import language_name
from syndication.contract import Enclosure, Entry, Link, Passage
from syndication.origins import has_media_hosts, is_embeddable

NEAR = 3
"""How many paragraphs on a sentence is looked for: a record leaves out few of them in a row."""
HLS = "application/vnd.apple.mpegurl"
PLAYABLE = ("video/", "audio/", HLS)
EARLY = 0.1
"""Seconds: players stop a little before or after what they are told."""
ENDLESS = 99_999

Range = tuple[float, float | None]


@dataclass(frozen=True, slots=True)
class Cue:
    """A sentence and when it is heard."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words; ``start`` is empty where nobody knows when they are heard, ``clock`` save at a paragraph's first."""

    text: str
    start: str = ""
    clock: str = ""
    heard: Cue | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph."""

    kind: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Track:
    """Captions; ``own``: those that are shown to the reader without asking."""

    link: Link
    label: str
    own: bool


@dataclass(frozen=True, slots=True)
class Recording:
    """A video of ours and what of it is played."""

    entry: Entry
    media: Enclosure
    cues: tuple[Cue, ...]
    start: float = 0
    end: float | None = None

    @property
    def address(self) -> str:
        """The media file, with the range as a media fragment, which players keep to without a script."""
        if not self.start and self.end is None:
            return self.media.url
        end = "" if self.end is None else f",{self.end:g}"
        return f"{self.media.url}#t={self.start:g}{end}"

    @property
    def stream(self) -> str:
        """The script that has it played where the browser cannot, empty where every browser can."""
        return built(STREAM) if self.media.media_type == HLS and has_media_hosts() else ""

    @property
    def earliest(self) -> str:
        """Before which second the script takes the player back."""
        return f"{max(self.start - EARLY, 0):g}"

    @property
    def latest(self) -> str:
        """After which second the script takes the player back."""
        return f"{ENDLESS if self.end is None else self.end - EARLY:g}"

    def tracks(self, language: str) -> list[Track]:
        """Return the captions; shown are those in the reader's language, else those in the language that is heard."""
        captions = self.media.captions
        known = [link.language for link in captions]
        heard = self.entry.original_language or self.entry.language
        own = next((code for code in (language, heard, *known) if code in known), "")
        return [
            Track(link, link.title or language_name(link.language), link.language == own)
            for link in captions
        ]


def recording(entry: Entry, videos: Sequence[Entry]) -> Recording | None:
    """Return the recording of a speech, None where there is none that an embed can show.

    Its own comes first, then the one published first: the seconds of a clip go on meaning the same.
    """
    for video in sorted(videos, key=lambda one: (one is not entry, one.published, one.thing)):
        described = {link.thing for link in video.links if link.rel == "describes"}
        if entry.thing not in described and entry.thing != video.thing:
            continue
        media = next((_own(item) for item in video.enclosures if _is_ours(item)), None)
        if media is None:
            continue
        own = entry.thing == video.thing
        cues = tuple(sorted(_cues(video, "" if own else entry.thing), key=lambda cue: cue.start))
        if own or len(described) == 1 or not cues:
            return Recording(video, media, cues)
        return Recording(video, media, cues, cues[0].start, max(cue.end for cue in cues))
    return None


def timed(passages: Sequence[Passage], cues: Sequence[Cue]) -> list[Line]:
    """Return the words of the record, with when each sentence is heard that the recording has in the same words."""
    texts = [" ".join(passage.text.split()) for passage in passages]
    found: list[list[tuple[int, Cue]]] = [[] for _ in texts]
    line, place, near = 0, 0, len(texts)  # a recording may begin anywhere, and then goes on
    for cue in cues:
        for number in range(line, min(line + near, len(texts))):
            at = texts[number].find(cue.text, place if number == line else 0)
            if at >= 0 and cue.text:
                found[number].append((at, cue))
                line, place, near = number, at + len(cue.text), NEAR
                break
    return [
        Line(passage.kind, _marked(_pieces(text, places), between=""))
        for passage, text, places in zip(passages, texts, found, strict=True)
    ]


def within(lines: Sequence[Line], start: float, end: float | None) -> list[Line]:
    """Return the words that are heard in a range; what begins before it is heard from there on."""
    found = []
    for line in lines:
        heard = [piece.heard for piece in line.pieces if piece.heard]
        cues = [cue for cue in heard if cue.end > start and (end is None or cue.start < end)]
        if cues:
            pieces = (_piece(replace(cue, start=max(cue.start, start))) for cue in cues)
            found.append(Line(line.kind, _marked(pieces)))
    return found


def spoken_lines(cues: Sequence[Cue]) -> list[Line]:
    """Return what is heard, a sentence a line, for records in other words than that."""
    return [Line("text", _marked([_piece(cue)])) for cue in cues]


def clock(seconds: float) -> str:
    """Write a number of seconds as players do."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _pieces(text: str, places: Sequence[tuple[int, Cue]]) -> Iterator[Piece]:
    done = 0
    for at, cue in places:
        if between := text[done:at]:
            yield Piece(between)
        yield _piece(cue)
        done = at + len(cue.text)
    if rest := text[done:]:
        yield Piece(rest)


def _piece(cue: Cue) -> Piece:
    return Piece(cue.text, f"{cue.start:.1f}", heard=cue)


def _marked(pieces: Iterable[Piece], between: str = " ") -> tuple[Piece, ...]:
    """Give the first timed words of a paragraph the time in numbers, and put back what parted sentences."""
    found: list[Piece] = []
    clocked = False
    for piece in pieces:
        if found and between:
            found.append(Piece(between))
        first = piece.heard is not None and not clocked
        clocked = clocked or first
        found.append(
            replace(piece, clock=clock(piece.heard.start) if piece.heard and first else "")
        )
    return tuple(found)


def _cues(video: Entry, thing: str) -> Iterator[Cue]:
    """Yield the timed sentences of a speech; their ids say when they are heard: ``t12.50-15.75``."""
    for passage in video.passages:
        start, _, end = passage.id.removeprefix("t").partition("-")
        if thing and passage.thing != thing:
            continue
        try:
            yield Cue(float(start), float(end), " ".join(passage.text.split()))
        except ValueError:
            continue


def _is_ours(media: Enclosure) -> bool:
    return is_embeddable(media.url) and media.media_type.startswith(PLAYABLE)


def _own(media: Enclosure) -> Enclosure:
    """Return a recording with what of its captions and picture is on hosts of ours: nobody else is asked."""
    captions = tuple(link for link in media.captions if is_embeddable(link.url))
    return replace(
        media, captions=captions, poster=media.poster if is_embeddable(media.poster) else ""
    )
