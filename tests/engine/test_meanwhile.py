"""What is decided while a publication is being written is in it, or it is written again before the next reader."""

from __future__ import annotations

import pytest

from syndication import actions
from syndication.models import Publication
from syndication.publications import publishing
from syndication.publications.memory import memory
from tests.engine import outlets
from tests.engine.record import HOUR, NOW, publish, speech, thing

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.time_machine(NOW, tick=False)]

TITLE = "What was said at first"
DECISIONS = {
    "corrected": lambda: actions.correct([speech(1)], note="The title was wrong."),
    "withdrawn": lambda: actions.withdraw(thing(1), reason="Misattributed"),
    "restricted": lambda: actions.restrict(thing(1), audience="press"),
    "embargoed": lambda: actions.embargo(thing(1), until=NOW + HOUR),
    "expired": lambda: actions.expire(thing(1), after=NOW),
}


@pytest.fixture(autouse=True)
def spoken():
    publish(speech(1, title=TITLE, summary=TITLE), speech(2))
    outlets.feed()
    Publication.objects.update(stale=True)
    memory().doubt(memory().addresses())


@pytest.mark.parametrize("decision", DECISIONS)
def test_what_is_decided_while_a_feed_is_drawn_is_in_it(decision, monkeypatch):
    _meanwhile("draw", decision, monkeypatch)

    assert _holds(decision, outlets.feed().content.decode())


@pytest.mark.parametrize("decision", DECISIONS)
def test_what_is_decided_once_a_feed_is_drawn_holds_for_the_next_reader(decision, monkeypatch):
    _meanwhile("drafts", decision, monkeypatch)
    outlets.feed()

    assert _holds(decision, outlets.feed().content.decode())


def _meanwhile(step, decision, monkeypatch):
    """Have something be decided right after a step of the next writing."""
    real = getattr(publishing, step)

    def disturbed(*given, **named):
        done = real(*given, **named)
        monkeypatch.setattr(publishing, step, real)
        DECISIONS[decision]()
        return done

    monkeypatch.setattr(publishing, step, disturbed)


def _holds(decision: str, text: str) -> bool:
    return (TITLE in text) == (decision == "withdrawn" and "Misattributed" in text)
