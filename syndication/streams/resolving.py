"""From an address of ours back to what it selects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404
from django.urls import resolve as match

from syndication.streams.options import Options
from syndication.streams.query import StreamQuery

V = TypeVar("V", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Resolved:
    """What an address selects, in which language, and how it wishes it to be shown."""

    query: StreamQuery
    language: str
    options: Options = ()
    slug: str = ""  # of a saved stream


def selects(tell: Callable[..., Resolved | None]) -> Callable[[V], V]:
    """Have a view function tell what its addresses select; a class of views has a method of this name."""

    def told(view: V) -> V:
        vars(view)["selects"] = tell
        return view

    return told


def resolve(url: str) -> Resolved | None:
    """Return what the page, feed or embed at an absolute address shows; None where that is not for us to say.

    A view tells it by its attribute ``selects``: called with what its pattern captured, it returns a Resolved or None.
    The scheme does not matter, nor a missing slash at the end, nor what follows the path.
    """
    try:
        parts = urlsplit(url.strip())
        path = unquote(parts.path, errors="strict")
    except ValueError:
        return None
    urlconf = _hosts().get(parts.netloc.lower())
    if parts.scheme.lower() not in {"http", "https"} or urlconf is None:
        return None
    selects, captured = _view(path, urlconf)
    return selects(**captured) if selects else None


def _view(path: str, urlconf: str) -> tuple[Callable[..., Resolved | None] | None, dict[str, str]]:
    for spelling in dict.fromkeys((path, f"{path}/")):
        try:
            found = match(spelling, urlconf)
        except (Resolver404, ValueError):
            continue
        view = getattr(found.func, "view_class", found.func)
        if selects := getattr(view, "selects", None):
            return selects, found.kwargs
    return None, {}


def _hosts() -> dict[str, str]:
    return {
        urlsplit(settings.BASE_URL).netloc: settings.ROOT_URLCONF,
        urlsplit(settings.EMBED_URL).netloc: settings.EMBED_URLCONF,
    }
