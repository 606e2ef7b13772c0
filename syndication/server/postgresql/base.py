"""A server that is stopped accepts connections and statements and never answers; no setting of libpq notices that."""

from __future__ import annotations

import time
from functools import partial
from typing import Any

import psycopg
from django.db.backends.postgresql import base

from syndication.patience import limit, outage

CONNECTING = 2
"""Seconds a web request waits for a connection; libpq knows no fewer."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Limits each wait of a web request, and remembers for a moment that there was no answer."""

    def get_new_connection(self, conn_params: Any) -> Any:
        """Connect within the limit; every later wait on the connection has its own."""
        _hope()
        if limit() is not None:
            conn_params = {"connect_timeout": CONNECTING, **conn_params}
        try:
            connection = super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            outage.begin()
            raise
        connection.wait = partial(_wait, connection, connection.wait)
        return connection


def _wait(connection: Any, wait: Any, *given: Any, **named: Any) -> Any:
    """Wait as psycopg does, but not beyond the limit; a connection that did not answer is of no more use."""
    seconds = limit()
    if seconds is None or "timeout" in named:
        return wait(*given, **named)
    _hope()
    began = time.monotonic()
    try:
        return wait(*given, **named, timeout=seconds)
    except psycopg.OperationalError:
        if time.monotonic() - began >= seconds:
            outage.begin()
            connection.close()
        raise


def _hope() -> None:
    """Do not try what has just failed."""
    if outage.lasts():
        raise psycopg.OperationalError("The database has just not answered.")
