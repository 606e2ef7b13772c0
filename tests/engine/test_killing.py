"""What is on the kill-list is gone at once: without the database, after a restart, after an older backup."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from syndication import actions, queries
from syndication.entries import killing
from syndication.errors import KillListError
from syndication.models import Change, EntryRecord
from syndication.publications import memory
from tests.engine import outlets
from tests.engine.record import NOW, publish, speech, speech_of, thing

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

WORDS = "The pipes are eighty years old."


@pytest.fixture(autouse=True)
def spoken():
    publish(speech_of("a", 1), speech_of("b", 2))
    for query in ("member:a", "member:b", "kind:speech"):
        outlets.feed(query)
    outlets.speech_embed(thing(1))


def kill(*arguments: str) -> None:
    call_command("kill", thing(1), "--reason", "Misattributed", *arguments, stdout=StringIO())


def test_without_the_database_nothing_shows_it_and_the_rest_is_served(monkeypatch):
    before = outlets.feed("member:b").content
    with pytest.MonkeyPatch.context() as down:
        _stop_the_database(down)
        kill()
        answers = [outlets.feed("member:a"), outlets.feed(), outlets.speech_embed(thing(1))]
        other = outlets.feed("member:b")

    assert [answer.status_code for answer in answers] == [503] * 3
    assert all(answer["Retry-After"] == "60" for answer in answers)
    assert (other.status_code, other.content) == (200, before)


def test_with_the_database_there_everything_shows_the_tombstone():
    kill()

    for answer in (outlets.feed("member:a"), outlets.speech_embed(thing(1))):
        text = answer.content.decode()
        assert "Misattributed" in text
        assert speech(1).passages[0].text not in text
    assert outlets.record(thing(1)).status_code == 410


def test_the_next_start_makes_a_withdrawal_of_it_once():
    kill()

    assert [actions.settle(), actions.settle()] == [1, 0]
    row = EntryRecord.objects.get(thing=thing(1))
    assert (row.withdrawn, row.reason) == (True, "Misattributed")
    assert Change.objects.filter(kind="withdrawn").count() == 1


def test_it_stays_gone_after_an_older_database_is_restored():
    actions.withdraw(thing(1), reason="Misattributed")
    EntryRecord.objects.filter(thing=thing(1)).update(withdrawn=False, reason="")
    memory.memory().doubt(list(memory.memory().addresses()))

    text = outlets.feed("member:a").content.decode()

    assert ("Misattributed" in text, speech(1).passages[0].text in text) == (True, False)


def test_it_stays_gone_after_older_answers_are_restored():
    older = memory.memory().get(outlets_address("member:a"))
    actions.withdraw(thing(1), reason="Misattributed")
    memory.memory().put(older)

    assert "Misattributed" in outlets.feed("member:a").content.decode()


def test_a_restored_entry_leaves_the_list_in_the_languages_that_are_back():
    publish(speech_of("a", 1, language="fr", id="tag:fr"))
    actions.kill(thing(1), reason="Misattributed")
    actions.settle()
    actions.restore(thing(1), language="fr")

    assert [bool(killing.killed(thing(1), language)) for language in ("en", "fr")] == [True, False]
    assert [queries.entry(thing(1), language).withdrawn for language in ("en", "fr")] == [
        True,
        False,
    ]


def test_one_language_may_go_alone():
    publish(speech_of("a", 1, language="fr", id="tag:fr"))

    kill("--language", "fr")

    assert [queries.entry(thing(1), language).withdrawn for language in ("en", "fr")] == [
        False,
        True,
    ]


def test_a_torn_line_hides_no_other(settings, caplog):
    kill()
    with Path(settings.KILL_LIST).open("ab") as file:
        file.write(b'{"thing": "t0000')
    actions.kill(thing(2), reason="Misattributed")

    assert sorted(name for name, _ in killing.listed()) == [thing(1), thing(2)]
    assert "event=kill_line_unreadable" in caplog.text


def test_a_withdrawal_that_cannot_be_written_to_the_list_is_none(settings):
    settings.KILL_LIST = Path(settings.KILL_LIST) / "no" / "folder"
    Path(settings.KILL_LIST).parent.parent.parent.mkdir(exist_ok=True)
    Path(settings.KILL_LIST).parent.parent.write_text("a file in the way")

    with pytest.raises(KillListError, match="Not a directory.*nothing was changed"):
        actions.withdraw(thing(1), reason="Misattributed")

    assert not EntryRecord.objects.get(thing=thing(1)).withdrawn


def test_a_kill_needs_a_reason():
    with pytest.raises(CommandError, match="needs a public reason"):
        call_command("kill", thing(1), "--reason", "  ")


def outlets_address(query: str) -> str:
    return next(address for address in memory.memory().addresses() if query in address)


def _stop_the_database(monkeypatch) -> None:
    from django.db.backends.utils import CursorWrapper
    from django.db.utils import OperationalError

    def refuse(*_: object) -> None:
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(CursorWrapper, "execute", refuse)
