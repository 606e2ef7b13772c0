"""The videos of an Open Parliament TV file, with the time of each speech and sentence in them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import PurePosixPath

from cms.importers import moments, plaintext
from cms.importers.formats.timing import media, seconds
from cms.importers.formats.timing.turns import Turn
from cms.importers.jsonfields import Fields
from cms.importers.reading import Input
from cms.importers.records import Timing, Video

_LINK = re.compile(r"<a\b[^<>]*?\bhref=[\"'](https?://[^\"'<>\s]+)[\"'][^<>]*>([^<>]*)</a>", re.I)
_LONGEST = 4000  # characters of a licence


def read(turns: list[Turn], source: Input) -> Iterator[Video]:
    """Yield each video once: several speeches may lie in one."""
    shared: dict[str, list[Turn]] = {}
    for turn in turns:
        url = turn.item.child("media").required("videoFileURI")
        shared.setdefault(url, []).append(turn)
    seen: set[str] = set()
    for url, inside in shared.items():
        video = _video(url, inside, source)
        if video.id in seen:
            raise inside[0].item.error(f"the video id {video.id} is given to two videos")
        seen.add(video.id)
        yield video


def _video(given: str, inside: list[Turn], source: Input) -> Video:
    turn = inside[0]
    recording = turn.item.child("media")
    url = media.media_address(given, source, recording.place)
    still = media.picture_address(recording.text("thumbnailURI"), source, recording.place)
    start, _ = moments.span(turn.item.required("dateStart"), "", turn.item.place)
    return Video(
        id=_id(turn, url),
        titles={turn.language: _title(inside)},
        url=url,
        language=turn.language,
        date=start[:10],
        duration=seconds.of(recording, "duration"),
        poster=still or media.poster(url, source),
        captions=media.captions(url, source),
        sitting="" if turn.known_as else turn.sitting,
        timings=tuple(_timing(each) for each in inside),
        licence=licence(recording.raw("license")),
        page=recording.text("sourcePage"),
    )


def _id(turn: Turn, url: str) -> str:
    """Return the publisher's id, or one made of the address."""
    own = turn.item.child("media").text("originMediaID")
    if own:
        return f"{turn.parliament}/{own}"
    if media.is_remote(url):
        return blake2b(url.encode(), digest_size=8).hexdigest()
    return PurePosixPath(url).stem


def _title(inside: list[Turn]) -> str:
    titles = list(dict.fromkeys(turn.title for turn in inside if turn.title))
    speakers = list(dict.fromkeys(turn.name for turn in inside if turn.name))
    named = [*speakers, *titles] if len(inside) == 1 else titles[:1] or speakers[:1]
    return ": ".join(named) or inside[0].sitting


def _timing(turn: Turn) -> Timing:
    sentences = tuple(_sentences(turn))
    recording = turn.item.child("media")
    start = sentences[0][0] if sentences else 0.0
    end = sentences[-1][1] if sentences else seconds.of(recording, "duration") or 0.0
    return Timing(turn.speech, start, end, turn.person, turn.name, sentences)


def _sentences(turn: Turn) -> Iterator[tuple[float, float, str]]:
    """Yield the sentences that have times, in the language of the recording."""
    last = 0.0
    for sentence in _timed(turn):
        start, end = seconds.span(sentence, "timeStart", "timeEnd")
        if start < last:
            raise sentence.error(f"it starts ({start:g}) before the sentence before it ({last:g})")
        last = start
        if words := sentence.text("text"):
            yield start, end, words


def _timed(turn: Turn) -> Iterator[Fields]:
    own = (text for text in turn.texts if text.text("language") in ("", turn.language))
    text = next(own, None)
    for body in text.children("textBody") if text else ():
        for sentence in body.children("sentences"):
            if "timeStart" in sentence and "timeEnd" in sentence:
                yield sentence


def licence(markup: str) -> str:
    """Return a licence as text with its address; many are HTML, escaped once or twice."""
    plain = html.unescape(html.unescape(markup[:_LONGEST]))
    linked = _LINK.sub(lambda link: f"{link[2]} ({link[1]})", plain)
    return " ".join(plaintext.paragraphs(linked))
