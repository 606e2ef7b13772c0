"""Who reads: anybody, clerks, members of groups, holders of tokens good and bad; each asks as such people do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from syndication import actions
from syndication.models import Audience, Token
from tests.engine.record import NOW
from tests.leaks.oracle import Audiences

NOBODY: Audiences = frozenset()


@dataclass(frozen=True)
class Reader:
    """Somebody: the audiences that pages and the API know them by, and those that feeds and embeds do."""

    name: str
    audiences: Audiences = NOBODY
    by_token: Audiences = NOBODY
    client: Client = field(default_factory=Client)
    header: str = ""
    below: str = ""

    def ask(self, origin: str, path: str) -> Any:
        """Ask one host."""
        headers = {"host": urlsplit(origin).netloc}
        if self.header:
            headers["authorization"] = f"Bearer {self.header}"
        led = path.startswith(self.below)
        return self.client.get(path if led else f"{self.below}{path}", headers=headers)


@dataclass(frozen=True)
class Cast:
    """Everybody, and a secret that was good and is over."""

    readers: list[Reader]
    over: str


def cast() -> Cast:
    """Make everybody; the first is the public."""
    bureau, press = map(_audience, ("bureau", "press"))
    return Cast([Reader("the public"), *_known(bureau, press)], _over(bureau))


def _known(bureau: Audience, press: Audience) -> Iterator[Reader]:
    of_bureau, of_press = frozenset({bureau.key}), frozenset({press.key})
    clerk = get_user_model().objects.create_superuser("clerk", password=None)
    member = get_user_model().objects.create_user("member")
    yield Reader("a clerk of the press group", of_press, client=_signed_in(clerk, press))
    yield Reader("a member of the bureau", of_bureau, client=_signed_in(member, bureau))
    _, secret = actions.make_token(bureau, label="good")
    yield Reader("who sends a token", of_bureau, of_bureau, header=secret)
    yield Reader("who has it in the address", of_bureau, of_bureau, below=f"/t/{secret}")
    token, revoked = actions.make_token(bureau, label="revoked")
    actions.revoke_token(token)
    yield Reader("who sends a revoked token", header=revoked)


def _audience(key: str) -> Audience:
    return actions.save_audience(key, title=key, groups=[Group.objects.create(name=key)])


def _signed_in(user: Any, audience: Audience) -> Client:
    user.groups.add(*audience.groups.all())
    client = Client()
    client.force_login(user)
    return client


def _over(audience: Audience) -> str:
    token, secret = actions.make_token(audience, label="over", expires=NOW + timedelta(minutes=1))
    Token.objects.filter(pk=token.pk).update(expires=NOW)
    return secret
