"""The right a verb asks for. Commands and imports may do everything; who acts for a person says what that one may."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from syndication.audit import chain
from syndication.errors import ForbiddenError

Refusal = Callable[[str], str]
"""Says in a sentence why a verb is not for somebody; says nothing where it is."""


def _nothing(verb: str) -> str:
    return ""


_refusal: ContextVar[Refusal] = ContextVar("refusal", default=_nothing)


@contextmanager
def acting(name: str, *, refusal: Refusal = _nothing) -> Iterator[None]:
    """Have everything inside be done by somebody, a user's name or a command's, who may do what is not refused."""
    token = _refusal.set(refusal)
    try:
        with chain.acting(name):
            yield
    finally:
        _refusal.reset(token)


def ask(verb: str) -> None:
    """Raise ForbiddenError where a verb is not for whoever acts."""
    reason = _refusal.get()(verb)
    if reason:
        raise ForbiddenError(reason)
