"""What was corrected can be said afterwards, of what stands as it is recorded."""

from __future__ import annotations

import pytest

from syndication import actions, queries
from syndication.errors import ConflictError, SyndicationError, UnknownEntryError
from syndication.models import AuditLine, Change, EntryRecord
from tests.engine import outlets
from tests.engine.record import NOW, publish, speech, thing

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]


def test_the_note_is_public_and_the_words_are_as_they_were():
    publish(speech(1))
    before = EntryRecord.objects.get().content_hash
    outlets.feed()

    assert actions.annotate(thing(1), note="The date was wrong.") == 1

    entry = queries.entry(thing(1), "en")
    assert (entry.notice, entry.corrected) == ("The date was wrong.", NOW)
    assert EntryRecord.objects.get().content_hash == before
    assert "The date was wrong." in outlets.feed().content.decode()
    assert [line.kind for line in Change.objects.order_by("pk")] == ["new", "corrected"]
    assert AuditLine.objects.latest("pk").verb == "correct"


def test_the_same_note_again_is_no_event():
    publish(speech(1))
    actions.annotate(thing(1), note="The date was wrong.")

    assert actions.annotate(thing(1), note="The date was wrong.") == 0
    assert Change.objects.count() == 2


def test_what_is_withdrawn_gets_no_note():
    publish(speech(1))
    actions.withdraw(thing(1), reason="Misattributed")

    assert actions.annotate(thing(1), note="The date was wrong.") == 0


def test_one_language_is_annotated_alone():
    publish(speech(1), speech(1, language="fr", original_language="en"))

    assert actions.annotate(thing(1), note="La date était fausse.", language="fr") == 1
    assert queries.entry(thing(1), "en").notice == ""


def test_what_changed_since_it_was_seen_is_left_alone():
    publish(speech(1))
    seen = actions.version(thing(1))
    publish(speech(1, title="Better"))

    with pytest.raises(ConflictError):
        actions.annotate(thing(1), note="The date was wrong.", revision=seen)


def test_a_note_says_something_of_something():
    publish(speech(1))

    with pytest.raises(SyndicationError, match="public note"):
        actions.annotate(thing(1), note=" ")
    with pytest.raises(UnknownEntryError):
        actions.annotate(thing(9), note="The date was wrong.")
