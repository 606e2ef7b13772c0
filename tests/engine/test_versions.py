"""Who acts on what somebody else has changed meanwhile is told so, and nothing happens."""

from __future__ import annotations

import pytest

from syndication import actions
from syndication.entries import killing
from syndication.errors import ConflictError
from syndication.models import AuditLine, Change, EntryRecord
from tests.engine import outlets
from tests.engine.record import HOUR, NOW, publish, speech, thing

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

VERBS = {
    "embargo": lambda **seen: actions.embargo(thing(1), until=NOW + HOUR, **seen),
    "expire": lambda **seen: actions.expire(thing(1), after=NOW + HOUR, **seen),
    "restrict": lambda **seen: actions.restrict(thing(1), audience="committee", **seen),
    "lift": lambda **seen: actions.lift(thing(1), **seen),
    "withdraw": lambda **seen: actions.withdraw(thing(1), reason="Misattributed", **seen),
    "restore": lambda **seen: actions.restore(thing(1), **seen),
}
MEANWHILE = {
    "corrected": lambda: publish(speech(1, title="Better")),
    "withdrawn": lambda: actions.withdraw(thing(1), reason="Misattributed", language="en"),
    "hidden": lambda: actions.restrict(thing(1), audience="press", language="en"),
    "ended": lambda: actions.expire(thing(1), after=NOW + 2 * HOUR),
    "translated": lambda: publish(speech(1, language="ar", original_language="en")),
}


@pytest.fixture(autouse=True)
def spoken():
    publish(speech(1), speech(1, language="fr", original_language="en"))
    publish(speech(1, language="fr", original_language="en", title="Eau"))


def kept() -> tuple[object, ...]:
    """Return everything a verb could leave behind."""
    tables = (EntryRecord, Change, AuditLine)
    return *(list(table.objects.order_by("pk").values()) for table in tables), killing.listed()


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("meanwhile", MEANWHILE)
def test_what_changed_since_it_was_seen_is_left_alone_and_the_caller_told_what_to_do(
    verb, meanwhile
):
    seen = actions.version(thing(1))
    MEANWHILE[meanwhile]()
    before = kept()

    with pytest.raises(ConflictError, match="look at it again"):
        VERBS[verb](revision=seen)

    assert kept() == before


@pytest.mark.parametrize("verb", VERBS)
def test_what_is_as_it_was_seen_can_be_acted_on(verb):
    if verb == "lift":
        VERBS["restrict"]()
    if verb == "restore":
        VERBS["withdraw"]()

    assert VERBS[verb](revision=actions.version(thing(1))) == 2


def test_who_acts_on_one_language_is_not_held_up_by_another():
    seen = actions.version(thing(1), language="en")
    publish(speech(1, language="fr", original_language="en", title="Eau potable"))

    assert actions.withdraw(thing(1), reason="Misattributed", language="en", revision=seen) == 1


def test_two_deciding_on_one_another_notice():
    seen = actions.version(thing(1))
    VERBS["embargo"](revision=seen)

    with pytest.raises(ConflictError):
        VERBS["lift"](revision=seen)


def test_deciding_who_sees_a_thing_leaves_no_gap_in_the_revisions_of_the_ledger():
    VERBS["embargo"]()
    VERBS["lift"]()
    publish(speech(1, title="Better"))

    lines = Change.objects.filter(entry__language="en").order_by("pk")
    assert list(lines.values_list("revision", flat=True)) == [1, 2]


def test_what_was_hidden_and_lifted_again_answers_as_if_nothing_had_been():
    answers = [outlets.told(outlets.feed()), outlets.record(thing(1)).content]

    VERBS["embargo"]()
    VERBS["lift"]()

    assert [outlets.told(outlets.feed()), outlets.record(thing(1)).content] == answers
