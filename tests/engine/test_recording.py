"""Content is recorded once; what changed leaves one line in the ledger, what did not leaves none."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction

from syndication import actions, pipeline, queries
from syndication.errors import SyndicationError, UnknownEntryError
from syndication.models import Change, EntryFacet, EntryRecord
from syndication.testing import entry_with
from syndication.testing.entries import SITE
from tests.engine import outlets
from tests.engine.record import NOW, publish, speech, thing

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]


def ledger() -> Counter[str]:
    return Counter(Change.objects.values_list("kind", flat=True))


def test_a_new_entry_leaves_one_line_in_the_ledger():
    outcome = publish(speech(1), speech(2))

    assert (outcome.new, outcome.changed, outcome.same) == (2, 0, 0)
    assert ledger() == {"new": 2}


def test_a_changed_entry_is_a_correction_with_the_date_of_the_correction():
    publish(speech(1), speech(2))

    outcome = publish(speech(1, title="Water and energy"), speech(2))

    assert (outcome.new, outcome.changed, outcome.same) == (0, 1, 1)
    assert ledger() == {"new": 2, "corrected": 1}
    assert queries.entry(thing(1), "en").updated == NOW
    assert queries.entry(thing(2), "en").updated == speech(2).updated


def test_recording_the_same_again_makes_no_event_and_changes_no_byte(time_machine):
    publish(speech(1))
    before = outlets.told(outlets.feed()), outlets.told(outlets.record(thing(1)))

    time_machine.shift(timedelta(hours=1))
    outcome = publish(speech(1, updated=NOW), speech(1, updated=NOW))

    assert outcome.same == 1
    assert outcome.terms == frozenset()
    assert ledger() == {"new": 1}
    assert (outlets.told(outlets.feed()), outlets.told(outlets.record(thing(1)))) == before


ELSEWHERE = f"{SITE}/en/speeches/elsewhere-{thing(1)}/"


def test_what_only_has_another_address_is_moved_and_not_corrected():
    publish(speech(1), speech(2))

    publish(speech(1, url=ELSEWHERE), speech(2, title="Energy"))

    kinds = Change.objects.filter(revision=2).values_list("entry__thing", "kind")
    assert dict(kinds) == {thing(1): "moved", thing(2): "corrected"}
    assert queries.entry(thing(1), "en").url == ELSEWHERE


def test_new_words_under_a_new_address_are_a_correction():
    publish(speech(1))

    publish(speech(1, url=ELSEWHERE, title="Water and energy"))

    assert ledger() == {"new": 1, "corrected": 1}


def test_a_note_is_that_of_a_correction_even_where_only_the_address_differs():
    publish(speech(1))

    actions.correct([speech(1, url=ELSEWHERE)], note="The address named another member.")

    assert ledger() == {"new": 1, "corrected": 1}


def test_a_correction_carries_its_public_note():
    publish(speech(1))

    actions.correct([speech(1, title="Water and energy")], note="The title was wrong.")

    assert Change.objects.get(kind="corrected").note == "The title was wrong."
    entry = queries.entry(thing(1), "en")
    assert (entry.notice, entry.corrected) == ("The title was wrong.", NOW)


def test_the_note_stays_until_another_replaces_it(time_machine):
    publish(speech(1))
    actions.correct([speech(1, title="Water and energy")], note="The title was wrong.")

    time_machine.shift(timedelta(hours=1))
    publish(speech(1, title="Water and energy"))
    publish(speech(1, title="Water, energy"))
    kept = queries.entry(thing(1), "en")
    actions.correct([speech(1, title="Water")], note="It was about water only.")
    replaced = queries.entry(thing(1), "en")

    assert (kept.notice, kept.corrected) == ("The title was wrong.", NOW)
    assert kept.updated == NOW + timedelta(hours=1)
    assert replaced.notice == "It was about water only."
    assert replaced.corrected == replaced.updated


def test_a_note_outlasts_a_withdrawal_and_shows_in_no_tombstone():
    publish(speech(1))
    actions.correct([speech(1, title="Water")], note="The title was wrong.")

    actions.withdraw(thing(1), reason="Misattributed")
    gone = queries.entry(thing(1), "en")
    actions.restore(thing(1))

    assert gone.notice == "Misattributed"
    assert queries.entry(thing(1), "en").notice == "The title was wrong."


def test_a_note_to_what_was_corrected_before_is_one_event_however_often_it_is_given():
    publish(speech(1), speech(2))

    for _ in range(2):
        actions.correct([speech(1)], note="The title was wrong until today.")

    assert ledger() == {"new": 2, "corrected": 1}
    assert queries.entry(thing(1), "en").notice == "The title was wrong until today."
    assert queries.entry(thing(2), "en").notice == ""


def test_what_the_record_says_of_itself_stands_beside_the_note():
    publish(speech(1, notice="Read out by the Chair."))

    actions.correct([speech(1, notice="Read out by the Chair.")], note="The title was wrong.")

    assert queries.entry(thing(1), "en").notice == "The title was wrong. Read out by the Chair."


def test_a_note_no_document_can_hold_is_cleaned():
    publish(speech(1))

    actions.correct([speech(1)], note="The title\x00 was wrong.\n")
    actions.withdraw(thing(1), reason="Mis\x00attributed")

    assert Change.objects.get(kind="corrected").note == "The title was wrong."
    assert Change.objects.get(kind="withdrawn").note == "Misattributed"


def test_a_correction_without_a_note_is_refused_with_a_sentence():
    with pytest.raises(SyndicationError, match="needs a public note"):
        actions.correct([speech(1)], note="  ")


def test_what_is_rolled_back_leaves_no_entry_no_facet_and_no_line_in_the_ledger():
    def fail() -> None:
        with transaction.atomic():
            publish(speech(1))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    kept = [model.objects.exists() for model in (EntryRecord, EntryFacet, Change)]
    assert kept == [False, False, False]
    assert queries.find("speech", "water") == []


@pytest.mark.parametrize("change", ["publish", "correct", "withdraw", "restore"])
def test_entry_ledger_and_marking_are_one_transaction(change, monkeypatch):
    publish(speech(1))
    if change == "restore":
        actions.withdraw(thing(1), reason="Misattributed")
    acts = {
        "publish": lambda: publish(speech(1, title="New"), speech(2)),
        "correct": lambda: actions.correct([speech(1, title="New")], note="It was wrong."),
        "withdraw": lambda: actions.withdraw(thing(1), reason="Misattributed"),
        "restore": lambda: actions.restore(thing(1)),
    }
    before = list(EntryRecord.objects.values()), list(Change.objects.values())

    def fail(terms: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(pipeline.staleness, "touch", fail)
    with pytest.raises(RuntimeError):
        acts[change]()

    assert (list(EntryRecord.objects.values()), list(Change.objects.values())) == before


def test_an_entry_given_twice_at_once_is_recorded_as_it_came_last():
    outcome = publish(speech(1, title="First"), speech(1, title="Second"))

    assert (outcome.new, queries.entry(thing(1), "en").title) == (1, "Second")


def test_more_entries_than_fit_one_batch_are_all_recorded():
    outcome = publish(*(speech(number) for number in range(1_201)))

    assert (outcome.new, EntryRecord.objects.count()) == (1_201, 1_201)


def test_nothing_to_record_is_no_event():
    assert publish() == actions.Outcome()


def test_a_facet_that_is_gone_is_no_longer_found_by():
    publish(speech(1))
    publish(speech(1, facets=()))

    page = queries.entries(queries.parse("member:2kc6kwjw86qj"), "en")

    assert page.entries == ()


def test_text_that_no_database_holds_is_recorded_without_it():
    publish(entry_with(title="Wa\x00ter\ud800", summary="\x01\x02"))

    assert queries.entry(entry_with().thing, "en").title == "Water"
    assert outlets.feed().status_code == 200


def test_withdrawing_what_is_not_there_is_refused():
    with pytest.raises(UnknownEntryError):
        actions.withdraw("nothing", reason="Misattributed")


def test_the_ledger_counts_revisions():
    publish(speech(1))
    publish(speech(1, title="Second"))
    actions.withdraw(thing(1), reason="Misattributed")
    actions.withdraw(thing(1), reason="Misattributed")
    actions.restore(thing(1))

    lines = Change.objects.order_by("pk").values_list("kind", "revision")
    assert list(lines) == [("new", 1), ("corrected", 2), ("withdrawn", 3), ("restored", 4)]


def test_what_is_withdrawn_stays_so_when_it_is_imported_again():
    publish(speech(1))
    actions.withdraw(thing(1), reason="Misattributed")

    publish(speech(1), replace(speech(1), title="Changed"))

    assert queries.entry(thing(1), "en").withdrawn


def test_a_refresh_that_breaks_off_keeps_what_it_did_and_the_next_one_ends_it():
    publish(*(speech(number) for number in range(1, 603)))
    renamed = [speech(number, title="Water") for number in range(1, 603)]

    def broken():
        yield from renamed[:550]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        for _ in actions.refresh(broken()):
            pass
    kept = ledger()
    second = [outcome.changed for outcome in actions.refresh(renamed)]

    assert kept == {"new": 602, "corrected": 500}
    assert second == [0, 102]
