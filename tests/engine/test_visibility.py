"""One gate: who sees what when is decided on reading, and what is hidden shows nowhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.http import parse_http_date

from syndication import actions, queries
from syndication.errors import UnknownEntryError
from tests.engine import outlets
from tests.engine.record import HOUR, NOW, hide, publish, speech, thing

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

HIDDEN = {
    "embargoed": {"visible_from": NOW + timedelta(seconds=1)},
    "expired": {"visible_until": NOW},
    "restricted": {"audience": "committee"},
}
SHOWN = {
    "embargo just over": {"visible_from": NOW},
    "not yet expired": {"visible_until": NOW + timedelta(seconds=1)},
}


@pytest.mark.parametrize("state", HIDDEN)
def test_what_is_hidden_answers_everywhere_like_what_never_was(state):
    publish(speech(1))
    hide(speech(1), **HIDDEN[state])

    asked = [outlets.speech_embed, outlets.record, outlets.page]
    answers = [[read(name).status_code for read in asked] for name in (thing(1), thing(2))]
    feed = outlets.feed().content.decode()

    assert answers == [[404, 404, 404]] * 2
    assert speech(1).title not in feed
    assert queries.find("speech", "water") == []
    assert queries.languages(thing(1)) == ()
    with pytest.raises(UnknownEntryError):
        queries.entry(thing(1), "en")


@pytest.mark.parametrize("state", SHOWN)
def test_what_is_in_its_time_shows(state):
    publish(speech(1))
    hide(speech(1), **SHOWN[state])

    assert queries.entry(thing(1), "en").title == speech(1).title
    assert speech(1).title in outlets.feed().content.decode()


def test_an_embargo_ends_by_itself(time_machine):
    publish(speech(1), speech(2))
    hide(speech(1), visible_from=NOW + HOUR)
    before = outlets.feed()

    time_machine.shift(HOUR)
    after = outlets.feed()

    assert (speech(1).title in before.content.decode(), speech(1).title in after.content.decode()) == (
        False, True,
    )  # fmt: skip
    assert outlets.page(thing(1)).status_code == 200


def test_what_expires_leaves_by_itself_even_when_read_by_date_only(time_machine):
    publish(speech(1), speech(2))
    hide(speech(2), visible_until=NOW + HOUR)
    before = outlets.feed()

    time_machine.shift(HOUR)
    after = outlets.feed(if_modified_since=before["Last-Modified"])

    assert after.status_code == 200
    assert speech(2).title not in after.content.decode()
    assert parse_http_date(after["Last-Modified"]) > parse_http_date(before["Last-Modified"])


def test_a_tombstone_under_embargo_shows_when_the_embargo_ends(time_machine):
    publish(speech(1))
    hide(speech(1), visible_from=NOW + HOUR)
    actions.withdraw(thing(1), reason="Misattributed")
    before = outlets.feed().content.decode()

    time_machine.shift(HOUR)
    after = outlets.feed().content.decode()

    assert ("Misattributed" in before, "Misattributed" in after) == (False, True)


def test_an_embed_of_a_speech_that_expired_is_gone_although_it_was_served_before(time_machine):
    publish(speech(1))
    hide(speech(1), visible_until=NOW + HOUR)
    before = outlets.speech_embed(thing(1)).status_code

    time_machine.shift(HOUR)

    assert (before, outlets.speech_embed(thing(1)).status_code) == (200, 404)


def test_a_hidden_translation_does_not_push_out_the_original():
    french = speech(1, language="fr", original_language="en", title="Approvisionnement en eau")
    publish(speech(1), french)
    hide(french)

    entries = queries.entries(queries.parse("kind:speech"), "fr").entries

    assert [entry.language for entry in entries] == ["en"]


@pytest.mark.parametrize("state", HIDDEN)
def test_a_hidden_neighbour_is_passed_over(state):
    publish(speech(1), speech(2), speech(3))
    hide(speech(2), **HIDDEN[state])

    around = queries.around(speech(1), "en")

    assert around.following is not None
    assert around.following.thing == thing(3)
