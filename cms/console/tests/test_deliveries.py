"""Clerks see what was brought to whom, what was not and why, and may have it tried again."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from lxml import html

from syndication.models import AuditLine, DeliveryRecord, Destination, Subscription
from tests.clerks import _browser

pytestmark = pytest.mark.django_db

FAILED = "It refuses what is brought."


def subscribed(number: int = 1, **changes: object) -> Subscription:
    own = {
        "scheme": "websub",
        "topic": "127.0.0.1:8000/en/feeds/all/feed.rss",
        "address": f"https://reader.example/{number}",
        "destination": "https://reader.example:443",
        "secret": "whisper",
        "created": timezone.now(),
    }
    return Subscription.objects.create(**{**own, **changes})


def promised(subscription: Subscription, **changes: object) -> DeliveryRecord:
    now = timezone.now()
    own = {"destination": subscription.destination, "digest": "0" * 32, "due": now, "created": now}
    return DeliveryRecord.objects.create(subscription=subscription, **{**own, **changes})


def given_up() -> DeliveryRecord:
    now = timezone.now()
    return promised(
        subscribed(), state="failed", attempts=3, reason=FAILED, detail="HTTP 404", finished=now
    )


def looker(*more: str) -> Client:
    allowed = ["wagtailadmin.access_admin"]
    for model in ("deliveryrecord", "subscription", "destination"):
        allowed.append(f"syndication.view_{model}")
    return _browser("looker", [*allowed, *more])


def cells(client: Client, name: str, **asked: str) -> list[list[str]]:
    page = html.fromstring(client.get(reverse(f"{name}:index"), asked).content.decode())
    rows = page.xpath("//table[contains(@class,'listing')]/tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("./td")] for row in rows]


def test_a_delivery_is_listed_with_its_state_and_the_reason_in_words():
    given_up()

    ((to, topic, state, reason, attempts, *_),) = cells(looker(), "deliveries")
    assert to == "https://reader.example/1"
    assert topic == "127.0.0.1:8000/en/feeds/all/feed.rss"
    assert (state, reason, attempts) == ("given up", f"{FAILED} (HTTP 404)", "3")


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"state": "failed"}, 1),
        ({"state": "waiting"}, 1),
        ({"state": "sent"}, 0),
        ({"destination": "other"}, 1),
        ({"topic": "feeds/all"}, 2),
        ({"topic": "feeds/none"}, 0),
    ],
)
def test_deliveries_are_narrowed_by_state_destination_and_feed(asked, number):
    given_up()
    promised(subscribed(2, destination="https://other.example:443"))

    assert len(cells(looker(), "deliveries", **asked)) == number


def test_a_list_takes_as_many_statements_for_many_as_for_one():
    client = looker()
    numbers = []
    for place in range(1, 13):
        promised(subscribed(place))
        with CaptureQueriesContext(connection) as statements:
            client.get(reverse("deliveries:index"))
        numbers.append(len(statements))

    assert numbers[-1] == numbers[1]


def test_who_has_the_right_has_what_was_given_up_tried_again():
    row = given_up()
    client = looker("syndication.redrive_entry")
    address = reverse("deliveries:inspect", args=[row.pk])
    page = client.get(address).content.decode()
    answer = client.post(address, follow=True).content.decode()

    row.refresh_from_db()
    assert "Try again" in page
    assert "It is tried again." in answer
    assert (row.state, row.attempts) == ("waiting", 1)
    line = AuditLine.objects.latest("pk")
    assert (line.verb, line.actor) == ("redrive", "looker")


def test_who_has_not_the_right_is_offered_nothing_and_refused():
    row = given_up()
    client = looker()
    address = reverse("deliveries:inspect", args=[row.pk])
    page = client.get(address).content.decode()
    answer = client.post(address)

    row.refresh_from_db()
    assert "Try again" not in page
    assert (answer.status_code, row.state) == (403, "failed")
    assert "Have a delivery tried again" in answer.content.decode()


def test_why_it_is_not_tried_again_is_said():
    row = given_up()
    Subscription.objects.update(ended=timezone.now())
    address = reverse("deliveries:inspect", args=[row.pk])
    answer = looker("syndication.redrive_entry").post(address, follow=True)

    assert "The subscription has ended" in answer.content.decode()


def test_subscriptions_are_listed_without_their_secrets():
    row = subscribed()
    client = looker()
    shown = client.get(reverse("subscriptions:inspect", args=[row.pk])).content.decode()

    assert cells(client, "subscriptions")[0][:3] == [row.address, row.topic, "active"]
    assert "whisper" not in shown
    assert row.address in shown


def test_hosts_that_fail_are_listed_with_their_rest():
    Destination.objects.create(name="https://reader.example:443", failures=7, paused=timezone.now())

    ((name, failures, _rest),) = cells(looker(), "destinations")
    assert (name, failures) == ("https://reader.example:443", "7")


def test_who_may_not_look_sees_none_of_it():
    client = _browser("nobody", ["wagtailadmin.access_admin"])
    statuses = [
        client.get(reverse(f"{name}:index")).status_code
        for name in ("deliveries", "subscriptions", "destinations")
    ]

    assert statuses == [302, 302, 302]


def test_reasons_are_read_in_the_clerks_language():
    row = given_up()
    with override("fr"):
        assert row.in_words() == "Elle refuse l’envoi. (HTTP 404)"
