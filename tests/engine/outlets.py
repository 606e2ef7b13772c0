"""Where the public reads the record: feeds, embeds, API and pages, each asked over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client


def site(path: str, method: str = "GET", **headers: str) -> Any:
    """Ask the parliament's site."""
    return _ask(settings.BASE_URL, path, method, headers)


def embed(path: str, method: str = "GET", **headers: str) -> Any:
    """Ask the embed host."""
    return _ask(settings.EMBED_URL, path, method, headers)


def feed(query: str = "kind:speech", language: str = "en", **headers: str) -> Any:
    """Ask for a feed."""
    return site(f"/{language}/feeds/{quote(query)}/feed.rss", **headers)


def speech_embed(thing: str, language: str = "en", **headers: str) -> Any:
    """Ask for a speech's embed."""
    return embed(f"/e/{language}/speech/{thing}/", **headers)


def record(thing: str, language: str = "en") -> Any:
    """Ask the API for an entry."""
    return site(f"/api/v1/entries/{thing}/?language={language}")


def page(thing: str, language: str = "en") -> Any:
    """Ask for a speech's page, at its proper spelling."""
    answer = site(f"/{language}/speeches/{thing}/")
    return site(answer["Location"]) if answer.status_code == 301 else answer


def told(response: HttpResponseBase) -> tuple[Any, ...]:
    """Return everything an answer tells its reader."""
    return response.status_code, sorted(response.headers.items()), response.content


def pages_of(query: str, language: str, limit: int) -> Iterator[Any]:
    """Follow the API's list to its end."""
    path = f"/api/v1/entries/?query={quote(query)}&language={language}&limit={limit}"
    while path:
        response = site(path)
        yield response
        following = response.json()["next"] or ""
        path = following.removeprefix(settings.BASE_URL)


def _ask(origin: str, path: str, method: str, headers: dict[str, str]) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    client = Client(raise_request_exception=True)
    return client.generic(method, path, headers={"host": urlsplit(origin).netloc, **named})
