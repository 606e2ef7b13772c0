"""The desk refuses a recording, a timing or captions that cannot be what they are said to be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cms.demo.loading import FOLDER
from cms.videos.models import Timing, Video
from tests import factories as make
from tests.clerks import filled, publisher, send, url

pytestmark = pytest.mark.django_db

CUES = b"WEBVTT\n\n00:01.000 --> 00:03.500\nLes r\xc3\xa9servoirs sont \xc3\xa0 moiti\xc3\xa9 pleins.\n"


def vtt(body: bytes = CUES, name: str = "hd118.fr.vtt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body, "text/vtt")


def refused(record: Any, clerk: Client | None = None, **sent: Any) -> list[str]:
    """Send the form of a record and return what it was refused for, each with its field."""
    clerk = clerk or publisher(type(record))
    address = url(record, "edit")
    answer = clerk.post(address, {**filled(clerk, address), **sent})
    assert answer.status_code == 200, "it was taken"
    return [
        f"{field}: {error}"
        for field, errors in answer.context["form"].errors.items()
        for error in errors
    ]


def recording(name: str = "hd118-okafor") -> str:
    """Put a file of the demo into the media folder and return its name there."""
    path = Path(settings.MEDIA_ROOT) / "videos" / f"{name}.mp4"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((FOLDER / "media" / f"{name}.mp4").read_bytes())
    return f"videos/{name}.mp4"


def test_a_clerk_brings_captions_along_and_readers_have_them() -> None:
    video = make.published(make.VideoFactory(captions={"en": "captions/hd118.en.vtt"}))
    clerk = publisher(Video)
    address = url(video, "edit")

    form = {**filled(clerk, address), "captions-file-fr": vtt(), "action-publish": "1"}
    send(clerk, address, form)

    video.refresh_from_db()
    assert video.captions["en"] == "captions/hd118.en.vtt"
    answer: Any = Client().get(f"/media/{video.captions['fr']}")
    assert b"".join(answer.streaming_content) == CUES


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"\x00\x01\x02", "line 1, header: the first line must be WEBVTT"),
        (CUES.replace(b"03.500", b"00.500"), "line 3, timings: the cue ends before it begins"),
        (CUES.replace(b"\xc3\xa9", b"\xe9"), "line 4, text: the text is not UTF-8"),
        (b"WEBVTT\n", "cue: there is no cue in it"),
        (CUES + b" " * 9 * 1024 * 1024, "file: the file is too large for captions"),
    ],
)
def test_captions_that_no_player_would_show_are_refused_with_file_and_line(
    body: bytes, reason: str
) -> None:
    video = make.VideoFactory()

    (fault,) = refused(video, **{"captions-file-fr": vtt(body)})

    assert fault.startswith("captions: hd118.fr.vtt, ")
    assert reason in fault


def test_the_length_of_a_file_is_measured() -> None:
    video = make.VideoFactory()
    clerk = publisher(Video)
    address = url(video, "edit")

    sent = {"file": recording(), "media_url": "", "duration": ""}
    send(clerk, address, {**filled(clerk, address), **sent}, **{"action-publish": "1"})

    video.refresh_from_db()
    assert video.duration == 48.626


def test_a_length_that_is_not_that_of_the_file_is_refused() -> None:
    assert refused(make.VideoFactory(), file=recording(), duration="95.5") == [
        "duration: 95.5 seconds are stated, but the file lasts 48.626:"
        " correct the duration, or replace the file by the right one."
    ]


def test_a_broken_file_is_refused() -> None:
    path = Path(settings.MEDIA_ROOT) / recording()
    path.write_bytes(path.read_bytes()[:9000])

    assert refused(make.VideoFactory(), file="videos/hd118-okafor.mp4") == [
        "file: This is no MP4 file, or it is cut off: copy it again."
    ]


def test_a_recording_shorter_than_its_speeches_is_refused() -> None:
    video = make.TimingFactory().video

    (fault,) = refused(video, duration="30")

    assert fault.startswith("duration: It ends at 61 seconds, but the recording lasts 30")


def test_a_stream_is_given_its_own_media_type() -> None:
    video = make.VideoFactory()
    clerk = publisher(Video)
    address = url(video, "edit")

    sent = {**filled(clerk, address), "media_url": "https://media.valmere.example/a.m3u8"}
    send(clerk, address, sent, **{"action-publish": "1"})

    video.refresh_from_db()
    assert video.media_type == "application/vnd.apple.mpegurl"


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"start": "70", "end": "61"}, "end: It ends (61) before it begins (70): exchange"),
        ({"end": "99"}, "end: It ends at 99 seconds, but the recording lasts 95.5: correct"),
        ({"start": "20"}, "sentences: Sentence 1 (3.5 to 6) does not lie between 20 and 61"),
        ({"start": "-2"}, "start: It begins before the recording does: enter 0 or more."),
    ],
)
def test_a_timing_that_cannot_be_true_is_refused(sent: dict[str, str], reason: str) -> None:
    (fault,) = refused(make.TimingFactory(), **sent)

    assert fault.startswith(reason)


def test_a_timing_of_another_speaker_is_refused() -> None:
    other = make.MemberFactory(given_name="Peter", family_name="Kaminski")

    (fault,) = refused(make.TimingFactory(), member=other.pk)

    assert fault.startswith("member: By the record another member gave this speech")


def test_two_speeches_at_one_time_are_refused_and_two_parts_of_one_are_not() -> None:
    timing = make.TimingFactory(start=0, end=20, sentences=[])
    later = make.TimingFactory(video=timing.video, start=30, end=40, sentences=[])

    clerk = publisher(Timing)

    (fault,) = refused(later, clerk, start="10")

    assert fault.startswith("start: It begins at 10 seconds, while another speech goes on until 20")
    part = {"speech": timing.speech.pk, "member": timing.speech.member.pk, "start": "10"}
    send(clerk, url(later, "edit"), {**filled(clerk, url(later, "edit")), **part})


def test_what_was_wrong_before_does_not_keep_a_clerk_from_other_work() -> None:
    video = make.TimingFactory(start=0, end=20, sentences=[]).video
    make.TimingFactory(video=video, start=5, end=25, sentences=[])
    last = make.TimingFactory(video=video, start=30, end=40, sentences=[])
    clerk = publisher(Timing)

    send(clerk, url(last, "edit"), {**filled(clerk, url(last, "edit")), "end": "45"})

    last.refresh_from_db()
    assert last.end == 45
