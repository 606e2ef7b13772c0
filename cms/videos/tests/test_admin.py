"""Videos and timings in the admin."""

from __future__ import annotations

import pytest
from django.test import Client

from cms.videos.models import Timing, Video
from syndication import queries
from tests import factories as make
from tests.clerks import editor, filled, publish, publisher, send, titles, url

pytestmark = pytest.mark.django_db


def test_a_clerk_adds_a_video_and_publishes_it() -> None:
    make.LocaleFactory()
    clerk = publisher(Video)
    form = filled(clerk, url(Video, "add"))

    send(
        clerk,
        url(Video, "add"),
        form,
        **{
            "title": "Sitting 120",
            "media_url": "https://media.valmere.example/hd120.mp4",
            "captions-fr": "captions/hd120.fr.vtt",
            "action-publish": "1",
        },
    )

    video = Video.objects.get()
    assert video.captions == {"fr": "captions/hd120.fr.vtt"}
    assert queries.entry(video.public_id, "en").title == "Sitting 120"


def test_a_corrected_title_is_public() -> None:
    video = make.published(make.VideoFactory())

    publish(publisher(Video), video, title="Sitting 118, second part")

    assert queries.entry(video.public_id, "en").title == "Sitting 118, second part"


def test_a_video_is_previewed_with_its_transcript() -> None:
    video = make.TimingFactory().video
    clerk = editor(Video)
    form = {**filled(clerk, url(video, "edit")), "title": "As it may be called"}
    clerk.post(url(video, "preview_on_edit"), form)

    page = clerk.get(url(video, "preview_on_edit"))

    assert "videos/video.html" in [template.name for template in page.templates]
    assert "As it may be called" in page.content.decode()
    assert "The reservoirs stand at half." in page.content.decode()


def test_a_corrected_sentence_shows_in_the_transcript_and_keeps_its_seconds() -> None:
    timing = make.TimingFactory()
    make.published(timing.speech)
    make.published(timing.video)
    clerk = publisher(Timing)
    address = url(timing, "edit")

    send(
        clerk,
        address,
        filled(clerk, address),
        **{"sentences-0-value-text": "They stand at a third."},
    )

    timing.refresh_from_db()
    assert timing.sentences == [[3.5, 6.0, "They stand at a third."]]
    assert queries.entry(timing.video.public_id, "en").passages[0].text == "They stand at a third."


def test_videos_are_narrowed_by_member_sitting_chamber_day_and_words(admin_client: Client) -> None:
    make.VideoFactory()
    wanted = make.VideoFactory(title="Committee on rents", date="2026-11-05", live=False)
    timing = make.TimingFactory(video=wanted, member=make.MemberFactory())

    for asked in (
        {"member": timing.member.pk},
        {"sitting": wanted.sitting.pk},
        {"body": wanted.sitting.body.pk},
        {"date_from": "2026-11-01"},
        {"state": "draft"},
        {"q": "rents"},
    ):
        assert titles(admin_client, Video, **asked) == ["Committee on rents"], asked
