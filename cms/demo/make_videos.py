"""Make the demo parliament's videos: a synthetic voice reads the record in a drawn chamber.

Usage: python cms/demo/make_videos.py [NAME ...]      the clips named, or all of media/clips.json

Needs ffmpeg (with libx264) and espeak-ng. The words come from the TEI record and from nowhere else,
so the voice says exactly what the record says; clips.json says which passage, and translates it.
The same versions of the tools give the same bytes: nothing is left to chance, nothing is dated.
Each clip gives media/NAME.mp4, NAME.jpg (poster), NAME.LANG.vtt and timing/NAME.json.
"""

from __future__ import annotations

import io
import json
import math
import random
import re
import shutil
import subprocess
import sys
import tempfile
import wave
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

PARLIAMENT = Path(__file__).parent / "parliament"
MEDIA = PARLIAMENT / "media"
ZONE = ZoneInfo("Europe/Brussels")
TEI = "{http://www.tei-c.org/ns/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
LICENCE = "http://creativecommons.org/publicdomain/zero/1.0/"
SITE = "https://parliament.valmere.example"

LEAD, SENTENCE_PAUSE, PARAGRAPH_PAUSE, TAIL = 0.9, 0.42, 0.85, 1.4  # seconds of silence
FRAMES = 25  # a second
LARGE, SMALL = (1280, 720), (640, 360)  # drawn large, reduced for the video
LOUDNESS = 6800  # root mean square of the voice, of 32767
SILENCE = 160  # samples below this are silence at a sentence's ends
CUE, LINE = 78, 42  # characters
ROOM = ",".join(  # a hall around the voice, and its metal taken away
    (
        "highpass=f=90",
        "equalizer=f=5200:t=q:w=1:g=-4",
        "aecho=0.9:0.5:23|41:0.16|0.09",
        "alimiter=limit=0.9:level=disabled",
    )
)


@dataclass(frozen=True)
class Clip:
    """What to film: a passage of one speech, and the words around the picture."""

    name: str
    record: str  # TEI file
    speech: str  # id of its u
    paragraphs: tuple[int, int]  # first and last seg
    language: str
    voice: str
    speed: int  # words a minute
    speaker: str
    given_name: str
    family_name: str
    group: str
    starts: str  # local time of the speech
    kind: str  # OPTV agenda item type
    sentences: int  # how many of the passage; the last paragraph may stop early
    seat: tuple[int, float]  # row from the inside, place from left (0) to right (1)
    lines: tuple[str, ...]  # parliament; chamber and date; notice
    rows: int = 6
    names: dict[str, str] = field(default_factory=dict)  # of the speaker, in other scripts
    subtitles: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Sentence:
    """A sentence of the record and where it lies in the video, in seconds."""

    text: str
    paragraph: int
    start: float
    end: float


@dataclass(frozen=True)
class Sound:
    """A voice: signed 16-bit mono samples."""

    samples: array[int]
    rate: int

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate


def main(names: Sequence[str]) -> None:
    """Make the clips named, or all."""
    described = json.loads((MEDIA / "clips.json").read_text(encoding="utf-8"))
    for name in names or list(described):
        make(Clip(name=name, **{key: _frozen(value) for key, value in described[name].items()}))


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def make(clip: Clip) -> None:
    """Write the video of one clip and everything that goes with it."""
    record = etree.parse(PARLIAMENT / "tei" / clip.record).getroot()
    sound, sentences = speak(clip, words(record, clip))
    write_captions(clip, sentences)
    write_timing(clip, record, sentences, sound.seconds)
    write_video(clip, sound)
    size = (MEDIA / f"{clip.name}.mp4").stat().st_size
    sys.stdout.write(f"{clip.name}: {sound.seconds:.1f} s, {size / 1000:.0f} kB\n")


# The record


def words(record: etree._Element, clip: Clip) -> list[list[str]]:
    """Return the sentences of each paragraph of the passage."""
    speech = _speech(record, clip)
    first, last = clip.paragraphs
    segments = list(speech.iter(f"{TEI}seg"))[first - 1 : last]
    texts = [str(segment.xpath("string()")) for segment in segments]
    return [split_sentences(re.sub(r"[ \t\r\n]+", " ", text).strip()) for text in texts]


def _speech(record: etree._Element, clip: Clip) -> etree._Element:
    for speech in record.iter(f"{TEI}u"):
        if speech.get(f"{XML}id") == clip.speech:
            return speech
    raise SystemExit(f"{clip.record} has no speech {clip.speech}")


def split_sentences(text: str) -> list[str]:
    """Split at full stops, question and exclamation marks that a capital follows."""
    return re.split(r"(?<=[.!?»”])\s+(?=[¿¡«“]?\s?[A-ZÀ-Þ])", text)


# The voice


def speak(clip: Clip, paragraphs: list[list[str]]) -> tuple[Sound, list[Sentence]]:
    """Say the sentences one after the other, with pauses, and note when each begins and ends."""
    said = [(number, text) for number, texts in enumerate(paragraphs) for text in texts]
    said = said[: clip.sentences]
    voices = [say(text, clip) for _, text in said]
    rate = voices[0].rate
    track = _pause(LEAD, rate)
    sentences: list[Sentence] = []
    for (number, text), voice in zip(said, voices, strict=True):
        if sentences:
            same = sentences[-1].paragraph == number
            track.extend(_pause(SENTENCE_PAUSE if same else PARAGRAPH_PAUSE, rate))
        start = len(track) / rate
        track.extend(voice.samples)
        sentences.append(Sentence(text, number, start, len(track) / rate))
    track.extend(_pause(TAIL, rate))
    return Sound(_levelled(track, sentences, rate), rate), sentences


def say(text: str, clip: Clip) -> Sound:
    """Say one piece of text, without the silence at its ends."""
    plain = text.replace("’", "'").replace("\xa0", " ")
    voice = ["-v", clip.voice, "-s", str(clip.speed), "--stdout"]
    said = subprocess.run([_tool("espeak-ng"), *voice, plain], check=True, capture_output=True)  # noqa: S603 (our own arguments, no shell)
    with wave.open(io.BytesIO(said.stdout)) as file:
        rate = file.getframerate()
    samples = array("h", said.stdout[44:])  # after the header, which gives no length in a pipe
    loud = [place for place, sample in enumerate(samples) if abs(sample) > SILENCE]
    return Sound(samples[loud[0] : loud[-1] + 1], rate)


def _pause(seconds: float, rate: int) -> array[int]:
    return array("h", bytes(2 * round(seconds * rate)))


def _levelled(track: array[int], sentences: list[Sentence], rate: int) -> array[int]:
    spoken = sum(sentence.end - sentence.start for sentence in sentences) * rate
    factor = LOUDNESS / math.sqrt(sum(sample * sample for sample in track) / spoken)
    return array("h", (max(-32000, min(32000, round(sample * factor))) for sample in track))


def _tool(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise SystemExit(f"{name} is needed and is not installed")
    return path


# Captions


def write_captions(clip: Clip, sentences: list[Sentence]) -> None:
    """Write the captions in the language spoken, timed from the voice, and the translations."""
    spoken = [cue for sentence in sentences for cue in spoken_cues(sentence, clip)]
    _write_vtt(clip, clip.language, spoken)
    for language, texts in clip.subtitles.items():
        pairs = zip(sentences, texts, strict=True)
        _write_vtt(clip, language, [cue for pair in pairs for cue in translated_cues(*pair)])


def spoken_cues(sentence: Sentence, clip: Clip) -> list[Sentence]:
    """Cut a sentence into cues; each lasts as long as the voice needs for it."""
    parts = pieces(sentence.text)
    weights = [say(part, clip).seconds for part in parts] if len(parts) > 1 else [1.0]
    return _shared(sentence, parts, weights)


def translated_cues(sentence: Sentence, text: str) -> list[Sentence]:
    """Cut a translated sentence into cues, by length, over the time of the original."""
    parts = pieces(text)
    return _shared(sentence, parts, [float(len(part)) for part in parts])


def pieces(text: str) -> list[str]:
    """Halve a text until every piece fits a cue."""
    if len(text) <= CUE:
        return [text]
    return [short for half in cut(text, len(text)) for short in pieces(half)]


def cut(text: str, limit: int) -> tuple[str, str]:
    """Cut a text near its middle, rather after a comma than after a short word."""

    def awkwardness(at: int) -> float:
        last = re.split(r"[ \-’]", text[:at])[-1]
        phrase = -14 if last[-1:] in ",;:.،؛" else 9 * (len(last) < 5)
        return abs(at - len(text) / 2) + phrase + 3 * max(0, at - limit, len(text) - at - 1 - limit)

    spaces = (space.start() for space in re.finditer(" (?![0-9])", text))
    at = min(spaces, key=awkwardness)
    return text[:at], text[at + 1 :]


def _shared(sentence: Sentence, parts: list[str], weights: list[float]) -> list[Sentence]:
    whole = sum(weights)
    length = sentence.end - sentence.start
    cues = []
    start = sentence.start
    for part, weight in zip(parts, weights, strict=True):
        end = start + length * weight / whole
        cues.append(Sentence(part, sentence.paragraph, start, end))
        start = end
    return cues


def _write_vtt(clip: Clip, language: str, cues: list[Sentence]) -> None:
    name = clip.names.get(language, clip.speaker)
    kind = "Captions" if language == clip.language else "Subtitles (translation)"
    blocks = [f"WEBVTT\n\nNOTE {kind}, {language}; speech {clip.speech}; synthetic voice"]
    for number, cue in enumerate(cues, start=1):
        until = cue.end + 0.25 if number == len(cues) else min(cue.end + 0.25, cues[number].start)
        text = "\n".join(cut(cue.text, LINE) if len(cue.text) > LINE else (cue.text,))
        time = f"{_clock(cue.start)} --> {_clock(until)}"
        blocks.append(f"{number}\n{time}\n<v {name}>{text}")
    path = MEDIA / f"{clip.name}.{language}.vtt"
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def _clock(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


# Speech timing, in the shape of Open Parliament TV


def write_timing(
    clip: Clip, record: etree._Element, sentences: list[Sentence], seconds: float
) -> None:
    """Write timing/NAME.json: ``originID`` is the id of the TEI u that is spoken."""
    day = _meeting(record, "#parla.sitting")
    times = [note.text for note in record.iter(f"{TEI}note") if note.get("type") == "time"]
    number, term = int(_meeting(record, "#parla.session")), int(_meeting(record, "#parla.term"))
    span = {"dateStart": _moment(day, times[0]), "dateEnd": _moment(day, times[-1])}
    heading = _heading(record, clip)
    speech = {
        "parliament": "VM",
        "electoralPeriod": {"number": term},
        "session": {"number": number, **span},
        "agendaItem": {"title": heading, "officialTitle": heading, "type": clip.kind},
        "dateStart": _moment(day, clip.starts),
        "media": _media(clip, seconds),
        "people": [_person(clip, record)],
        "originID": clip.speech,
        "originalLanguage": clip.language,
        "textContents": [_text(clip, sentences)],
    }
    document = {"meta": {"session": f"{term}{number:03}", **span}, "data": [speech]}
    path = PARLIAMENT / "timing" / f"{clip.name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _meeting(record: etree._Element, kind: str) -> str:
    for meeting in record.iter(f"{TEI}meeting"):
        if kind in (meeting.get("ana") or "").split():
            return str(meeting.get("n"))
    raise SystemExit(f"the record has no meeting with ana {kind}")


def _moment(day: str, time: str | None) -> str:
    return datetime.fromisoformat(f"{day}T{(time or '').strip()}").replace(tzinfo=ZONE).isoformat()


def _heading(record: etree._Element, clip: Clip) -> str:
    section = _speech(record, clip).getparent()
    heads = section.findall(f"{TEI}head") if section is not None else []
    return str({head.get(f"{XML}lang"): head.text for head in heads}[clip.language])


def _media(clip: Clip, seconds: float) -> dict[str, Any]:
    kinds = {clip.language: "captions", **dict.fromkeys(clip.subtitles, "subtitles")}
    tracks = [{"language": x, "kind": kinds[x], "uri": f"{clip.name}.{x}.vtt"} for x in kinds]
    return {
        "videoFileURI": f"{clip.name}.mp4",
        "sourcePage": f"{SITE}/media/{clip.name}",
        "duration": round(seconds, 3),
        "creator": clip.lines[0],
        "license": LICENCE,
        "originMediaID": clip.name,
        "aligned": True,
        "thumbnailURI": f"{clip.name}.jpg",
        "additionalInformation": {"notice": clip.lines[2], "tracks": tracks},
    }


def _person(clip: Clip, record: etree._Element) -> dict[str, Any]:
    return {
        "type": "memberOfParliament",
        "label": clip.speaker,
        "firstname": clip.given_name,
        "lastname": clip.family_name,
        "context": "main-speaker",
        "faction": {"wid": "", "label": clip.group, "wtype": "ORG"},
        "originPersonID": (_speech(record, clip).get("who") or "").removeprefix("#"),
    }


def _text(clip: Clip, sentences: list[Sentence]) -> dict[str, Any]:
    numbers = sorted({sentence.paragraph for sentence in sentences})
    spoken = [[one for one in sentences if one.paragraph == number] for number in numbers]
    return {
        "type": "proceedings",
        "sourceURI": f"{SITE}/tei/{clip.record}",
        "creator": clip.lines[0],
        "license": LICENCE,
        "language": clip.language,
        "originTextID": clip.speech,
        "textBody": [_paragraph(clip, number, spoken[number]) for number in numbers],
    }


def _paragraph(clip: Clip, number: int, sentences: list[Sentence]) -> dict[str, Any]:
    return {
        "type": "speech",
        "speaker": clip.speaker,
        "speakerstatus": "memberOfParliament",
        "text": " ".join(sentence.text for sentence in sentences),
        "speech_id": f"{clip.speech}.p{clip.paragraphs[0] + number}",
        "sentences": [
            {"text": one.text, "timeStart": f"{one.start:.3f}", "timeEnd": f"{one.end:.3f}"}
            for one in sentences
        ],
    }


# The picture

NIGHT, DUSK, LAMP = "#120b18", "#38204a", "#7b4f97"  # aubergine, from dark to light
SEAT, LIT, ACCENT, PAPER, SOFT = "#5f4372", "#ecd9fb", "#d3b1e6", "#f6f2fa", "#c3b6cf"
FLOOR = (640, 432)  # where the rows of seats have their centre
INNER, AISLE, GAP = 112.0, 40.0, 33.0  # radius of the first row, between rows, between seats
DOT, HALO = 8.5, 96
WAVE = 900.0  # how far the light of a word travels in a second


@dataclass(frozen=True)
class Seat:
    """A place in the drawn chamber."""

    x: float
    y: float
    row: int
    place: float

    def distance(self, other: Seat) -> float:
        return math.hypot(self.x - other.x, self.y - other.y)


def seats(rows: int) -> list[Seat]:
    """Place the seats of a hemicycle, row by row from the inside."""
    places = []
    for row in range(rows):
        radius = INNER + row * AISLE
        count = int(math.pi * radius / GAP)
        for number in range(count):
            angle = math.pi * (1 - number / (count - 1))
            x, y = FLOOR[0] + radius * math.cos(angle), FLOOR[1] - radius * math.sin(angle)
            places.append(Seat(x, y, row, number / (count - 1)))
    return places


def backdrop(rows: int) -> Image.Image:
    """Paint the room: a gradient, the glow over the floor, the curves of the desks, the rostrum."""
    slope = Image.linear_gradient("L").resize(LARGE)
    room = Image.composite(_plain(NIGHT), _plain(DUSK), slope)
    light = Image.new("L", LARGE)
    glow = _glow(1280, 840).point(lambda value: value * 0.34)
    light.paste(glow, (FLOOR[0] - 640, FLOOR[1] - 520))
    room = Image.composite(_plain(LAMP), room, light)
    desks = Image.new("L", LARGE)
    draw = ImageDraw.Draw(desks)
    for row in range(rows):
        radius = INNER + row * AISLE + AISLE / 2
        draw.arc(_box(*FLOOR, radius), 180, 360, fill=26, width=2)
    draw.rounded_rectangle((FLOOR[0] - 46, FLOOR[1] - 14, FLOOR[0] + 46, FLOOR[1] + 8), 7, fill=70)
    return Image.composite(_plain(ACCENT), room, desks.filter(ImageFilter.GaussianBlur(0.7)))


def _glow(width: int, height: int) -> Image.Image:
    """Return a light that fades to nothing at the edge of its box."""
    rim = 74  # what the inverted gradient leaves in the middle of each side
    shape = ImageChops.invert(Image.radial_gradient("L"))
    soft = shape.point(lambda value: 255 * (max(0, value - rim) / (255 - rim)) ** 1.5)
    return soft.resize((width, height), Image.Resampling.BICUBIC)


def _plain(colour: str) -> Image.Image:
    return Image.new("RGB", LARGE, colour)


def _box(x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    return (x - radius, y - radius, x + radius, y + radius)


def lower_third(clip: Clip) -> Image.Image:
    """Set the speaker's name, the chamber and the date, and the notice, on nothing."""
    layer = Image.new("RGBA", LARGE)
    draw = ImageDraw.Draw(layer)
    draw.rounded_rectangle((76, 474, 82, 602), 3, fill=ACCENT)
    draw.text((104, 464), clip.speaker, fill=PAPER, font=_font("Bold", 46))
    draw.text((104, 526), clip.lines[1], fill=SOFT, font=_font("Regular", 28))
    draw.text((104, 572), clip.lines[2], fill=SOFT, font=_font("Regular", 23))
    draw.text((76, 40), clip.lines[0], fill=SOFT, font=_font("Regular", 26))
    return layer


def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    try:
        return ImageFont.truetype(f"NotoSans-{weight}.ttf", size)
    except OSError:
        name = "DejaVuSans-Bold.ttf" if weight == "Bold" else "DejaVuSans.ttf"
        return ImageFont.truetype(name, size)


class Chamber:
    """The chamber of one clip, drawn anew for each frame as the voice lights the seats."""

    def __init__(self, clip: Clip) -> None:
        self.room = backdrop(clip.rows)
        self.caption = lower_third(clip)
        self.seats = seats(clip.rows)
        row, place = clip.seat
        row_seats = [seat for seat in self.seats if seat.row == row]
        self.speaker = min(row_seats, key=lambda seat: abs(seat.place - place))
        self.halo = _glow(2 * HALO, 2 * HALO)

    def frame(self, voice: Sequence[float], number: int) -> Image.Image:
        """Draw one frame: the voice's light leaves the speaker's seat and fades with distance."""
        picture = self.room.copy()
        now = _level(voice, number)
        halo = self.halo.point(lambda value: value * (0.22 + 0.4 * now))
        x, y = round(self.speaker.x), round(self.speaker.y)
        picture.paste(LIT, (x - HALO, y - HALO, x + HALO, y + HALO), halo)
        draw = ImageDraw.Draw(picture)
        for seat in self.seats:
            draw.ellipse(_box(seat.x, seat.y, DOT), fill=self._colour(seat, voice, number))
        draw.ellipse(_box(self.speaker.x, self.speaker.y, DOT + 2.5 + 1.5 * now), fill=LIT)
        shown = min(1.0, max(0.0, (number / FRAMES - 0.2) / 0.8))
        picture.paste(self.caption, (0, 0), self.caption.getchannel("A").point(lambda a: a * shown))
        return picture

    def _colour(self, seat: Seat, voice: Sequence[float], number: int) -> tuple[int, ...]:
        distance = seat.distance(self.speaker)
        heard = _level(voice, number - round(distance / WAVE * FRAMES))
        share = 0.62 * heard * math.exp(-distance / 210)
        pairs = zip(_rgb(SEAT), _rgb(LIT), strict=True)
        return tuple(round(low + (high - low) * share) for low, high in pairs)


def _level(voice: Sequence[float], number: int) -> float:
    return voice[number] if 0 <= number < len(voice) else 0.0


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def loudness(sound: Sound) -> list[float]:
    """Return how loud the voice is in each frame, from 0 to 1, calmed so that nothing flickers."""
    step = sound.rate / FRAMES
    levels = []
    calm = 0.0
    for number in range(math.ceil(sound.seconds * FRAMES)):
        part = sound.samples[int(number * step) : int((number + 1) * step)]
        loud = math.sqrt(sum(sample * sample for sample in part) / max(1, len(part)))
        calm += (min(1.0, loud / (1.6 * LOUDNESS)) - calm) * 0.16
        levels.append(calm)
    return levels


def grain() -> Image.Image:
    """Return a fixed, barely visible grain: without it a dark gradient shows steps."""
    noise = random.Random(118).randbytes(SMALL[0] * SMALL[1])  # noqa: S311  a texture, not a secret
    fine = Image.frombytes("L", SMALL, noise).point(lambda value: 127 + value % 3)
    return Image.merge("RGB", (fine, fine, fine))


def frames(clip: Clip, sound: Sound) -> Iterator[bytes]:
    """Draw the video's frames, and the poster on the way."""
    chamber, voice, texture = Chamber(clip), loudness(sound), grain()
    loudest = max(range(2 * FRAMES, len(voice)), key=voice.__getitem__)
    poster = chamber.frame(voice, loudest)
    poster.save(MEDIA / f"{clip.name}.jpg", quality=82, optimize=True, progressive=True)
    for number in range(len(voice)):
        small = chamber.frame(voice, number).resize(SMALL, Image.Resampling.LANCZOS)
        yield ImageChops.add(small, texture, offset=-128).tobytes()


def write_video(clip: Clip, sound: Sound) -> None:
    """Join the frames and the voice into NAME.mp4, ready to play while it loads."""
    with tempfile.NamedTemporaryFile(suffix=".wav") as voice:
        with wave.open(voice.name, "wb") as file:
            file.setparams((1, 2, sound.rate, 0, "NONE", ""))
            file.writeframes(sound.samples.tobytes())
        command = [_tool("ffmpeg"), *_options(clip, voice.name)]
        with subprocess.Popen(command, stdin=subprocess.PIPE) as encoder:  # noqa: S603 (our own arguments, no shell)
            if encoder.stdin is not None:
                encoder.stdin.writelines(frames(clip, sound))
    if encoder.returncode:
        raise SystemExit(f"ffmpeg could not write {clip.name}.mp4")


def _options(clip: Clip, voice: str) -> list[str]:
    size = f"{SMALL[0]}x{SMALL[1]}"
    language = {"en": "eng", "fr": "fra", "es": "spa"}[clip.language]
    return [
        *("-y", "-hide_banner", "-loglevel", "error"),
        *("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size, "-r", str(FRAMES), "-i", "-"),
        *("-i", voice, "-af", ROOM),
        *("-vf", "scale=out_color_matrix=bt709:out_range=tv", "-pix_fmt", "yuv420p"),
        *("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"),
        *("-c:v", "libx264", "-profile:v", "main", "-preset", "slow", "-crf", "26"),
        *("-g", str(4 * FRAMES), "-threads", "1", "-x264-params", "aq-mode=3:aq-strength=1.1"),
        *("-c:a", "aac", "-b:a", "48k", "-ac", "1", "-ar", "44100"),
        *("-bsf:v", "filter_units=remove_types=6"),  # the encoder's visiting card
        *("-map_metadata", "-1", "-fflags", "+bitexact"),
        *("-flags:v", "+bitexact", "-flags:a", "+bitexact"),
        *("-metadata", f"title={clip.speaker}, {clip.lines[1]}"),
        *("-metadata", f"comment={clip.lines[2]}"),
        *("-metadata:s:a:0", f"language={language}", "-movflags", "+faststart"),
        str(MEDIA / f"{clip.name}.mp4"),
    ]


if __name__ == "__main__":
    main(sys.argv[1:])
