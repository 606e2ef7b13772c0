"""Who reads in this context; set by the middleware, the public unless somebody proved to be more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils import timezone

from syndication.audiences.models import Audience


class Reader:
    """Whoever asks: with a token, or perhaps signed in. ``below`` is where the token stands in addresses ("/t/…").

    ``at`` is the moment as of which somebody looks ahead, or back; of everybody else there is none.
    """

    def __init__(self, *, holds: str = "", below: str = "", at: datetime | None = None) -> None:
        self.holds, self.below, self.at = holds, below, at
        self.user: Any = None

    @cached_property
    def audiences(self) -> tuple[str, ...]:
        """The keys of the audiences; who signed in is looked up only now, when something is read."""
        if self.holds:
            return (self.holds,)
        return memberships(self.user) if self.user is not None else ()

    @property
    def files(self) -> str:
        """Where the reader gets the files of what is restricted: a browser shows who signed in to one host alone."""
        return f"{settings.EMBED_URL}{self.below}" if self.holds else str(settings.BASE_URL)

    @property
    def saw_more(self) -> bool:
        """Tell whether the public may have got another answer."""
        return bool(self.holds or self.__dict__.get("audiences"))


def memberships(user: Any) -> tuple[str, ...]:
    """Return the keys of the audiences that somebody belongs to by group; of none who is not signed in."""
    if not user.is_authenticated:
        return ()
    keys = Audience.objects.filter(groups__user=user).order_by("key")
    return tuple(keys.values_list("key", flat=True).distinct())


_reader: ContextVar[Reader | None] = ContextVar("reader", default=None)


def current() -> Reader:
    """Return who reads here."""
    return _reader.get() or Reader()


@contextmanager
def reading(reader: Reader) -> Iterator[None]:
    """Have everything inside be read by somebody."""
    before = _reader.set(reader)
    try:
        yield
    finally:
        _reader.reset(before)


def now() -> datetime:
    """Return the moment as of which is read: now, unless somebody looks at another one."""
    return current().at or timezone.now()


def as_of(at: datetime) -> AbstractContextManager[None]:
    """Have everything inside be read as the public reads it at a moment."""
    return reading(Reader(at=at))


def as_the_public() -> AbstractContextManager[None]:
    """Have everything inside be read by the public, whoever caused it."""
    return reading(Reader())
