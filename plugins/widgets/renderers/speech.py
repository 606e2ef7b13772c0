"""One speech, or what is heard in a clip of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from plugins.widgets.renderers import addresses
from plugins.widgets.renderers.frame import Widget
from plugins.widgets.renderers.recording import (
    Line,
    Recording,
    clock,
    recording,
    spoken_lines,
    timed,
    within,
)
from plugins.widgets.renderers.thing import portrait
from plugins.widgets.renderers.words import apart, language_name, spoken
from syndication import queries
from syndication.contract import Entry, Facet, Part, Participant, Selection
from syndication.vocabulary import direction

VIDEOS = 50
"""Recordings of a sitting among which a speech's is looked for."""


class SpeechWidget(Widget):
    """One speech: the words, who said them as what, where and when, and what came before and after."""

    kind = "speech"
    format = "speech-widget"
    height = 656
    around = True
    sheet = "embed-speech.css"

    def parts(self, selection: Selection) -> Iterator[Part]:
        """Ask for the recordings of the sitting in which the speaker is heard."""
        for entry in selection.entries[:1]:
            if entry.part_of and not entry.withdrawn:
                facets = [Facet("kind", "video"), Facet("sitting", entry.part_of)]
                facets += [Facet("member", who.id) for who in entry.participants[:1] if who.id]
                yield Part("videos", tuple(facets), limit=VIDEOS)

    def context(self, selection: Selection) -> Mapping[str, Any]:
        """Add the speech, its speaker and its neighbours; no entry leaves a card that says so."""
        page = super().context(selection)
        if not selection.entries:
            return page
        entry = selection.entries[0]
        speaker = entry.participants[0] if entry.participants else Participant("", "")
        return {
            **page,
            **_said(entry, selection, page["page_language"]),
            "entry": entry,
            "notice": apart(entry.notice),
            "speaker": speaker,
            "portrait": portrait(speaker),
            "standing": " · ".join(filter(None, (speaker.role, speaker.area, speaker.group))),
            "spoken": spoken(entry, page["page_language"]),
            "translated_from": language_name(entry.original_language),
            "text_dir": direction(entry.language),
            "before": _near(selection.around(entry).previous, selection),
            "after": _near(selection.around(entry).following, selection),
            "debate": next((link.url for link in entry.links if link.rel == "up"), ""),
            "checked": addresses.checked(entry, selection.options),
        }


def _said(entry: Entry, selection: Selection, language: str) -> dict[str, Any]:
    """Return the words and the recording; of a clip only what is heard in it, and how to get at the rest."""
    film = None if entry.withdrawn else recording(entry, (entry, *selection.part("videos")))
    lines = timed(entry.passages, film.cues if film else ())
    clip = queries.clip(selection.options)
    if film is None or clip is None:
        return _shown(entry, film, lines, language) | {"lost": bool(clip and not entry.withdrawn)}
    start, end = clip
    cut = replace(film, start=start, end=end)
    heard, tongue = within(lines, start, end), entry.language
    if not heard:
        heard, tongue = within(spoken_lines(film.cues), start, end), film.entry.language
    whole = addresses.of_thing(
        "speech", entry.thing, selection.language, addresses.looks(selection)
    )
    return _shown(entry, cut, heard, language) | {
        "clip": (clock(start), clock(end) if end is not None else ""),
        "whole": addresses.absolute(whole, entry),
        "words_language": tongue,
        "words_dir": direction(tongue),
        "cut_before": any(cue.end <= start for cue in film.cues),
        "cut_after": end is not None and any(cue.start >= end for cue in film.cues),
    }


def _shown(
    entry: Entry, film: Recording | None, lines: list[Line], language: str
) -> dict[str, Any]:
    return {
        "film": film,
        "tracks": film.tracks(language) if film else [],
        "lines": lines,
        "words_language": entry.language,
        "words_dir": direction(entry.language),
    }


def _near(entry: Entry | None, selection: Selection) -> dict[str, str]:
    """Return who speaks before or after, and the embed of that, which opens in the same frame."""
    if entry is None or entry.withdrawn:  # one that is killed is not yet out of its place
        return {}
    path = addresses.of_thing("speech", entry.thing, selection.language, addresses.looks(selection))
    name = entry.participants[0].name if entry.participants else entry.title
    return {"name": apart(name), "url": addresses.absolute(path, entry)}
