"""Whatever a plugin's renderer does, only its own output suffers, and the log says whose fault it is."""

from __future__ import annotations

import logging

import pytest

from plugins.rss.renderer import RssRenderer
from syndication import queries
from syndication.contract import Artefact
from tests.engine import outlets
from tests.engine.record import NOW, publish, speech, thing

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]


def failing(self, selection, fragments):
    raise KeyError("a fault of the plugin")


FAULTS = {
    "raises": failing,
    "recurses": lambda self, selection, fragments: self.assemble(selection, fragments),
    "returns nothing": lambda self, selection, fragments: None,
    "returns text": lambda self, selection, fragments: Artefact("rss", "text/xml", "text"),
}


@pytest.fixture(autouse=True)
def spoken():
    publish(speech(1))


@pytest.fixture(params=FAULTS)
def faulty(request, monkeypatch):
    return lambda: monkeypatch.setattr(RssRenderer, "assemble", FAULTS[request.param])


def others():
    answers = [
        outlets.speech_embed(thing(1)),
        outlets.record(thing(1)),
        outlets.page(thing(1)),
        outlets.site("/api/v1/entries/"),
        outlets.embed("/e/en/latest/kind:speech/"),
    ]
    return [outlets.told(answer) for answer in answers]


def test_the_last_good_feed_stays_when_its_renderer_fails(faulty):
    before = outlets.feed()
    faulty()
    publish(speech(1, title="Changed"))

    after = outlets.feed()

    assert (after.status_code, after.content, after["ETag"]) == (
        200,
        before.content,
        before["ETag"],
    )


def test_the_feed_follows_again_once_its_renderer_is_mended(monkeypatch):
    outlets.feed()
    with monkeypatch.context() as patch:
        patch.setattr(RssRenderer, "assemble", failing)
        publish(speech(1, title="Changed"))
        outlets.feed()

    assert "Changed" in outlets.feed().content.decode()


def test_a_feed_that_was_never_written_asks_to_come_back_later(faulty):
    faulty()

    answer = outlets.feed()

    assert (answer.status_code, answer["Retry-After"]) == (503, "60")


def test_the_log_names_the_plugin(faulty, caplog):
    faulty()
    with caplog.at_level(logging.ERROR, "syndication.plugins"):
        outlets.feed()

    lines = [
        record.getMessage() for record in caplog.records if record.name == "syndication.plugins"
    ]
    assert len(lines) == 1
    assert "event=render_failed plugin=rss format=rss" in lines[0]


def test_everything_else_stays_the_same_byte_for_byte(faulty):
    before = others()
    faulty()
    outlets.feed()

    assert others() == before


def test_an_unknown_format_names_those_there_are(monkeypatch):
    from syndication.errors import UnknownFormatError

    wish = queries.Wish("here/feed.fax", queries.parse("kind:speech"), "fax", "en")
    with pytest.raises(UnknownFormatError, match=r"There is no format 'fax'; enabled are: .*rss"):
        queries.response(None, wish)
