"""Who sees a thing when: embargo, expiry, restriction and lift, as the public meets them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from syndication import actions, queries
from syndication.errors import SyndicationError, UnknownEntryError
from syndication.models import Change
from tests.engine import outlets
from tests.engine.record import HOUR, NOW, publish, speech, thing

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

VERBS = {
    "embargo": lambda public_id: actions.embargo(public_id, until=NOW + HOUR),
    "expire": lambda public_id: actions.expire(public_id, after=NOW),
    "restrict": lambda public_id: actions.restrict(public_id, audience="committee"),
}


@pytest.fixture(autouse=True)
def spoken():
    publish(speech(1), speech(2))


def seen(number: int = 1) -> set[str]:
    """Return where the public finds a speech."""
    public_id = thing(number)
    answers = {
        "page": outlets.page(public_id).status_code == 200,
        "embed": outlets.speech_embed(public_id).status_code == 200,
        "record": outlets.record(public_id).status_code == 200,
        "feed": public_id in outlets.feed().content.decode(),
        "list": public_id in outlets.site("/en/speeches/").content.decode(),
        "stream": public_id in outlets.site("/api/v1/entries/?query=kind:speech").content.decode(),
        "search": public_id in queries.find("speech", "water"),
    }
    return {name for name, found in answers.items() if found}


EVERYWHERE = {"page", "embed", "record", "feed", "list", "stream", "search"}


@pytest.mark.parametrize("verb", VERBS)
def test_what_is_hidden_leaves_every_outlet_at_once_and_lifted_is_back_in_all(verb):
    assert seen() == EVERYWHERE

    assert VERBS[verb](thing(1)) == 1
    assert seen() == set()
    assert seen(2) == EVERYWHERE

    actions.lift(thing(1))
    actions.expire(thing(1), after=None)
    assert seen() == EVERYWHERE


@pytest.mark.parametrize("verb", VERBS)
def test_what_is_hidden_answers_like_what_does_not_exist(verb):
    VERBS[verb](thing(1))

    for ask in (outlets.page, outlets.speech_embed, outlets.record):
        hidden, absent = ask(thing(1)), ask(thing(77))
        assert hidden.status_code == absent.status_code == 404
        assert hidden.content.replace(thing(1).encode(), thing(77).encode()) == absent.content


def test_an_embargo_ends_by_itself_and_an_expiry_comes_by_itself(time_machine):
    actions.embargo(thing(1), until=NOW + HOUR)
    actions.expire(thing(1), after=NOW + 2 * HOUR)
    told = []

    for moment in (HOUR - timedelta(seconds=1), HOUR, 2 * HOUR - timedelta(seconds=1), 2 * HOUR):
        time_machine.move_to(NOW + moment)
        told.append(seen())

    assert told == [set(), EVERYWHERE, EVERYWHERE, set()]


@pytest.mark.parametrize("verb", VERBS)
def test_done_twice_is_done_once(verb):
    VERBS[verb](thing(1))
    before = outlets.told(outlets.feed())

    assert VERBS[verb](thing(1)) == 0
    assert outlets.told(outlets.feed()) == before


def test_hiding_is_no_event_that_a_reader_of_the_ledger_could_see():
    lines = Change.objects.count()

    for verb in VERBS.values():
        verb(thing(1))

    assert Change.objects.count() == lines


def test_a_correction_and_an_import_leave_an_embargo_alone():
    actions.embargo(thing(1), until=NOW + HOUR)

    publish(speech(1, title="Water supply 1, corrected"))

    assert seen() == set()


def test_one_language_can_be_hidden_alone():
    publish(speech(1, language="fr", original_language="en"))

    assert actions.embargo(thing(1), until=NOW + HOUR, language="fr") == 1
    assert queries.languages(thing(1)) == ("en",)


@pytest.mark.parametrize(
    ("moment", "reason"),
    [
        (datetime(2026, 11, 2, 12), "zone"),
        (NOW + timedelta(seconds=30), "whole minute"),
        (NOW + timedelta(microseconds=1), "whole minute"),
    ],
)
def test_a_moment_that_would_betray_itself_is_refused_with_a_sentence(moment, reason):
    for act in (
        lambda: actions.embargo(thing(1), until=moment),
        lambda: actions.expire(thing(1), after=moment),
    ):
        with pytest.raises(SyndicationError, match=reason):
            act()


def test_what_nobody_knows_cannot_be_hidden_and_nobody_is_no_audience():
    with pytest.raises(UnknownEntryError):
        actions.embargo(thing(77), until=NOW + HOUR)
    with pytest.raises(SyndicationError, match="audience"):
        actions.restrict(thing(1), audience="")
