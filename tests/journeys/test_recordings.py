"""Recordings that cannot be what they are said to be: refused with the file, the field, and what to do."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cms.demo.loading import FOLDER
from cms.importers.formats import format_named
from cms.importers.running import Import
from cms.speeches.models import Speech
from cms.videos.models import Timing, Video
from syndication import queries
from tests import factories as make

pytestmark = pytest.mark.django_db

NAME = "hd118-okafor"
SPEECH = "ParlaMint-VM_2026-10-14-HD118.u43"
Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The timing of a speech of the demo with its files beside it; the speech is in the record."""
    amina = make.MemberFactory(scheme="parlamint", source_id="AminaOkafor")
    make.MemberFactory(
        scheme="parlamint", source_id="PeterKaminski", given_name="Peter", family_name="Kaminski"
    )
    make.published(make.SpeechFactory(scheme="parlamint", source_id=SPEECH, member=amina))
    for name in ("timing", "media"):
        (tmp_path / name).mkdir()
        for file in (FOLDER / name).glob(f"{NAME}*"):
            shutil.copyfile(file, tmp_path / name / file.name)
    return tmp_path


def imported(folder: Path) -> list[str]:
    """Import the folder and return what was refused, each with its file."""
    run = Import(format_named("timing"), "valmere")
    report = run.run(run.inputs([folder / "timing"]), lambda source: None)
    return [f"{name}: {reason}" for name, reason in report.broken]


def change(folder: Path, how: Change) -> None:
    path = folder / "timing" / f"{NAME}.json"
    document = json.loads(path.read_text())
    how(document)
    path.write_text(json.dumps(document))


def item(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["data"][0]
    return found


def sentence(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = item(document)["textContents"][0]["textBody"][0]["sentences"][0]
    return found


def test_a_sound_recording_is_taken_with_its_captions_and_its_length(folder: Path) -> None:
    assert imported(folder) == []

    video = Video.objects.get()
    assert (video.media_type, video.duration) == ("video/mp4", 48.585)
    assert set(video.captions) == {"en", "fr", "es", "ar"}
    assert Timing.objects.get().speech == Speech.objects.get()


def test_a_length_that_nobody_states_is_read_from_the_file(folder: Path) -> None:
    change(folder, lambda document: item(document)["media"].pop("duration"))

    assert imported(folder) == []
    assert Video.objects.get().duration == 48.626


def _late(document: dict[str, Any]) -> None:
    sentence(document)["timeEnd"] = "70.0"


def _long(document: dict[str, Any]) -> None:
    item(document)["media"]["duration"] = 95.0


def _somebody_else(document: dict[str, Any]) -> None:
    item(document)["people"][0].update(originPersonID="PeterKaminski", label="Peter Kaminski")


def _stranger(document: dict[str, Any]) -> None:
    item(document)["people"][0].update(originPersonID="", label="Ruth Ansah")


def _at_once(document: dict[str, Any]) -> None:
    other = json.loads(json.dumps(item(document)))
    other["originID"] = other["textContents"][0]["originTextID"] = "X.u9"
    document["data"].append(other)


def _backwards(document: dict[str, Any]) -> None:
    sentence(document).update(timeStart="8.0", timeEnd="0.9")


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        (_long, "duration: hd118-okafor.mp4: 95 seconds are stated, but the file lasts 48.626: correct"),
        (_late, "sentences: Sentence 1 (0.9 to 70) does not lie between 0.9 and 47.185: correct"),
        (_somebody_else, "timing 1, member: By the record another member gave this speech: choose"),
        (_stranger, "timing 1, member: By the record another member gave this speech: choose"),
        (_at_once, "timing 2, start: It begins at 0.9 seconds, while another speech goes on until 47.185: correct"),
        (_backwards, "it ends (0.9) before it starts (8)"),
    ],
)  # fmt: skip
def test_a_timing_that_cannot_be_true_is_refused(folder: Path, how: Change, reason: str) -> None:
    change(folder, how)

    (refused,) = imported(folder)

    assert refused.startswith(f"{NAME}.json: ")
    assert reason in refused
    assert Video.objects.count() == Timing.objects.count() == 0


def test_a_recording_that_ends_before_its_speech_is_refused(folder: Path) -> None:
    media = folder / "media"
    shutil.copyfile(FOLDER / "media" / "hd119-beaulieu.mp4", media / f"{NAME}.mp4")
    change(folder, lambda document: item(document)["media"].pop("duration"))
    for captions in media.glob("*.vtt"):
        captions.unlink()

    (refused,) = imported(folder)

    assert "timing 1, end: It ends at 47.185 seconds, but the recording lasts 37.628" in refused


def test_a_recording_longer_than_its_speech_by_the_record_is_refused(folder: Path) -> None:
    speech = Speech.objects.get()
    speech.started_at, speech.ended_at = "2026-10-14T15:00:00Z", "2026-10-14T15:00:20Z"
    speech.save()

    (refused,) = imported(folder)

    assert (
        "timing 1, speech: It shows 46.285 seconds of a speech that by the record lasted 20"
        in refused
    )


def test_a_part_of_a_longer_speech_is_taken(folder: Path) -> None:
    speech = Speech.objects.get()
    speech.started_at, speech.ended_at = "2026-10-14T15:00:00Z", "2026-10-14T15:09:00Z"
    speech.save()

    assert imported(folder) == []


def test_both_parts_of_an_interrupted_speech_are_taken(folder: Path) -> None:
    def divide(document: dict[str, Any]) -> None:
        second = json.loads(json.dumps(item(document)))
        bodies = second["textContents"][0]["textBody"]
        item(document)["textContents"][0]["textBody"] = bodies[:1]
        second["textContents"][0]["textBody"] = bodies[2:]
        document["data"].append(second)

    change(folder, divide)

    assert imported(folder) == []
    assert [timing.speech for timing in Timing.objects.all()] == [Speech.objects.get()] * 2


def test_another_spelling_of_the_same_name_is_taken(folder: Path) -> None:
    def spell(document: dict[str, Any]) -> None:
        item(document)["people"][0].update(originPersonID="", label="Dr. A. OKAFOR, MP")

    change(folder, spell)

    assert imported(folder) == []


@pytest.mark.parametrize("cut", [0, 20, 5000, 800_000])
def test_a_file_that_is_no_whole_recording_is_refused(folder: Path, cut: int) -> None:
    file = folder / "media" / f"{NAME}.mp4"
    file.write_bytes(file.read_bytes()[:cut])

    (refused,) = imported(folder)

    assert refused == (
        f"{NAME}.json: video VM/{NAME}, url: {NAME}.mp4 is no MP4 file, or is cut off: copy it again"
    )


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("WEBVTT", "WEBVT", "line 1, header: the first line must be WEBVTT"),
        ("00:00:08.854", "00:08,854", "line 11, timings: the times cannot be read; write them like"),
        ("-->", "->", "line 5, timings: a line with the times (00:12.400 --> 00:15.000) is missing"),
        ("00:00:05.724\n", "00:00:00.100\n", "line 6, timings: the cue ends before it begins"),
        ("00:00:09.454 -->", "00:00:01.000 -->", "line 15, timings: the cue begins before the one"),
        ("00:00:47.435", "00:01:47.435", "timings: the cue ends after the recording"),
        ("كل", "\udcff", "text: the text is not UTF-8"),
    ],
)  # fmt: skip
def test_captions_that_no_player_would_show_are_refused(
    folder: Path, old: str, new: str, reason: str
) -> None:
    file = folder / "media" / f"{NAME}.ar.vtt"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode("utf-8", "surrogateescape"))

    (refused,) = imported(folder)

    assert refused.startswith(f"{NAME}.json: video VM/{NAME}, captions ar: {NAME}.ar.vtt, line ")
    assert reason in refused
    assert Video.objects.count() == 0


def test_captions_without_a_cue_are_refused(folder: Path) -> None:
    (folder / "media" / f"{NAME}.fr.vtt").write_text("WEBVTT\n\nNOTE nothing yet\n")

    (refused,) = imported(folder)

    assert f"captions fr: {NAME}.fr.vtt, line 4, cue: there is no cue in it" in refused


def test_corrected_captions_are_taken_at_the_next_import(folder: Path) -> None:
    imported(folder)
    file = folder / "media" / f"{NAME}.fr.vtt"
    file.write_text(file.read_text().replace("robinet", "ROBINET"))

    run = Import(format_named("timing"), "valmere", again=True)
    run.run(run.inputs([folder / "timing"]), lambda source: None)

    answer: Any = Client().get(f"/media/{Video.objects.get().captions['fr']}")
    assert b"ROBINET" in b"".join(answer.streaming_content)


def test_where_a_source_has_no_sentences_the_captions_are_the_transcript(folder: Path) -> None:
    change(folder, lambda document: item(document)["textContents"].clear())

    assert imported(folder) == []

    passages = queries.entry(Video.objects.get().public_id, "en").passages
    assert passages[0].text.startswith("The Bill before the House does one thing")
    assert passages[0].text.endswith("a tap runs dry.")
    assert passages[1].text == "We have heard today about pipes and about prices."


def test_a_stream_is_kept_with_its_own_media_type(folder: Path) -> None:
    def stream(document: dict[str, Any]) -> None:
        item(document)["media"]["videoFileURI"] = "https://media.valmere.example/a/master.m3u8?x=1"

    change(folder, stream)

    assert imported(folder) == []
    video = Video.objects.get()
    page = Client().get(f"/en/videos/{video.public_id}/", follow=True).content.decode()
    assert 'type="application/vnd.apple.mpegurl"' in page
