"""One video, or a clip of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from plugins.widgets.renderers import addresses
from plugins.widgets.renderers.recording import (
    Recording,
    clock,
    recording,
    spoken_lines,
    timed,
    within,
)
from plugins.widgets.renderers.thing import ThingWidget
from syndication import queries
from syndication.contract import Entry, Selection
from syndication.vocabulary import direction


class VideoWidget(ThingWidget):
    """One video with what is heard in it, each sentence leading to its moment; of a clip only its range."""

    kind = "video"
    format = "video-widget"
    height = 656
    worded = True
    sheet = "embed-speech.css"

    def context(self, selection: Selection) -> Mapping[str, Any]:
        """Add how the words are written, or would be if they were not withdrawn."""
        page = super().context(selection)
        if not selection.entries:
            return page
        words = selection.entries[0].language
        return {**page, "words_language": words, "words_dir": direction(words)}

    def about(self, entry: Entry, selection: Selection) -> Mapping[str, Any]:
        """Add the recording and its transcript."""
        language = selection.language
        film = recording(entry, (entry,))
        if film is None:
            return {"lines": timed(entry.passages, ())}
        clip = queries.clip(selection.options)
        shown = {
            "duration": clock(film.media.duration) if film.media.duration else "",
            "tracks": film.tracks(language),
        }
        if clip is None:
            return {**shown, "film": film, "lines": spoken_lines(film.cues)}
        return {**shown, **_cut(film, clip, selection)}


def _cut(
    film: Recording, clip: tuple[float, float | None], selection: Selection
) -> Mapping[str, Any]:
    """Return the range that is played with its words, and the address of the whole."""
    start, end = clip
    looks = addresses.looks(selection)
    whole = addresses.of_thing("video", film.entry.thing, selection.language, looks)
    return {
        "film": replace(film, start=start, end=end),
        "lines": within(spoken_lines(film.cues), start, end),
        "clip": (clock(start), clock(end) if end is not None else ""),
        "whole": addresses.absolute(whole),
        "cut_before": any(cue.end <= start for cue in film.cues),
        "cut_after": end is not None and any(cue.start >= end for cue in film.cues),
    }
