"""Old bytes, served while better ones are written, are kept by no cache beyond that moment."""

from __future__ import annotations

import pytest

from syndication import actions
from syndication.publications.locks import own_locks
from tests.engine import outlets
from tests.engine.record import HOUR, NOW, publish, speech, thing

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

FEED = "127.0.0.1:8000/en/feeds/kind:speech/feed.rss"


def test_a_feed_that_another_process_is_writing_anew_is_fresh_for_a_second(time_machine):
    publish(speech(1), speech(2))
    actions.embargo(thing(2), until=NOW + HOUR)
    before = outlets.feed()
    time_machine.shift(HOUR)

    with own_locks().alone(FEED, wait=False):
        meanwhile = outlets.feed()
    after = outlets.feed()

    assert meanwhile.content == before.content
    assert meanwhile["Cache-Control"] == "public, max-age=1, stale-if-error=86400"
    assert speech(2).title in after.content.decode()
    assert after["Cache-Control"].startswith("public, max-age=60")
