"""Withdrawn, never deleted: every outlet says so, shows the reason and nothing of the text."""

from __future__ import annotations

from datetime import timedelta

import pytest

from syndication import actions, queries
from syndication.contract import Passage
from syndication.errors import SyndicationError
from tests.engine import outlets
from tests.engine.record import NOW, publish, speech, thing

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

REASON = "Attributed to the wrong member"
OUTLETS = {
    "feed": (outlets.feed, 200),
    "embed": (lambda: outlets.speech_embed(thing(1)), 200),
    "api": (lambda: outlets.record(thing(1)), 410),
    "page": (lambda: outlets.page(thing(1)), 410),
}


@pytest.fixture
def spoken():
    unsaid = "Ungesagtes"
    publish(speech(1, title="Water", summary=unsaid, passages=(Passage(unsaid),)), speech(2))


@pytest.mark.parametrize("outlet", OUTLETS)
def test_a_withdrawal_reaches_the_outlet(spoken, outlet):
    read, status = OUTLETS[outlet]
    before = read().content.decode()

    actions.withdraw(thing(1), reason=REASON)
    answer = read()

    text = answer.content.decode()
    assert ("Ungesagtes" in before, REASON in before) == (True, False)
    assert answer.status_code == status
    assert ("Ungesagtes" in text, REASON in text) == (False, True)


@pytest.mark.parametrize("outlet", OUTLETS)
def test_a_restored_entry_is_back_in_the_outlet(spoken, outlet):
    read, _status = OUTLETS[outlet]
    before = read().content
    actions.withdraw(thing(1), reason=REASON)
    withdrawn = read().content

    actions.restore(thing(1))

    answer = read()
    assert answer.status_code == 200
    assert [b"Ungesagtes" in body for body in (before, withdrawn, answer.content)] == [
        True, False, True,
    ]  # fmt: skip
    assert REASON not in answer.content.decode()


def test_a_tombstone_keeps_id_address_title_and_place_and_nothing_else(spoken):
    actions.withdraw(thing(1), reason=REASON)
    entry = queries.entry(thing(1), "en")
    kept = speech(1, title="Water")

    assert (entry.id, entry.url, entry.title, entry.position) == (
        kept.id, kept.url, kept.title, kept.position,
    )  # fmt: skip
    assert (entry.notice, entry.updated) == (REASON, NOW)
    gone = (entry.summary, entry.participants, entry.passages, entry.enclosures, entry.links)
    assert gone == ("", (), (), (), ())


def test_a_withdrawal_takes_every_language_of_the_thing():
    publish(speech(1), speech(1, language="fr", original_language="en"))

    turned = actions.withdraw(thing(1), reason=REASON)

    assert turned == 2
    assert [queries.entry(thing(1), code).withdrawn for code in ("en", "fr")] == [True, True]


def test_withdrawing_twice_is_once_and_restoring_what_is_not_withdrawn_is_nothing(spoken):
    first, second = (actions.withdraw(thing(1), reason=REASON) for _ in range(2))
    nothing = actions.restore(thing(2))

    assert (first, second, nothing) == (1, 0, 0)


def test_a_withdrawal_without_a_reason_is_refused_with_a_sentence(spoken):
    with pytest.raises(SyndicationError, match="needs a public reason"):
        actions.withdraw(thing(1), reason=" ")


def test_a_restored_entry_says_when_it_came_back(spoken, time_machine):
    actions.withdraw(thing(1), reason=REASON)
    time_machine.shift(timedelta(hours=1))
    actions.restore(thing(1))

    assert queries.entry(thing(1), "en").updated == NOW + timedelta(hours=1)


def test_a_reader_that_asks_only_by_date_learns_of_withdrawal_and_return(spoken, time_machine):
    dates: list[str] = []
    for act in (lambda: None, lambda: actions.withdraw(thing(1), reason=REASON),
                lambda: actions.restore(thing(1))):  # fmt: skip
        time_machine.shift(timedelta(hours=1))
        act()
        answer = outlets.feed(if_modified_since=dates[-1]) if dates else outlets.feed()
        dates.append(answer["Last-Modified"])
        assert answer.status_code == 200

    assert len(set(dates)) == 3


def test_one_language_can_be_withdrawn_by_itself():
    publish(speech(1), speech(1, language="fr", original_language="en"))

    turned = actions.withdraw(thing(1), reason=REASON, language="fr")

    assert turned == 1
    assert [queries.entry(thing(1), code).withdrawn for code in ("en", "fr")] == [False, True]


def test_what_is_withdrawn_is_found_by_its_title_and_no_longer_by_its_words(spoken):
    actions.withdraw(thing(1), reason=REASON)
    found = [queries.find("speech", word) for word in ("ungesagtes", "okafor", "water")]

    assert found == [[], [thing(2)], [thing(2), thing(1)]]


def test_an_import_brings_no_withdrawn_word_back_and_a_return_brings_all(spoken):
    actions.withdraw(thing(1), reason=REASON)
    publish(speech(1, title="Water", passages=(Passage("Unsaid"),)))
    withdrawn = queries.find("speech", "unsaid")
    actions.restore(thing(1))

    assert (withdrawn, queries.find("speech", "unsaid")) == ([], [thing(1)])


def test_a_tombstone_keeps_its_date_whatever_an_import_brings(spoken, time_machine):
    actions.withdraw(thing(1), reason=REASON)
    time_machine.shift(timedelta(hours=1))

    publish(speech(1, title="Water", passages=(Passage("Unsaid"),)))

    assert queries.entry(thing(1), "en").updated == NOW


def test_a_tombstone_stays_in_its_place_in_the_feed(spoken):
    actions.withdraw(thing(1), reason=REASON)

    page = queries.entries(queries.parse("kind:speech"), "en")

    assert [entry.thing for entry in page.entries] == [thing(2), thing(1)]


def test_a_withdrawn_entry_is_not_found_by_the_words_it_lost(spoken):
    query = queries.build({"kind": "speech"}, "Ungesagtes")
    assert len(queries.entries(query, "en").entries) == 1

    actions.withdraw(thing(1), reason=REASON)

    assert queries.entries(query, "en").entries == ()
    actions.restore(thing(1))
    assert len(queries.entries(query, "en").entries) == 1


def test_one_language_can_be_withdrawn_alone(spoken):
    publish(speech(1, language="fr", original_language="en"))

    number = actions.withdraw(thing(1), reason=REASON, language="fr")

    assert number == 1
    assert not queries.entry(thing(1), "en").withdrawn
    assert queries.entry(thing(1), "fr").withdrawn
