"""Whether something is pure: it asks no database and no clock while it works."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType
from typing import Any, NoReturn

from django.db import connections

CLOCKS = frozenset(
    {"time.time", "time.time_ns", "datetime.now", "datetime.utcnow", "datetime.today", "date.today"}
)
UNSEEN = ("logging", "importlib", "_frozen_importlib")
"""Modules that look at the clock for their own sake and write nothing of it down."""


@contextmanager
def pure() -> Iterator[None]:
    """Fail with a sentence when the block asks a database or a clock."""
    asked: list[str] = []
    before = sys.getprofile()
    with ExitStack() as stack:
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(_refuse))
        sys.setprofile(_listening(asked))
        try:
            yield
        finally:
            sys.setprofile(before)
    assert not asked, f"it asks the clock: {', '.join(dict.fromkeys(asked))}"


def _refuse(_execute: Any, statement: str, *_rest: Any) -> NoReturn:
    raise AssertionError(f"it asks the database: {statement[:200]}")


def _listening(asked: list[str]) -> Callable[[FrameType, str, Any], None]:
    def listen(frame: FrameType, event: str, called: Any) -> None:
        if event == "c_call" and _name(called) in CLOCKS:
            module = frame.f_globals.get("__name__", "")
            if not module.startswith(UNSEEN):
                asked.append(f"{_name(called)} in {module}, line {frame.f_lineno}")

    return listen


def _name(called: Any) -> str:
    name = getattr(called, "__qualname__", "")
    return name if "." in name else f"{getattr(called, '__module__', '')}.{name}"
