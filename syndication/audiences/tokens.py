"""Tokens made and recognised: found by their hash, so that nothing is compared letter by letter."""

from __future__ import annotations

import secrets
from contextlib import suppress
from hashlib import sha256

from django.db import DatabaseError, transaction
from django.utils import timezone

from syndication.audiences.models import Token

BYTES = 32
"""Of chance in a token; nobody guesses 256 bits."""


def new() -> tuple[str, str]:
    """Return a secret that can stand in an address, and the hash to keep of it."""
    secret = secrets.token_urlsafe(BYTES)
    return secret, _digest(secret)


def holder(secret: str) -> str:
    """Return the key of the audience whose token this is; nothing for one that is revoked, over or made up."""
    found = Token.objects.good().filter(digest=_digest(secret)).select_related("audience").first()
    if found is None:
        return ""
    _use(found)
    return found.audience.key


def _use(token: Token) -> None:
    """Note the day; a note that cannot be taken keeps nobody from reading."""
    today = timezone.localdate()
    if token.last_used != today:
        with suppress(DatabaseError), transaction.atomic():
            Token.objects.filter(pk=token.pk).update(last_used=today)


def _digest(secret: str) -> str:
    return sha256(secret.encode(errors="replace")).hexdigest()
