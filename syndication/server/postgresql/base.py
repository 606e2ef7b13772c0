"""PostgreSQL: waits that end, since no setting of libpq notices a stopped server; and statements kept prepared."""

from __future__ import annotations

import time
from functools import partial
from typing import Any

import psycopg
from django.db.backends.postgresql import base

from syndication.patience import limit, outage

CONNECTING = 2
"""Seconds a web request waits for a connection; libpq knows no fewer."""
REPEATED = 5
"""Times that a connection sees a statement before it keeps it prepared."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Limits each wait of a web request, and remembers for a moment that there was no answer."""

    def get_new_connection(self, conn_params: Any) -> Any:
        """Connect within the limit; every later wait on the connection has its own."""
        _hope()
        conn_params = {**conn_params, "prepare_threshold": REPEATED}
        if limit() is not None:
            conn_params = {"connect_timeout": CONNECTING, **conn_params}
        try:
            connection = super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            outage.begin()
            raise
        connection.wait = partial(_wait, connection, connection.wait)
        return connection

    def prepared(self) -> Any:
        """Return a cursor for statements that are said often: PostgreSQL parses and plans each once a connection.

        Its plan must not depend on the values. What is logged is said whole, and so by Django's own cursor.
        """
        if self.queries_logged:
            return self.cursor()
        self.close_if_health_check_failed()
        self.ensure_connection()
        cursor: Any = psycopg.Cursor(self.connection)
        return self.make_cursor(cursor)


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
