"""A verb is done by those who may do it, and for others leaves nothing at all."""

from __future__ import annotations

import pytest

from syndication import actions
from syndication.entries import killing
from syndication.errors import ForbiddenError
from syndication.models import AuditLine, Change, EntryRecord
from tests.engine.record import HOUR, NOW, publish, speech, thing

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

VERBS = {
    "withdraw": lambda: actions.withdraw(thing(1), reason="Misattributed"),
    "restore": lambda: actions.restore(thing(2)),
    "correct": lambda: actions.annotate(thing(1), note="The date was wrong."),
    "embargo": lambda: actions.embargo(thing(1), until=NOW + HOUR),
    "expire": lambda: actions.expire(thing(1), after=NOW + HOUR),
    "lift": lambda: actions.lift(thing(3)),
    "restrict": lambda: actions.restrict(thing(1), audience="committee"),
}


@pytest.fixture(autouse=True)
def spoken():
    publish(speech(1), speech(2), speech(3))
    actions.withdraw(thing(2), reason="Misattributed")
    actions.restrict(thing(3), audience="committee")


def kept() -> tuple[object, ...]:
    """Return everything a verb could leave behind."""
    tables = (EntryRecord, Change, AuditLine)
    return *(list(table.objects.order_by("pk").values()) for table in tables), killing.listed()


def all_but(verb: str) -> actions.Refusal:
    return lambda asked: "" if asked == verb else f"Not this: {asked}."


def no(verb: str) -> actions.Refusal:
    return lambda asked: f"Not this: {asked}." if asked == verb else ""


@pytest.mark.parametrize("verb", VERBS)
def test_who_has_no_right_to_a_verb_is_told_so_and_nothing_happens(verb):
    before = kept()

    with (
        actions.acting("amina", refusal=no(verb)),
        pytest.raises(ForbiddenError, match=f"Not this: {verb}"),
    ):
        VERBS[verb]()

    assert kept() == before


@pytest.mark.parametrize("verb", VERBS)
def test_the_right_to_one_verb_is_enough_for_it(verb):
    with actions.acting("amina", refusal=all_but(verb)):
        assert VERBS[verb]() == 1


@pytest.mark.parametrize("verb", VERBS)
def test_a_command_inside_what_a_person_does_may_do_everything(verb):
    with actions.acting("amina", refusal=no(verb)), actions.acting("import of bills.xml"):
        assert VERBS[verb]() == 1


def test_what_a_verb_would_not_change_needs_no_right():
    with actions.acting("amina", refusal=no("restore")):
        assert actions.restore(thing(1)) == 0


def test_each_verb_that_asks_for_a_right_has_a_permission():
    declared = [codename for codename, _name in EntryRecord._meta.permissions]

    assert declared == [f"{verb}_entry" for verb in (*VERBS, "translate")]
