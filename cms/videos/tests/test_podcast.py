"""The podcast of everything holds the recordings, however much was written since."""

from __future__ import annotations

from datetime import date

import feedparser
import pytest
from django.test import Client

from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_recording_stays_in_the_podcast_of_everything_after_a_day_of_documents(
    client: Client,
) -> None:
    video = make.published(make.VideoFactory(date=date(2026, 10, 1)))
    for _number in range(25):
        make.published(make.PaperFactory(date=date(2026, 10, 15)))

    podcast = feedparser.parse(client.get("/en/feeds/all/podcast-video.rss").content)

    assert [entry.title for entry in podcast.entries] == [video.title]
