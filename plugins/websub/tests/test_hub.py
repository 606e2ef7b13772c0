"""The hub and its subscribers, over real HTTP: the cases of websub.rocks for hubs, by their numbers, and more."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from plugins.websub.conf import WebsubSettings
from plugins.websub.models import Intent
from syndication import actions
from syndication.models import DeliveryRecord, Subscription
from syndication.server import working
from tests.engine import outlets
from tests.engine.record import publish, speech, thing
from tests.engine.subscribers import Subscriber, deliver, subscriber

pytestmark = pytest.mark.django_db(transaction=True)

TOPIC = "http://127.0.0.1:8000/en/feeds/kind:speech/feed.atom"


@pytest.fixture(autouse=True)
def record(settings, published) -> None:
    """One speech, and tasks that a worker does."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    publish(speech(1))


@pytest.fixture
def own() -> Iterator[Subscriber]:
    with subscriber() as found:
        yield found


def ask(own: Subscriber, mode: str = "subscribe", **given: str) -> Any:
    """Ask the hub as a subscriber does, and have it verified."""
    asked = {"hub.mode": mode, "hub.topic": TOPIC, "hub.callback": f"{own.url}/callback"}
    named = {name.replace("_", ".", 1): value for name, value in given.items()}
    answer = post({**asked, **named})
    verify()
    return answer


def post(asked: dict[str, str]) -> Any:
    form = "application/x-www-form-urlencoded"
    answer: Any = Client().post("/hub", urlencode(asked), form, headers={"host": "127.0.0.1:8000"})
    return answer


def verify() -> None:
    working._worker("tests-0").run()
    assert not DBTaskResult.objects.failed().exists()


def change(number: int = 2, **changes: Any) -> None:
    publish(speech(number, **changes))


def feed(path: str = TOPIC) -> Any:
    return outlets.site(path.removeprefix(django_settings.BASE_URL)).content


def test_100_who_subscribes_is_sent_the_whole_feed_when_it_changes(own):
    answer = ask(own)
    change()
    deliver()

    (asked,), (sent,) = own.asked, own.brought
    assert (answer.status_code, asked["hub.mode"], asked["hub.topic"]) == (202, "subscribe", TOPIC)
    assert asked["hub.lease_seconds"] == "864000"
    assert sent.body == feed()
    assert sent.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert f'<{TOPIC}>; rel="self"' in sent.headers["link"]
    assert '<http://127.0.0.1:8000/hub>; rel="hub"' in sent.headers["link"]
    assert "x-hub-signature" not in sent.headers


def test_101_who_gives_a_secret_is_sent_a_signature_of_the_body(own):
    ask(own, **{"hub.secret": "whisper"})
    change()
    deliver()

    (sent,) = own.brought
    expected = hmac.new(b"whisper", sent.body, "sha256").hexdigest()
    assert sent.headers["x-hub-signature"] == f"sha256={expected}"


def test_102_parameters_that_nobody_knows_are_ignored(own):
    answer = ask(own, foo="bar", hub_extra="1")
    change()
    deliver()

    assert (answer.status_code, len(own.brought)) == (202, 1)


def test_103_who_subscribes_again_is_sent_a_change_once(own):
    ask(own, hub_lease_seconds="3600")
    first: Any = Subscription.objects.get()
    ask(own, **{"hub.lease_seconds": "7200", "hub.secret": "new"})
    change()
    deliver()

    renewed: Any = Subscription.objects.get()
    assert renewed.until > first.until + timedelta(minutes=59)
    assert (renewed.secret, len(own.brought)) == ("new", 1)


def test_104_who_unsubscribes_is_sent_nothing_more(own):
    ask(own)
    answer = ask(own, "unsubscribe")
    change()
    deliver()

    assert (answer.status_code, own.asked[-1]["hub.mode"]) == (202, "unsubscribe")
    assert "hub.lease_seconds" not in own.asked[-1]
    assert own.brought == []


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("feed.json", "application/feed+json; charset=utf-8"),
        ("feed.rss", "application/rss+xml; charset=utf-8"),
        ("podcast-video.rss", "application/rss+xml; charset=utf-8"),
        ("calendar.ics", "text/calendar; charset=utf-8"),
    ],
)
def test_106_a_topic_in_any_format_is_sent_as_what_it_is(own, name, media_type):
    """105 is a topic of plain text, of which there is none here."""
    topic = TOPIC.replace("kind:speech", "all").replace("feed.atom", name)
    ask(own, hub_topic=topic)
    kind = {"calendar.ics": "sitting", "podcast-video.rss": "video"}.get(name, "speech")
    change(kind=kind)
    deliver()

    for sent in own.brought:
        assert (sent.headers["content-type"], sent.body) == (media_type, feed(topic))
        assert f'<{topic}>; rel="self"' in sent.headers["link"]
    assert len(own.brought) == 1


def test_the_parameters_of_a_callback_stay(own):
    ask(own, hub_callback=f"{own.url}/callback?own=1")
    change()
    deliver()

    assert own.asked[0]["own"] == "1"
    assert [sent.path for sent in own.brought] == ["/callback?own=1"]


@pytest.mark.parametrize("echo", ["", "yes", "{}x"])
def test_who_does_not_echo_the_challenge_is_not_subscribed(own, echo):
    own.echo = echo.format
    answer = ask(own)
    change()
    deliver()

    assert (answer.status_code, own.brought, Subscription.objects.count()) == (202, [], 0)


@pytest.mark.parametrize("status", [301, 302, 307, 404, 500])
def test_who_does_not_answer_the_challenge_well_is_not_subscribed(own, status):
    own.status, own.headers = status, {"Location": f"{own.url}/elsewhere"}
    ask(own)

    assert (len(own.asked), Subscription.objects.count()) == (1, 0)


def test_who_did_not_ask_to_leave_stays(own):
    ask(own)
    own.echo = lambda _challenge: "no"
    ask(own, "unsubscribe")
    change()
    deliver()

    assert len(own.brought) == 1


def test_a_lease_ends_by_itself(own, time_machine):
    ask(own, hub_lease_seconds="3600")
    time_machine.move_to(timezone.now() + timedelta(seconds=3601))
    change()
    deliver()

    assert own.brought == []


@pytest.mark.parametrize(
    ("asked", "given"), [("1", 300), ("600", 600), ("99999999999", 2_592_000), ("", 864_000)]
)
def test_a_lease_is_as_long_as_was_asked_within_bounds(own, asked, given):
    ask(own, hub_lease_seconds=asked)

    assert own.asked[0]["hub.lease_seconds"] == str(given)


def test_a_delivery_follows_no_redirect(own):
    ask(own)
    own.status, own.headers = 302, {"Location": f"{own.url}/elsewhere"}
    change()
    deliver()

    (failed,) = DeliveryRecord.objects.all()
    assert [sent.path for sent in own.brought] == ["/callback"]
    assert failed.state == "failed"
    assert failed.in_words() == "It leads elsewhere, and is not followed. (HTTP 302)"


def test_a_callback_that_is_gone_ends_its_subscription(own):
    ask(own)
    own.status = 410
    change()
    deliver()
    change(3)
    deliver()

    (ended,) = Subscription.objects.all()
    assert (len(own.brought), ended.in_words()) == (1, "Nobody is there any more.")


@pytest.mark.parametrize(
    ("given", "status", "words"),
    [
        ({"hub_mode": "shout"}, 400, "hub.mode"),
        ({"hub_callback": ""}, 400, "hub.callback"),
        ({"hub_callback": "ftp://example.org/"}, 400, "hub.callback"),
        ({"hub_callback": "http://user:word@example.org/"}, 400, "hub.callback"),
        ({"hub_callback": "http://[/"}, 400, "hub.callback"),
        ({"hub_callback": "http://example.org/" + "a" * 1000}, 400, "hub.callback"),
        ({"hub_secret": "a" * 200}, 400, "hub.secret"),
        ({"hub_lease_seconds": "soon"}, 400, "hub.lease_seconds"),
        ({"hub_lease_seconds": "-1"}, 400, "hub.lease_seconds"),
        ({"hub_topic": ""}, 404, "hub.topic"),
        ({"hub_topic": "https://other.example/en/feeds/all/feed.atom"}, 404, "hub.topic"),
        ({"hub_topic": TOPIC + "?limit=1"}, 404, "hub.topic"),
        ({"hub_topic": TOPIC.replace("kind:", "sort:")}, 404, "hub.topic"),
        ({"hub_topic": TOPIC.replace("/en/", "/t/word/en/")}, 404, "hub.topic"),
        ({"hub_topic": TOPIC.replace("feed.atom", "feed.exe")}, 404, "hub.topic"),
        ({"hub_mode": "unsubscribe"}, 404, "no such subscription"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words_and_nobody_is_asked(own, given, status, words):
    answer = ask(own, **given)

    assert (answer.status_code, own.asked, Intent.objects.count()) == (status, [], 0)
    assert words in answer.content.decode()


def test_a_feed_that_nobody_keeps_is_denied_with_the_reason(own):
    ask(own, hub_topic=TOPIC.replace("kind:speech", "text:unheard/kind:speech"))

    asked, denied = own.asked
    assert (asked["hub.mode"], denied["hub.mode"]) == ("subscribe", "denied")
    assert "follow a saved stream" in denied["hub.reason"]
    assert Subscription.objects.count() == 0


def test_a_callback_on_a_private_address_is_never_asked(own, settings):
    settings.FETCH_ALLOWED = ()
    answer = ask(own)

    assert (answer.status_code, own.asked, Subscription.objects.count()) == (202, [], 0)


def test_asking_again_before_it_is_verified_makes_no_more_work(own):
    asked = {"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.callback": f"{own.url}/callback"}
    for _time in range(5):
        post(asked)
    number = DBTaskResult.objects.count()
    verify()

    assert (number, len(own.asked)) == (1, 1)


def test_a_host_is_asked_so_often_in_a_minute_and_no_more(own, limited):
    limited(a_minute=2)
    statuses = [ask(own, hub_callback=f"{own.url}/{number}").status_code for number in range(3)]

    assert (statuses, len(own.asked)) == ([202, 202, 429], 2)


def test_a_host_has_so_many_subscriptions_and_no_more(own, limited):
    limited(a_host=1)
    statuses = [ask(own, hub_callback=f"{own.url}/{number}").status_code for number in range(2)]

    assert (statuses, ask(own, hub_callback=f"{own.url}/0").status_code) == ([202, 403], 202)


def test_a_topic_has_so_many_subscriptions_and_no_more(own, limited):
    limited(a_topic=1)
    statuses = [ask(own, hub_callback=f"{own.url}/{number}").status_code for number in range(2)]

    assert statuses == [202, 403]


def test_a_ping_about_a_feed_of_ours_is_taken_and_makes_no_work(own):
    ask(own)
    answer = ask(own, "publish", hub_url=TOPIC)
    deliver()

    assert (answer.status_code, own.brought) == (202, [])
    assert ask(own, "publish", hub_topic="https://other.example/").status_code == 404


def test_there_is_no_hub_where_there_is_to_be_none(own, limited):
    limited(hub=False)

    assert ask(own).status_code == 404
    assert b"/hub" not in feed(TOPIC.replace("kind:speech", "all"))


def test_a_hub_says_nothing_to_those_who_only_look():
    answer = outlets.site("/hub")

    assert answer.status_code == 405
    assert not answer.cookies


def test_a_withdrawal_is_sent_as_a_tombstone_and_not_its_words(own):
    publish(speech(2, title="Regretted words"))
    ask(own)
    actions.withdraw(thing(2), reason="Said by somebody else.")
    deliver()

    (sent,) = own.brought
    assert b"Said by somebody else." in sent.body
    assert b"deleted-entry" in sent.body


def test_other_hubs_are_told_that_a_feed_has_changed(own, limited):
    limited(hubs=(f"{own.url}/their-hub",))
    feed()
    deliver()
    first = [parse_qs(sent.body.decode()) for sent in own.brought]
    deliver()
    change()
    deliver()

    told = {"hub.mode": ["publish"], "hub.url": [TOPIC], "hub.topic": [TOPIC]}
    assert first == [told]
    assert [parse_qs(sent.body.decode()) for sent in own.brought] == [told, told]


def test_hubs_that_the_settings_name_no_more_are_told_nothing(own, limited):
    limited(hubs=(f"{own.url}/their-hub",))
    feed()
    deliver()
    limited()
    change()
    deliver()

    assert len(own.brought) == 1
    assert Subscription.objects.get().in_words() == "The settings name it no more."


@pytest.fixture
def limited(configure):
    """Give the plugin other settings."""
    return lambda **changes: configure("websub", WebsubSettings(**changes))
