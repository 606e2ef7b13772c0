"""What happens when a server starts: stores, record and kill-list agree, or it goes on without the record."""

from __future__ import annotations

import asyncio

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from syndication import actions
from syndication.models import EntryRecord
from syndication.server import asgi, running
from tests.engine.record import publish, speech


@pytest.mark.django_db
def test_a_command_does_the_same_for_other_servers(capsys):
    publish(speech(1))
    actions.kill(speech(1).thing, reason="By order of the court.")

    call_command("settle")

    assert (EntryRecord.objects.get().withdrawn, capsys.readouterr().out[:9]) == (True, "1 entries")


@pytest.mark.django_db
def test_what_was_killed_without_the_database_is_withdrawn(monkeypatch):
    monkeypatch.setattr(asgi.connections, "close_all", lambda: None)
    publish(speech(1))
    actions.kill(speech(1).thing, reason="By order of the court.")

    asgi.settle()

    assert EntryRecord.objects.get().withdrawn


def test_a_database_that_is_down_delays_no_start(monkeypatch, caplog):
    monkeypatch.setattr(actions, "settle", _down)

    asyncio.run(_started(asgi.Application(None)))

    assert "event=not_settled reason='no route to host'" in caplog.text


def test_a_start_does_not_wait_for_ever(monkeypatch):
    monkeypatch.setattr(asgi, "PATIENCE", 0.05)
    waiting = asyncio.Event()

    async def start():
        loop = asyncio.get_running_loop()
        monkeypatch.setattr(
            actions,
            "settle",
            lambda: asyncio.run_coroutine_threadsafe(waiting.wait(), loop).result(),
        )
        await _started(asgi.Application(None))
        waiting.set()

    asyncio.run(asyncio.wait_for(start(), 5))


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


def _down() -> None:
    raise OperationalError("no route to host")
