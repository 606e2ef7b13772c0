"""What is promised is brought: again and again, once more when asked, and nobody waits for somebody else's host."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from syndication import actions, queries, registry
from syndication.delivery import claiming, delivering, looking, outbox, pruning, retry
from syndication.delivery.claiming import Busy
from syndication.delivery.delivering import Deliverer
from syndication.models import DeliveryRecord, Destination, Publication, Subscription
from tests.engine.record import hide, publish, speech, thing
from tests.engine.subscribers import PlainTransport, Subscriber, deliver, subscriber

pytestmark = pytest.mark.django_db(transaction=True)

TOPIC = "http://127.0.0.1:8000/en/feeds/kind:speech/feed.rss"


@pytest.fixture(autouse=True)
def carried(monkeypatch, published) -> None:
    """One speech is published, and a transport that only posts bodies is switched on."""
    plugin = next(registry.plugins())
    monkeypatch.setattr(registry, "transports", lambda: {"plain": (plugin, PlainTransport())})
    publish(speech(1))


@pytest.fixture
def own() -> Iterator[Subscriber]:
    with subscriber() as found:
        yield found


def follow(own: Subscriber, path: str = "/", topic: str = TOPIC) -> None:
    actions.subscribe(queries.topic(topic), scheme="plain", address=f"{own.url}{path}")


def change(number: int = 2, **changes: object) -> None:
    publish(speech(number, **changes))


def rows() -> list[DeliveryRecord]:
    return list(DeliveryRecord.objects.order_by("created", "pk"))


def make_due() -> None:
    """Let the time of the next attempt come, and every rest be over."""
    DeliveryRecord.objects.update(due=timezone.now())
    Destination.objects.filter(paused__gt=timezone.now()).update(paused=timezone.now())


def test_nothing_is_brought_where_nothing_changed(own):
    follow(own)
    publish(speech(1))
    deliver()

    assert (own.brought, rows()) == ([], [])


def test_changes_that_come_together_are_brought_once(own):
    follow(own)
    change(2)
    change(3)
    deliver()

    assert len(own.brought) == 1
    assert b"Water supply 2" in own.brought[0].body
    assert b"Water supply 3" in own.brought[0].body


def test_a_change_that_is_undone_is_never_brought(own):
    follow(own)
    change(1, title="Regretted")
    change(1)
    deliver()

    assert all(b"Regretted" not in sent.body for sent in own.brought)


def test_what_failed_is_brought_again_with_the_same_id_and_body(own):
    follow(own)
    own.status = 503
    change()
    deliver()
    own.status = 200
    make_due()
    deliver()

    first, second = own.brought
    assert (first.id, first.body) == (second.id, second.body)
    (row,) = rows()
    assert (row.state, row.attempts) == ("sent", 2)


def test_a_newer_change_replaces_what_was_tried_under_another_id(own):
    follow(own)
    own.status = 503
    change(2)
    deliver()
    own.status = 200
    change(3)
    deliver()

    assert [row.state for row in rows()] == ["replaced", "sent"]
    first, second = own.brought
    assert first.id != second.id
    assert b"Water supply 3" in second.body


def test_what_was_never_tried_brings_the_newer_change_under_its_own_id(own):
    follow(own)
    change(2)
    promised()
    (before,) = rows()
    change(3)
    deliver()

    (sent,) = own.brought
    assert sent.id == str(before.pk)
    assert b"Water supply 3" in sent.body


def test_the_reason_of_a_failure_is_said_in_words(own):
    follow(own)
    own.status = 503
    change()
    deliver()

    (row,) = rows()
    assert row.in_words() == "It cannot take what is brought now. (HTTP 503)"
    assert (row.state, row.attempts) == ("waiting", 1)
    assert timedelta(seconds=3) < row.due - timezone.now() < timedelta(seconds=7)


def test_a_host_is_left_alone_as_long_as_it_asks(own):
    follow(own)
    own.status, own.headers = 429, {"Retry-After": "600"}
    change()
    deliver()

    (row,) = rows()
    assert timedelta(seconds=590) < row.due - timezone.now() < timedelta(seconds=610)


def test_after_the_last_attempt_it_is_given_up_and_can_be_brought_once_more(own):
    follow(own)
    own.status = 500
    change()
    for _attempt in range(len(retry.SCHEDULE) + 1):
        make_due()
        deliver()
    (given_up,) = rows()
    own.status = 200
    number = actions.redrive([given_up.pk])
    deliver()

    assert (given_up.state, given_up.attempts, number) == ("failed", len(retry.SCHEDULE) + 1, 1)
    assert len({sent.id for sent in own.brought}) == 1
    assert [row.state for row in rows()] == ["sent"]


def test_what_was_overtaken_is_not_brought_once_more(own):
    follow(own)
    own.status = 400
    change(2)
    deliver()
    own.status = 200
    change(3)
    deliver()
    given_up = rows()[0]

    assert given_up.state == "failed"
    assert actions.redrive([given_up.pk]) == 0


def test_what_is_given_up_is_not_brought_once_more_to_who_left(own):
    follow(own)
    own.status = 400
    change()
    deliver()
    actions.unsubscribe(queries.topic(TOPIC), scheme="plain", address=f"{own.url}/")

    assert actions.redrive([row.pk for row in rows()]) == 0


def test_who_leaves_is_brought_nothing_that_waits(own):
    follow(own)
    own.status = 503
    change()
    deliver()
    actions.unsubscribe(queries.topic(TOPIC), scheme="plain", address=f"{own.url}/")
    make_due()
    deliver()

    assert [row.state for row in rows()] == ["ended"]
    assert len(own.brought) == 1


def test_a_host_that_fails_again_and_again_is_given_a_rest_and_then_tried_once(own):
    for number in range(20):
        follow(own, f"/{number}")
    own.status = 500
    change()
    deliver_for(1)
    tried = len(own.brought)
    make_due()
    deliver_for(1)

    assert Destination.objects.get().failures == tried + 1
    assert retry.PATIENCE <= tried <= claiming.AT_ONCE
    assert len(own.brought) == tried + 1


def test_a_host_that_works_again_is_brought_everything(own):
    for number in range(20):
        follow(own, f"/{number}")
    own.status = 500
    change()
    deliver_for(1)
    own.status = 200
    make_due()
    deliver()

    assert Destination.objects.count() == 0
    assert {row.state for row in rows()} == {"sent"}


def test_a_refusal_says_nothing_about_the_others_of_its_host(own):
    for number in range(20):
        follow(own, f"/{number}")
    own.statuses = {f"/{number}": 404 for number in range(10)}
    change()
    deliver()

    assert Destination.objects.count() == 0
    assert sorted(row.state for row in rows()) == ["failed"] * 10 + ["sent"] * 10


def test_hosts_that_hang_do_not_keep_the_others_waiting(own, monkeypatch):
    with ExitStack() as stack:
        hanging = [stack.enter_context(subscriber()) for _host in range(12)]
        for other in hanging:
            other.seconds = 3
            for number in range(20):
                follow(other, f"/{number}")
            Destination.objects.create(name=queries.destination(other.url), failures=1)
        for number in range(20):
            follow(own, f"/{number}")
        change()
        sent = DeliveryRecord.objects.filter(state="sent", destination=queries.destination(own.url))
        begun = time.monotonic()
        assert Deliverer().until(lambda: sent.count() == 20, 20)
        taken = time.monotonic() - begun

        assert taken < 3
        assert sum(len(other.brought) for other in hanging) <= claiming.TROUBLED


def test_of_a_destination_only_so_many_are_brought_at_a_time(own):
    for number in range(30):
        follow(own, f"/{number}")
    change()
    promised()
    busy = Busy()

    taken = claiming.claim(30, busy, at=timezone.now())
    assert len(taken) == claiming.AT_ONCE
    assert claiming.claim(30, busy, at=timezone.now()) == []


def test_what_a_dead_worker_held_is_taken_up_after_its_lease(own, monkeypatch):
    follow(own)
    change()
    promised()
    (held,) = claiming.claim(5, Busy(), at=timezone.now())

    assert claiming.claim(5, Busy(), at=timezone.now()) == []
    (again,) = claiming.claim(5, Busy(), at=timezone.now() + claiming.LEASE)
    assert (again.record.pk, again.record.attempts) == (held.record.pk, 2)


def test_a_transport_that_raises_fails_alone(own, monkeypatch, caplog):
    class Broken:
        scheme = "broken"

        def send(self, delivery: object) -> None:
            raise RuntimeError("no")

    plugin = next(registry.plugins())
    known = {"plain": (plugin, PlainTransport()), "broken": (plugin, Broken())}
    monkeypatch.setattr(registry, "transports", lambda: known)
    follow(own)
    actions.subscribe(queries.topic(TOPIC), scheme="broken", address=f"{own.url}/broken")
    change()
    deliver()

    states = {row.subscription.scheme: (row.state, row.in_words()) for row in rows()}
    assert states["plain"][0] == "sent"
    assert states["broken"] == ("waiting", "The plugin that brings it there failed.")
    assert f"event=send_failed plugin={plugin.label} scheme=broken" in caplog.text


def test_a_transport_that_hangs_fails_alone(own, monkeypatch):
    class Hanging:
        scheme = "hanging"

        def send(self, delivery: object) -> None:
            time.sleep(2)

    monkeypatch.setattr(delivering, "HANGING", 0.3)
    plugin = next(registry.plugins())
    known = {"plain": (plugin, PlainTransport()), "hanging": (plugin, Hanging())}
    monkeypatch.setattr(registry, "transports", lambda: known)
    follow(own)
    actions.subscribe(queries.topic(TOPIC), scheme="hanging", address="hanging@example.org")
    change()
    deliver()

    states = {row.subscription.scheme: (row.state, row.in_words()) for row in rows()}
    assert states == {"plain": ("sent", ""), "hanging": ("waiting", "It took too long.")}


def test_a_subscription_of_a_plugin_that_is_switched_off_waits(own, monkeypatch):
    follow(own)
    change()
    monkeypatch.setattr(registry, "transports", dict)
    deliver()

    assert rows()[0].in_words() == "No plugin that is switched on brings it there."


def test_what_is_hidden_is_never_brought_and_what_was_is_taken_back(own):
    follow(own)
    publish(speech(2, title="Secret words"))
    hide(speech(2), audience="press")
    publish(speech(3))
    deliver()
    actions.withdraw(thing(3), reason="A mistake.")
    deliver()

    assert all(b"Secret words" not in sent.body for sent in own.brought)
    assert b"A mistake." in own.brought[-1].body


def test_an_embargo_that_ends_is_brought_at_its_moment(own, time_machine):
    follow(own)
    until = (timezone.now() + timedelta(hours=1)).replace(second=0, microsecond=0)
    publish(speech(2, title="Awaited words"))
    actions.embargo(thing(2), until=until)
    deliver()
    early = [sent for sent in own.brought if b"Awaited words" in sent.body]
    time_machine.move_to(until + timedelta(seconds=1))
    deliver()

    assert early == []
    assert b"Awaited words" in own.brought[-1].body


def test_a_feed_that_cannot_be_written_anew_is_not_brought_and_keeps_nobody_waiting(
    own, monkeypatch
):
    other = TOPIC.replace("feed.rss", "feed.atom")
    follow(own, "/rss")
    follow(own, "/atom", other)
    _plugin, renderer = registry.feed_renderers()["rss"]
    monkeypatch.setattr(type(renderer), "assemble", lambda *_: 1 / 0)
    change()
    deliver()

    assert {sent.path for sent in own.brought} == {"/atom"}


def test_what_a_lease_leaves_over_is_forgotten_after_days(own):
    follow(own)
    change()
    deliver()
    pruning.prune(timezone.now() + pruning.KEPT - timedelta(hours=1))
    kept = len(rows())
    Subscription.objects.update(until=timezone.now())
    pruning.prune(timezone.now() + pruning.KEPT + timedelta(hours=1))

    assert (kept, rows(), Subscription.objects.count()) == (1, [], 0)


def test_what_waits_for_days_is_given_up(own):
    follow(own)
    own.status = 503
    change()
    deliver()
    pruning.prune(timezone.now() + pruning.LONGEST + timedelta(minutes=1))

    assert rows()[0].in_words() == "Its destination did not answer for days. (HTTP 503)"


def test_looking_takes_one_statement_however_many_follow(own, django_assert_num_queries):
    for number in range(30):
        follow(own, f"/{number}")
    with django_assert_num_queries(1):
        assert outbox.owed(timezone.now()) == []


def test_a_database_that_is_down_is_waited_for(own, monkeypatch):
    follow(own)
    change()
    faults = [OperationalError("down"), OperationalError("down")]
    owed = outbox.owed

    def down_at_first(*given: object, **named: object) -> list[Publication]:
        if faults:
            raise faults.pop()
        return owed(*given, **named)

    monkeypatch.setattr(outbox, "owed", down_at_first)
    monkeypatch.setattr(delivering, "OUTAGE", 0.05)
    monkeypatch.setattr(looking, "EVERY", 0.05)
    monkeypatch.setattr(delivering, "_give_way", lambda: None)
    monkeypatch.setattr(delivering, "close_old_connections", lambda: None)
    deliverer = Deliverer()
    own.taken = deliverer.stop
    deliverer._work()

    assert [row.state for row in rows()] == ["sent"]


def test_deliveries_are_listed_and_redriven_by_command(own):
    follow(own)
    own.status = 404
    change()
    deliver()
    own.status = 200
    before = told("list", "--destination", "127.0.0.1", "--topic", "feed.rss")
    done = told("redrive", "--destination", "127.0.0.1")
    deliver()

    (row,) = rows()
    assert before.startswith(f"{row.pk} failed attempts=1 ")
    assert before.endswith("It refuses what is brought. (HTTP 404)\n")
    assert (done, row.state) == ("1 are tried again.\n", "sent")
    assert told("list", "--state", "waiting") == ""


def test_hosts_that_rest_are_listed_by_command():
    Destination.objects.create(name="https://reader.example:443", failures=3)

    assert told("rests") == "https://reader.example:443 failures=3 -\n"


def test_what_is_to_be_redriven_must_be_named():
    with pytest.raises(CommandError, match="Name deliveries by their ids"):
        told("redrive")


def told(*given: str) -> str:
    out = StringIO()
    call_command("deliveries", *given, stdout=out)
    return out.getvalue()


def deliver_for(seconds: float) -> None:
    Deliverer().until(lambda: False, seconds)


def test_what_was_promised_anew_between_a_look_and_a_claim_is_not_claimed(own, monkeypatch):
    follow(own)
    change(2)
    promised()
    answers = claiming._answers

    def changed_meanwhile(topics: object, at: object) -> object:
        found = answers(topics, at)
        change(3)
        promised()
        return found

    monkeypatch.setattr(claiming, "_answers", changed_meanwhile)
    busy = Busy()

    assert claiming.claim(5, busy, at=timezone.now()) == []
    assert (rows()[0].attempts, busy.full(), busy.destinations) == (0, [], {})


def promised() -> None:
    at = timezone.now()
    for row in outbox.renew(outbox.owed(at), at):
        outbox.promise(row, at)
