"""Everlasting public ids, and the tag: URIs made of them.

What an import brings gets an id derived from its source's own id, so that importing again, on another machine or
after a disaster, gives the same addresses. What editors make gets a random one. Neither tells how many there are.
"""

from __future__ import annotations

import secrets
from hashlib import blake2b

from django.conf import settings

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 12


def derived(parliament: str, kind: str, scheme: str, source_id: str) -> str:
    """Return the public id of something imported: 60 bits of a hash of where it comes from."""
    text = "\n".join([parliament, kind, scheme, source_id])
    return _spell(int.from_bytes(blake2b(text.encode(), digest_size=8).digest()))


def random() -> str:
    """Return the public id of something made here."""
    return _spell(secrets.randbits(64))


def entry_id(kind: str, public_id: str, language: str) -> str:
    """Return the id of an entry, a tag: URI (RFC 4151)."""
    return f"tag:{settings.TAG_AUTHORITY}:{kind}/{public_id}/{language}"


def _spell(number: int) -> str:
    return "".join(ALPHABET[number >> shift & 31] for shift in range(0, 5 * LENGTH, 5))
