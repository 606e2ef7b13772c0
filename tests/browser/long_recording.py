"""A recording of real size: five minutes of a debate of the demo's record in 1280 by 720, tens of megabytes.

It is made where it is needed and kept nowhere. Each sentence of the record lasts six seconds, the pictures count them,
and there are captions in two languages.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from cms.demo.loading import FOLDER

NAME = "hd118-water"
RECORD = FOLDER / "tei" / "ParlaMint-VM_2026-10-14-HD118.xml"
SPEECHES = tuple(f"{RECORD.stem}.u{number}" for number in range(35, 40))
SECONDS = 6
"""How long a sentence lasts."""
TEI, XML = "{http://www.tei-c.org/ns/1.0}", "{http://www.w3.org/XML/1998/namespace}"
RATE = "1300k"
BEFORE = {"en": "", "fr": "Traduction : "}
"""What stands before each caption in a language."""

Turn = tuple[etree._Element, list[str]]


def made(folder: Path) -> tuple[Path, Path]:
    """Make the recording and what goes with it; return the file to import and the video."""
    turns = list(spoken())
    sentences = [sentence for _turn, said in turns for sentence in said]
    timing, media = folder / "timing", folder / "media"
    for place in (timing, media):
        place.mkdir()
    for language, before in BEFORE.items():
        written = captions(f"{before}{sentence}" for sentence in sentences)
        (media / f"{NAME}.{language}.vtt").write_text(written, encoding="utf-8")
    shutil.copyfile(FOLDER / "media" / "hd118-okafor.jpg", media / f"{NAME}.jpg")
    filmed(media / f"{NAME}.mp4", SECONDS * len(sentences))
    (timing / f"{NAME}.json").write_text(json.dumps(session(turns)), encoding="utf-8")
    return timing, media / f"{NAME}.mp4"


def spoken() -> Iterator[Turn]:
    """Yield each speech with its sentences."""
    for turn in etree.parse(RECORD).iter(f"{TEI}u"):
        if turn.get(f"{XML}id") in SPEECHES:
            texts = [" ".join("".join(part.itertext()).split()) for part in turn.iter(f"{TEI}seg")]
            yield turn, [one for text in texts for one in re.split(r"(?<=[.!?]) ", text)]


def filmed(path: Path, seconds: int) -> None:
    """Film a test picture that counts the time, with a tone."""
    tool = shutil.which("ffmpeg") or pytest.skip("there is no ffmpeg on this machine")
    pictures = f"testsrc2=size=1280x720:rate=25:duration={seconds}"
    rate = ["-b:v", RATE, "-maxrate", RATE, "-bufsize", "2600k", "-g", "50"]
    command = [tool, "-loglevel", "error", "-f", "lavfi", "-i", pictures]
    command += ["-f", "lavfi", "-i", f"sine=frequency=300:duration={seconds}"]
    command += ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", *rate]
    command += ["-c:a", "aac", "-b:a", "96k", "-movflags", "+faststart", str(path)]
    subprocess.run(command, check=True)


def captions(texts: Iterator[str]) -> str:
    """Return a sentence a cue."""
    cues = (f"{clock(number)} --> {clock(number + 1)}\n{text}" for number, text in enumerate(texts))
    return "\n\n".join(("WEBVTT", *cues)) + "\n"


def clock(sentence: int) -> str:
    """Return when a sentence begins, as captions write it."""
    minutes, seconds = divmod(SECONDS * sentence, 60)
    return f"00:{minutes:02}:{seconds:02}.000"


def session(turns: Sequence[Turn]) -> dict[str, Any]:
    """Return the times of all speeches in the shape of Open Parliament TV."""
    at, found = 0, []
    for turn, sentences in turns:
        found.append(speech(turn, sentences, at))
        at += len(sentences)
    return {"meta": {"session": "9118"}, "data": found}


def speech(turn: etree._Element, sentences: Sequence[str], at: int) -> dict[str, Any]:
    """Return the times of one speech."""
    name, person = turn.get(f"{XML}id"), (turn.get("who") or "").removeprefix("#")
    times = [
        {
            "text": text,
            "timeStart": f"{SECONDS * (at + place)}.0",
            "timeEnd": f"{SECONDS * (at + place + 1)}.0",
        }
        for place, text in enumerate(sentences)
    ]
    return {
        "parliament": "VM",
        "electoralPeriod": {"number": 9},
        "session": {"number": 118},
        "agendaItem": {"title": "Water Resources Bill (HD-2026-14): second reading"},
        "dateStart": "2026-10-14T15:10:00+02:00",
        "media": {"videoFileURI": f"{NAME}.mp4", "originMediaID": NAME},
        "people": [{"context": "main-speaker", "label": person, "originPersonID": person}],
        "originID": name,
        "originalLanguage": "en",
        "textContents": [
            {"language": "en", "originTextID": name, "textBody": [{"sentences": times}]}
        ],
    }
