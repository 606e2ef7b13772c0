"""What every serving process and worker does from time to time: have record, stores and kill-list agree."""

from __future__ import annotations

import logging
import time
from threading import Event, Thread

from django.db import DatabaseError, close_old_connections

from syndication import actions
from syndication.errors import SyndicationError
from syndication.patience import WRITER, waiting
from syndication.publications import packing

log = logging.getLogger("syndication.upkeep")

EVERY = 30.0
"""Seconds."""


def begin() -> Event:
    """Settle now and from time to time, beside the serving; return what is set once it was tried."""
    tried = Event()
    Thread(target=_settle_on, args=[tried], name="upkeep", daemon=True).start()
    return tried


def _settle_on(tried: Event) -> None:
    while True:
        settle()
        tried.set()
        repair()
        pack()
        time.sleep(EVERY)


def settle() -> bool:
    """Settle once; tell whether it could be done. With the database down there is nothing to do but to come back."""
    with waiting(WRITER):
        try:
            with actions.acting("upkeep"):
                actions.settle()
        except (DatabaseError, OSError, SyndicationError) as error:
            log.warning("event=not_settled reason=%s", " ".join(str(error).split()))
            return False
        finally:
            close_old_connections()
    return True


def repair() -> None:
    """Bring stores on other machines what they are owed, however long that takes."""
    try:
        actions.repair()
    except OSError as error:
        log.warning("event=not_repaired reason=%s", error)


def pack() -> None:
    """Have what this process was asked for most packed as small as can be."""
    try:
        packing.offer()
    except (DatabaseError, OSError) as error:
        log.warning("event=not_packed reason=%s", " ".join(str(error).split()))
    finally:
        close_old_connections()
