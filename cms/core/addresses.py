"""Public addresses: readable, and for ever. The id decides; the words before it may change and then redirect."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.utils.text import slugify

WORDS = {
    "member": "members",
    "body": "bodies",
    "sitting": "sittings",
    "speech": "speeches",
    "division": "divisions",
    "video": "videos",
    "bill": "bills",
    "document": "documents",
    "news": "news",
}
"""Kind to the word in its address. Addresses are never translated, so that they never change."""

MAX_SLUG = 80
KNOWN = 1024
"""Addresses whose words are remembered: a sitting's speeches name few speakers."""


def address(kind: str, public_id: str, language: str, words: str) -> str:
    """Return the address of a thing in a language, as a path: which host serves it is decided when it is read."""
    slug = _slug(words)
    return (
        f"/{language}/{WORDS[kind]}/{slug}-{public_id}/"
        if slug
        else f"/{language}/{WORDS[kind]}/{public_id}/"
    )


@lru_cache(KNOWN)
def _slug(words: str) -> str:
    return slugify(words, allow_unicode=True)[:MAX_SLUG].strip("-")


def is_published(request: HttpRequest) -> bool:
    """Tell whether the address is of a feed or on the embed host, where only the engine makes addresses.

    A stream's own page ends with a slash, its feeds with the name of their format.
    """
    on_embed_host = getattr(request, "urlconf", None) == settings.EMBED_URLCONF
    path = request.path_info
    return on_embed_host or (path.split("/", 3)[2:3] == ["feeds"] and not path.endswith("/"))


def media(name: str) -> str:
    """Return the path of a media file; one named by its address elsewhere keeps it."""
    if not name or name.startswith(("http://", "https://")):
        return name
    return f"{settings.MEDIA_URL}{name}"
