"""The audit log: every action under a name, and no line can be changed unnoticed."""

from __future__ import annotations

from io import StringIO

import orjson
import pytest
from django.core.management import CommandError, call_command

from syndication import actions, queries
from syndication.models import AuditLine
from tests.engine.record import HOUR, NOW, publish, speech, thing

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]


def log() -> list[tuple[str, str, str, object]]:
    return [
        (line.actor, line.verb, line.thing, orjson.loads(line.detail))
        for line in AuditLine.objects.order_by("pk")
    ]


def verify(*arguments: str) -> str:
    out = StringIO()
    call_command("audit", "verify", *arguments, stdout=out)
    return out.getvalue()


def busy() -> None:
    """Do one of everything."""
    publish(speech(1), speech(2))
    with actions.acting("amina"):
        actions.correct([speech(1, title="Better")], note="It was wrong.")
        actions.withdraw(thing(1), reason="Misattributed")
        actions.restore(thing(1))
        actions.embargo(thing(2), until=NOW + HOUR)
        actions.restrict(thing(2), audience="committee")
        actions.lift(thing(2))
        actions.expire(thing(2), after=NOW + HOUR)


def test_every_action_stands_in_the_log_under_a_name():
    busy()

    assert log() == [
        ("system", "publish", "", {"new": 2, "changed": 0}),
        ("amina", "correct", "", {"new": 0, "changed": 1, "note": "It was wrong."}),
        ("amina", "withdraw", thing(1), {"reason": "Misattributed"}),
        ("amina", "restore", thing(1), {}),
        ("amina", "embargo", thing(2), {"visible_from": "2026-11-02T11:00:00Z"}),
        ("amina", "restrict", thing(2), {"audience": "committee"}),
        ("amina", "lift", thing(2), {}),
        ("amina", "expire", thing(2), {"visible_until": "2026-11-02T11:00:00Z"}),
    ]


def test_a_stream_that_is_saved_stands_in_the_log_too():
    with actions.acting("amina"):
        actions.save_stream("debates", titles={"en": "Debates"}, query=queries.parse("kind:speech"))

    said = {"stream": "debates", "titles": {"en": "Debates"}, "query": "kind:speech"}
    assert log() == [("amina", "save_stream", "", said)]


def test_what_changes_nothing_is_not_logged():
    busy()
    actions.save_stream("debates", titles={"en": "Debates"}, query=queries.parse("kind:speech"))
    lines = len(log())

    publish(speech(1, title="Better"))
    actions.restore(thing(1))
    actions.lift(thing(2))
    actions.save_stream("debates", titles={"en": "Debates"}, query=queries.parse("kind:speech"))

    assert len(log()) == lines


def test_an_untouched_log_is_good_and_its_head_can_be_noted():
    busy()
    head = AuditLine.objects.latest("pk").digest

    assert f"8 lines, none changed; the newest is {head}" in verify()
    publish(speech(3))
    assert "9 lines" in verify("--head", head)


@pytest.mark.parametrize("field", ["actor", "verb", "thing", "language", "detail", "at"])
def test_a_changed_line_is_found(field):
    busy()
    line = AuditLine.objects.all()[4]
    changed = NOW + HOUR if field == "at" else "another"
    AuditLine.objects.filter(pk=line.pk).update(**{field: changed})

    with pytest.raises(CommandError, match=f"good for 3 lines; then: line {line.pk} was changed"):
        verify()


def test_a_line_taken_out_is_found_and_so_is_a_cut_end_by_who_noted_the_head():
    busy()
    head = AuditLine.objects.latest("pk").digest
    AuditLine.objects.latest("pk").delete()

    assert "7 lines" in verify()
    with pytest.raises(CommandError, match="no line has the hash that was noted"):
        verify("--head", head)

    AuditLine.objects.all()[3].delete()
    with pytest.raises(CommandError, match="does not follow"):
        verify()


def test_what_is_gathered_is_written_at_the_end_and_not_after_a_fault():
    with actions.gathering():
        publish(speech(1))
        assert log() == []
    assert len(log()) == 1

    def fail() -> None:
        with actions.gathering():
            publish(speech(2))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert len(log()) == 1


def test_what_is_gathered_inside_something_gathered_waits_for_the_end_of_the_whole():
    with actions.gathering():
        with actions.gathering():
            publish(speech(1))
        assert log() == []

    assert len(log()) == 1


def test_the_command_does_what_the_verbs_do_under_the_operators_name():
    publish(speech(1))
    address = f"https://parliament.example/en/speeches/water-{thing(1)}/"

    call_command(
        "entry", "embargo", address, "--until", "2026-11-02T12:00+01:00", stdout=StringIO()
    )

    actor, verb, public_id, detail = log()[-1]
    assert actor.startswith("command of ")
    assert (verb, public_id, detail) == (
        "embargo",
        thing(1),
        {"visible_from": "2026-11-02T11:00:00Z"},
    )


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("lift", "nothing"), "no public id"),
        (("lift", thing(77)), "no such entry"),
        (("embargo", thing(1), "--until", "tomorrow"), "tomorrow"),
        (("embargo", thing(1), "--until", "2026-11-02T12:00"), "zone"),
        (("withdraw", thing(1), "--reason", " "), "public reason"),
    ],
)
def test_the_command_says_in_a_sentence_what_is_wrong(arguments, reason):
    publish(speech(1))

    with pytest.raises(CommandError, match=reason):
        call_command("entry", *arguments)
