"""What happens when a server starts: stores, record and kill-list agree, or it goes on without the record."""

from __future__ import annotations

import asyncio
from threading import Event, Timer

import pytest
from django.core.management import CommandError, call_command

from syndication import actions, upkeep
from syndication.models import EntryRecord
from syndication.server import asgi, running
from tests.engine.record import publish, speech


@pytest.fixture(autouse=True)
def quick(monkeypatch) -> None:
    """What serves gives way to others: not the process of the tests."""
    monkeypatch.setattr(asgi, "NICE", 0)


@pytest.mark.django_db
def test_a_command_does_the_same_for_other_servers(capsys):
    publish(speech(1))
    actions.kill(speech(1).thing, reason="By order of the court.")

    call_command("settle")

    assert (EntryRecord.objects.get().withdrawn, capsys.readouterr().out[:9]) == (True, "1 entries")


def test_a_start_waits_until_it_was_tried_to_settle(monkeypatch):
    tried = Event()
    Timer(0.2, tried.set).start()
    monkeypatch.setattr(upkeep, "begin", lambda: tried)

    asyncio.run(_started(asgi.Application(None)))

    assert tried.is_set()


def test_a_start_does_not_wait_for_ever(monkeypatch):
    monkeypatch.setattr(asgi, "PATIENCE", 0.05)
    monkeypatch.setattr(upkeep, "begin", Event)

    asyncio.run(asyncio.wait_for(_started(asgi.Application(None)), 5))


def test_the_command_starts_uvicorn_with_the_short_path(monkeypatch):
    given: dict[str, object] = {}
    monkeypatch.setattr(running.uvicorn, "run", lambda app, **named: given.update(named, app=app))

    call_command("serve", host="10.0.0.1", port=8123, workers=3)

    wanted = {"app": "cms.asgi:application", "host": "10.0.0.1", "port": 8123, "workers": 3}
    assert wanted.items() <= given.items()
    assert given["http"] == "syndication.server.protocol:Protocol"


def test_no_worker_at_all_is_refused():
    with pytest.raises(CommandError, match="At least one worker"):
        call_command("serve", workers=0)


def test_a_body_that_breaks_off_reaches_no_view():
    messages = iter([
        {"type": "http.request", "body": b"a=b&c=", "more_body": True},
        {"type": "http.disconnect"},
    ])  # fmt: skip

    async def receive():
        return next(messages)

    asked = []
    application = asgi.Application(lambda *given: asked.append(given))
    asyncio.run(application({"type": "http", "method": "POST"}, receive, None))

    assert asked == []


def test_a_body_in_pieces_reaches_the_view_whole():
    pieces = [b"a" * 700_000, b"b" * 700_000, b"c"]
    messages = iter(
        {"type": "http.request", "body": piece, "more_body": piece != b"c"} for piece in pieces
    )

    async def receive():
        return next(messages)

    async def passed():
        return await asgi.collected(receive)

    given = asyncio.run(_read(passed))

    assert given == b"".join(pieces)


async def _read(passed) -> bytes:
    """Read a collected body to its end."""
    receive, more = await passed(), True
    pieces: list[bytes] = []
    while more:
        message = await receive()
        pieces.append(message["body"])
        more = message["more_body"]
    return b"".join(pieces)


async def _started(application) -> None:
    """Start an application and stop it."""
    messages = iter([{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])
    said = []

    async def receive():
        return next(messages)

    async def send(message):
        said.append(message["type"])

    await application({"type": "lifespan"}, receive, send)
    assert said == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
