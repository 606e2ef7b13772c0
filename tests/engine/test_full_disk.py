"""The disk on which answers are kept is full: changes are recorded, withdrawals hold, and all is repaired later."""

from __future__ import annotations

import gc
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from syndication import actions, upkeep
from syndication.contract import Passage
from syndication.errors import SyndicationError
from syndication.models import Change, EntryRecord, Publication
from syndication.publications.directory import DirectoryStore
from syndication.publications.embedded import EmbeddedStore
from syndication.publications.generations import SLOTS, Generations
from syndication.publications.memory import Memory, memory
from tests.disk import Disk, small_disk
from tests.engine import outlets
from tests.engine.record import NOW, publish, speech, thing
from tests.engine.test_stores import ADDRESS, answer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.time_machine(NOW, tick=False)]

FEED = "127.0.0.1:8000/en/feeds/kind:speech/feed.rss"
WORDS = "Words that a court has forbidden."
SPOKEN = speech(1, passages=(Passage(WORDS, id="p1"),))


@pytest.fixture(params=["embedded", "directory", "embedded,directory", "directory,embedded"])
def disk(request, settings, tmp_path) -> Iterator[Disk]:
    """A small disk that holds what is published, and nothing else."""
    settings.PUBLICATION_STORES = request.param.split(",")
    settings.PUBLISHED_ROOT = tmp_path / "published"
    with small_disk(settings.PUBLISHED_ROOT, 4) as found:
        publish(SPOKEN, speech(2))
        outlets.feed()
        outlets.speech_embed(thing(1))
        _truncate(found.folder / "answers.sqlite3")
        yield found


def test_a_correction_is_recorded_shown_and_kept_once_there_is_room(disk):
    disk.fill()
    actions.correct([speech(1, title="Corrected title")], note="The title was wrong.")
    shown = [outlets.feed().content, outlets.speech_embed(thing(1)).content]
    disk.empty()

    assert upkeep.settle()

    assert all(b"Corrected title" in body for body in shown)
    assert Change.objects.filter(kind="corrected").count() == 1
    assert b"Corrected title" in outlets.feed().content
    assert b"Corrected title" in memory().get(FEED).bodies["identity"]
    assert not memory().get(FEED).stale


def test_a_withdrawn_body_is_shown_by_nothing(disk):
    disk.fill()
    withdrawn = actions.withdraw(thing(1), reason="Misattributed")
    bodies = [outlets.feed().content, outlets.speech_embed(thing(1)).content]
    plain = [path.read_bytes() for path in _public(disk)]
    disk.empty()

    assert (withdrawn, upkeep.settle()) == (1, True)
    assert all(b"Misattributed" in body for body in bodies)
    assert all(WORDS.encode() not in body for body in [*bodies, *plain])
    assert outlets.feed().content == bodies[0]


def test_what_is_hidden_is_not_there_and_does_not_come_back(disk):
    disk.fill()
    actions.restrict(thing(1), audience="press")
    during = outlets.speech_embed(thing(1)).status_code
    disk.empty()
    upkeep.settle()

    assert (during, outlets.speech_embed(thing(1)).status_code) == (404, 404)
    assert thing(1) not in str(list(memory().addresses()))


def test_the_record_knows_what_could_not_be_kept(disk):
    disk.fill()
    actions.correct([speech(1, title="Corrected title")], note="The title was wrong.")
    outlets.feed()

    stale = Publication.objects.filter(stale=True).values_list("address", flat=True)
    assert FEED in stale or b"Corrected title" in memory().get(FEED).bodies["identity"]


def test_a_withdrawal_that_cannot_be_listed_is_refused_in_words(disk, settings):
    settings.KILL_LIST = disk.folder / "killed.jsonl"
    disk.fill()

    with pytest.raises(SyndicationError, match="No space left.*nothing was changed"):
        actions.withdraw(thing(1), reason="Misattributed")
    with pytest.raises(CommandError, match="No space left"):
        call_command("kill", thing(1), "--reason", "Misattributed")

    assert not EntryRecord.objects.get(thing=thing(1)).withdrawn
    assert WORDS in outlets.feed().content.decode()


def test_a_full_disk_ends_no_process_that_writes_into_the_shared_page(tmp_path):
    with small_disk(tmp_path / "disk", 2) as disk:
        numbers = Generations(disk.folder / "generations")
        disk.fill()
        child = os.fork()
        if not child:
            for slot in range(SLOTS):
                numbers.bump(slot)
                numbers.doubt(slot)
            os._exit(0)
        _, status = os.waitpid(child, 0)

    assert status == 0


def test_a_store_opened_on_a_full_disk_answers_and_keeps_again_once_there_is_room(tmp_path):
    with small_disk(tmp_path / "disk", 2) as disk:
        EmbeddedStore(disk.folder).put(answer())
        gc.collect()  # which closes it
        assert [path.name for path in disk.folder.iterdir()] == ["answers.sqlite3"]
        disk.fill()
        store = EmbeddedStore(disk.folder)
        during = (store.get(ADDRESS), store.showing("t00000000001"), list(store.addresses()))
        with pytest.raises(OSError, match="disk"):
            store.put(answer(b"other"))
        disk.empty()
        store.put(answer(b"other"))

        assert during == (answer(), [ADDRESS], [ADDRESS])
        assert store.get(ADDRESS) == answer(b"other")


def test_what_a_store_cannot_read_the_next_one_answers(tmp_path):
    (tmp_path / "answers.sqlite3").mkdir()
    memory = Memory(tmp_path, (EmbeddedStore(tmp_path), DirectoryStore(tmp_path)))
    with pytest.raises(OSError, match="open"):
        memory.put(answer())
    DirectoryStore(tmp_path).put(answer())

    assert memory.get(ADDRESS).bodies == answer().bodies
    assert Memory(tmp_path, (EmbeddedStore(tmp_path),)).get(ADDRESS) is None


def _public(disk: Disk) -> list[Path]:
    return [path for path in (disk.folder / "public").rglob("*") if path.is_file()]


def _truncate(path: Path) -> None:
    """Give back the room that SQLite would write into again."""
    if path.exists():
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
