"""How hosts wake each other. A wire loses what nobody listens to; what there is to know stands in the notices."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from functools import cache
from typing import Protocol

import redis
from django.conf import settings
from django.db import connections, transaction
from redis.backoff import NoBackoff
from redis.retry import Retry

from syndication.rows import prepared

log = logging.getLogger("syndication.hosts")

CHANNEL = "hemicycle"
PATIENCE = 1.0
"""Seconds that Redis may take to answer."""

Wait = Callable[[float], None]
"""Waits until another host wakes this one, at most so many seconds; raises an error where the line is cut."""


class Wire(Protocol):
    """Carries nothing but the word that there is something to read."""

    def tell(self) -> None:
        """Wake every host when the transaction is committed; never, if it is not."""

    def listening(self) -> AbstractContextManager[Wait]:
        """Listen from now on."""


class PostgresqlWire:
    """NOTIFY, which is part of the transaction; a listener has a connection of its own."""

    def tell(self) -> None:
        """Wake every host when the transaction is committed."""
        with prepared() as cursor:
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])

    @contextmanager
    def listening(self) -> Iterator[Wait]:
        """Listen from now on."""
        own = connections.create_connection("default")
        with closing(own), own.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")

            def wait(seconds: float) -> None:
                with own.wrap_database_errors:
                    for _notice in own.connection.notifies(timeout=seconds, stop_after=1):
                        return
                cursor.execute("SELECT 1")  # over a line that was cut nothing comes, either

            yield wait


class RedisWire:
    """Pub/sub, for where a pool of connections stands before PostgreSQL and LISTEN does not get through."""

    def __init__(self, url: str) -> None:
        self._redis = redis.Redis.from_url(
            url,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            retry=Retry(NoBackoff(), 0),
        )

    def tell(self) -> None:
        """Wake every host once the transaction is committed."""
        transaction.on_commit(self._publish)

    @contextmanager
    def listening(self) -> Iterator[Wait]:
        """Listen from now on."""
        with _as_os_errors(), closing(self._redis.pubsub()) as line:  # type: ignore[no-untyped-call]  # as in redis
            line.subscribe(CHANNEL)

            def wait(seconds: float) -> None:
                if line.get_message(timeout=seconds) is None:
                    self._redis.ping()

            yield wait

    def _publish(self) -> None:
        try:
            self._redis.publish(CHANNEL, "")
        except redis.RedisError as error:  # the others look by themselves, a little later
            log.warning("event=not_woken reason=%s", " ".join(str(error).split()))


def wire() -> Wire | None:
    """Return the wire of the settings, None where this host stands alone."""
    return None if settings.COHERENCE == "none" else _opened(settings.COHERENCE)


@cache
def _opened(name: str) -> Wire:
    return PostgresqlWire() if name == "postgresql" else RedisWire(name)


@contextmanager
def _as_os_errors() -> Iterator[None]:
    """Let nobody else need to know Redis."""
    try:
        yield
    except redis.RedisError as error:
        raise ConnectionError(str(error)) from error
