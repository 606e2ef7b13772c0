"""One poisoned entry, which no renderer can write or nobody can read, delays and hides no other."""

from __future__ import annotations

from typing import Any

import pytest

from plugins.widgets.renderers import thing as widgets
from syndication import actions, feeds
from syndication.models import EntryRecord
from tests.engine import outlets
from tests.engine.record import HOUR, NOW, SITTING, publish, speech, thing

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

STREAM = f"sitting:{SITTING}"
POISON = "Water supply 2"


def lists() -> dict[str, str]:
    """Return what lists the speeches."""
    answers: dict[str, Any] = {
        "feed": outlets.feed(STREAM),
        "words": outlets.feed("text:water"),
        "latest": outlets.embed(f"/e/en/latest/{STREAM}/"),
        "api": outlets.site(f"/api/v1/entries/?query={STREAM}"),
        "search": outlets.site("/en/speeches/?q=water"),
        "sitemap": outlets.site("/sitemap-record.xml"),
    }
    assert {answer.status_code for answer in answers.values()} == {200}
    return {name: answer.content.decode() for name, answer in answers.items()}


def lacking(*numbers: int) -> list[str]:
    """Return which lists lack one of the speeches."""
    return [
        name
        for name, text in lists().items()
        if not all(f"Water supply {number}" in text or thing(number) in text for number in numbers)
    ]


def showing(number: int) -> list[str]:
    """Return which lists show a speech."""
    return [
        name
        for name, text in lists().items()
        if f"Water supply {number}" in text or thing(number) in text
    ]


@pytest.fixture
def unwritable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have one entry be written by no feed and by no widget."""
    item, spoken = feeds.title_of, widgets.spoken

    def title(entry):
        return item(entry) if entry.title != POISON else entry.no_such_thing

    def moment(entry, language):
        return spoken(entry, language) if entry.title != POISON else entry.no_such_thing

    monkeypatch.setattr(feeds, "title_of", title)
    monkeypatch.setattr(widgets, "spoken", moment)


def unreadable() -> None:
    """Have one row hold what is no entry."""
    EntryRecord.objects.filter(thing=thing(2)).update(value='{"title": "Water supply 2"}')


@pytest.mark.usefixtures("unwritable")
def test_what_no_renderer_can_write_delays_neither_what_appears_nor_what_ends(time_machine):
    publish(*(speech(number) for number in range(1, 5)))
    actions.embargo(thing(3), until=NOW + HOUR)
    actions.expire(thing(4), after=NOW + HOUR)
    before = lacking(1, 4), showing(3)

    time_machine.shift(HOUR)

    assert before == ([], [])
    assert (lacking(1, 3), showing(4)) == ([], [])


@pytest.mark.usefixtures("unwritable")
def test_what_no_renderer_can_write_delays_no_withdrawal():
    publish(*(speech(number) for number in range(1, 4)))
    lists()

    actions.withdraw(thing(3), reason="Misattributed")

    assert "Misattributed" in lists()["feed"]
    assert "Misattributed" in lists()["latest"]


def test_what_nobody_can_read_delays_neither_what_appears_nor_what_ends(time_machine):
    publish(*(speech(number) for number in range(1, 5)))
    actions.embargo(thing(3), until=NOW + HOUR)
    actions.expire(thing(4), after=NOW + HOUR)
    lists()
    unreadable()
    actions.lift(thing(2))

    time_machine.shift(HOUR)

    assert (lacking(1, 3), showing(4)) == ([], [])
    assert outlets.page(thing(1)).status_code == outlets.speech_embed(thing(3)).status_code == 200
    assert outlets.page(thing(2)).status_code == 404


def test_what_nobody_can_read_is_still_hidden_withdrawn_and_mended():
    publish(*(speech(number) for number in range(1, 4)))
    lists()
    unreadable()

    actions.embargo(thing(2), until=NOW + HOUR)
    hidden = showing(2)
    actions.lift(thing(2))
    actions.withdraw(thing(2), reason="Misattributed")
    publish(speech(2, summary="Another version."))
    actions.restore(thing(2))

    assert hidden == []
    assert lacking(1, 2, 3) == []


def test_what_nobody_can_read_keeps_no_other_from_being_settled():
    publish(*(speech(number) for number in range(1, 4)))
    unreadable()
    for number in (2, 3):
        actions.kill(thing(number), reason="Misattributed")

    assert actions.settle() == 2
    assert EntryRecord.objects.filter(withdrawn=True).count() == 2


def test_the_log_names_what_nobody_can_read(caplog):
    publish(speech(2))
    unreadable()

    outlets.feed(STREAM)

    assert f"event=entry_unreadable entry={speech(2).id}" in caplog.text
