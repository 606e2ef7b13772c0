"""What is asked for most gets smaller in the background: the same text, another tag, never in the place of newer."""

from __future__ import annotations

import brotli
import pytest

from syndication import actions, upkeep
from syndication.models import Publication
from syndication.publications import memory as memories
from syndication.publications import packing
from syndication.publications.locks import own_locks
from syndication.publications.memory import memory
from tests.engine import outlets
from tests.engine.record import NOW, publish, speech, thing

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.time_machine(NOW, tick=False)]

FEED = "127.0.0.1:8000/en/feeds/kind:speech/feed.rss"


@pytest.fixture(autouse=True)
def hot(monkeypatch):
    """A feed that was asked for often and has stood for a while."""
    monkeypatch.setattr(memories, "OFTEN", 5)
    monkeypatch.setattr(memories, "STANDING", 0.0)
    publish(*(speech(number) for number in range(1, 9)))
    for _time in range(7):
        read("br")


def read(coding: str = "br", **headers: str):
    return outlets.feed(**{"Accept-Encoding": coding, **headers})


def before_it_is_put(monkeypatch, act) -> None:
    """Have something happen after the packing and before its result is put."""
    compress = brotli.compress

    def compressing(body, *, quality):
        done = compress(body, quality=quality)
        if quality == 11:
            act()
        return done

    monkeypatch.setattr(brotli, "compress", compressing)


def test_it_is_smaller_and_the_same_once_decoded_and_has_a_tag_of_its_own():
    first, plain, gzipped = read(), read("identity"), read("gzip")
    upkeep.pack()
    second = read()

    assert len(second.content) < len(first.content)
    assert brotli.decompress(second.content) == plain.content
    assert second["ETag"] not in {first["ETag"], plain["ETag"], gzipped["ETag"]}
    assert second["Last-Modified"] == first["Last-Modified"]
    assert read("gzip")["ETag"] == gzipped["ETag"]
    assert read("br", **{"If-None-Match": second["ETag"]}).status_code == 304
    assert read("br", **{"If-None-Match": first["ETag"]}).status_code == 200


def test_it_is_done_once_and_not_undone_when_the_same_is_written_again(monkeypatch):
    upkeep.pack()
    second = read()
    packed = []
    before_it_is_put(monkeypatch, lambda: packed.append(1))
    memory().doubt([FEED])
    for _time in range(7):
        read()
    upkeep.pack()

    assert (read().content, read()["ETag"]) == (second.content, second["ETag"])
    assert packed == []


def test_what_is_seldom_asked_for_or_new_stays_as_it_is(monkeypatch):
    outlets.feed("all")
    monkeypatch.setattr(memories, "STANDING", 60.0)
    assert packing.offer() == 0

    monkeypatch.setattr(memories, "STANDING", 0.0)
    assert packing.offer() == 1
    assert not memory().get("127.0.0.1:8000/en/feeds/all/feed.rss").best


def test_a_change_meanwhile_stands(monkeypatch):
    before_it_is_put(monkeypatch, lambda: publish(speech(1, title="Changed")))
    upkeep.pack()
    kept = memory().get(FEED)

    assert (kept.best, kept.stale) == (False, False)
    assert b"Changed" in brotli.decompress(read().content)


def test_a_withdrawal_meanwhile_stands(monkeypatch):
    before_it_is_put(monkeypatch, lambda: actions.kill(thing(1), reason="By order of the court."))
    upkeep.pack()

    assert memory().get(FEED) is None


def test_a_mark_that_a_crash_kept_from_the_stores_meanwhile_is_not_lost(monkeypatch):
    before_it_is_put(monkeypatch, lambda: Publication.objects.update(stale=True))
    upkeep.pack()

    assert memory().get(FEED).stale is True


def test_who_writes_it_anew_is_not_disturbed():
    answer = memory().get(FEED)
    with own_locks().alone(FEED, wait=True):
        done = packing.pack.call(FEED, answer.digest)

    assert (done, memory().get(FEED).best) == (False, False)
