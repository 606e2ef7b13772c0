"""A CDN is told what to let go of: withdrawals first, again and again when it fails, and no change waits for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from cms.core.frontend_cache import FrontendCache
from syndication import actions
from syndication.errors import PurgeError
from syndication.models import Purge
from syndication.publications import purging
from syndication.publications.answers import own_key
from tests.engine import outlets
from tests.engine.record import NOW, publish, speech, thing

pytestmark = [pytest.mark.django_db(transaction=True)]

FEED = "127.0.0.1:8000/en/feeds/kind:speech/feed.rss"
HTTP = "syndication.publications.purgers.HttpPurger"
WAGTAIL = "cms.core.frontend_cache.FrontendCache"


class Cdn:
    """What it was told, as (method, path, host, keys), and what it says to it."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str, str | None, str | None]] = []
        self.headers: dict[str, str] = {}
        self.status = 200
        self.url = ""

    def keys(self) -> list[str]:
        return [key for *_, keys in self.told for key in (keys or "").split()]


@pytest.fixture
def cdn(settings) -> Iterator[Cdn]:
    found = Cdn()

    class Handler(BaseHTTPRequestHandler):
        def do_PURGE(self) -> None:
            keys = self.headers.get("Surrogate-Key")
            found.told.append((self.command, self.path, self.headers.get("Host"), keys))
            found.headers = dict(self.headers.items())
            self.send_response(found.status)
            self.end_headers()

        def do_POST(self) -> None:
            self.do_PURGE()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=[0.05])
    thread.start()
    found.url = f"http://127.0.0.1:{server.server_port}"
    settings.PURGER, settings.PURGE_URL = HTTP, f"{found.url}/"
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def spoken(cdn):
    publish(speech(1), speech(2))
    outlets.feed()
    purging.send()
    cdn.told.clear()


def test_a_change_is_told_by_the_key_that_the_answer_came_with(cdn):
    keys = outlets.feed()["surrogate-key"].split()
    actions.correct([speech(1, summary="Corrected.")], note="It was wrong.")
    before = list(cdn.told)
    purging.send()

    assert before == []
    assert cdn.keys() == [own_key(FEED)]
    assert own_key(FEED) in keys
    assert not Purge.objects.exists()


def test_what_was_rolled_back_is_not_told(cdn):
    with transaction.atomic():
        actions.correct([speech(1, summary="Corrected.")], note="It was wrong.")
        transaction.set_rollback(True)
    purging.send()

    assert cdn.told == []


def test_a_change_tells_whoever_sends_at_once():
    before = purging.ordered()
    actions.correct([speech(1, summary="Corrected.")], note="It was wrong.")

    assert purging.ordered() != before


def test_withdrawals_go_first_and_once_more(cdn):
    purging.order(["an.example/ordered-before"])
    actions.kill(thing(1), reason="By order of the court.")
    purging.send()
    first = cdn.keys()
    Purge.objects.update(due=timezone.now())
    purging.send()

    assert first == [own_key(FEED), own_key("an.example/ordered-before")]
    assert cdn.keys()[2:] == [own_key(FEED)]


@pytest.mark.parametrize("status", [500, 302, None])
def test_what_fails_is_tried_again_later_and_later_and_said(cdn, settings, caplog, status):
    if status is None:
        settings.PURGE_URL = "http://127.0.0.1:1/"
    cdn.status = status or 200
    purging.order([FEED])
    waits = []
    for _time in range(9):
        Purge.objects.update(due=timezone.now())
        waits.append(purging.send())
    purging.review()
    cdn.status, settings.PURGE_URL = 200, f"{cdn.url}/"
    Purge.objects.update(due=timezone.now())
    purging.send()

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert "event=not_purged tries=1" in caplog.text
    assert "event=purges_waiting orders=1" in caplog.text
    assert not Purge.objects.exists()


def test_a_cdn_that_fails_stops_no_change(cdn):
    cdn.status = 500
    actions.withdraw(thing(1), reason="By order of the court.")
    purging.send()

    assert "By order of the court." in outlets.feed().content.decode()
    assert Purge.objects.filter(tries=1).exists()


def test_what_nobody_can_hold_any_more_is_given_up_and_said(caplog):
    purging.order([FEED])
    Purge.objects.update(at=timezone.now() - purging.OVER - timedelta(seconds=1))
    purging.review()

    assert "event=purges_given_up" in caplog.text
    assert not Purge.objects.exists()


def test_what_one_process_began_and_did_not_end_another_takes_up(cdn):
    purging.order([FEED])
    Purge.objects.update(due=timezone.now() + purging.CLAIM)
    waiting = purging.send()
    Purge.objects.update(due=timezone.now())
    purging.send()

    assert 0 < waiting <= purging.CLAIM.total_seconds()
    assert cdn.keys() == [own_key(FEED)]


def test_many_addresses_go_in_few_requests(cdn):
    purging.order(f"an.example/{number}" for number in range(250))
    purging.send()

    assert [len(keys.split()) for *_, keys in cdn.told] == [100, 100, 50]


def test_a_kill_is_told_without_the_database(cdn):
    with pytest.MonkeyPatch.context() as down:
        _stop_the_database(down)
        call_command("kill", thing(1), "--reason", "Misattributed", stdout=StringIO())

    assert cdn.keys() == [own_key(FEED)]


def test_a_service_that_wants_another_method_and_a_key_gets_them(cdn, settings):
    settings.PURGE_URL, settings.PURGE_METHOD = f"{cdn.url}/service/id/purge", "POST"
    settings.PURGE_HEADERS, settings.PURGE_KEY_HEADER = {"Fastly-Key": "secret"}, "Surrogate-Key"
    purging.order([FEED])
    purging.send()

    assert cdn.told[0][:2] == ("POST", "/service/id/purge")
    assert cdn.headers["Fastly-Key"] == "secret"


def test_wagtails_back_ends_are_told_by_address(cdn, settings):
    settings.PURGER = WAGTAIL
    settings.FRONTEND_CACHE = {
        "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
        "LOCATION": cdn.url,
    }
    purging.order([FEED])
    purging.send()

    assert cdn.told == [("PURGE", "/en/feeds/kind:speech/feed.rss", "127.0.0.1:8000", None)]


def test_that_wagtails_back_end_failed_is_noticed(cdn, settings):
    settings.FRONTEND_CACHE = {
        "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
        "LOCATION": cdn.url,
    }
    cdn.status = 500

    with pytest.raises(PurgeError, match="500"):
        FrontendCache().purge([f"http://{FEED}"])


@pytest.mark.time_machine(NOW, tick=False)
def test_without_a_cdn_nothing_is_ordered(settings):
    settings.PURGER = ""
    actions.withdraw(thing(1), reason="By order of the court.")

    assert not Purge.objects.exists()


def _stop_the_database(monkeypatch) -> None:
    from django.db.backends.utils import CursorWrapper
    from django.db.utils import OperationalError

    def refuse(*_: object) -> None:
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(CursorWrapper, "execute", refuse)
    monkeypatch.setattr(CursorWrapper, "executemany", refuse)
