"""Who belongs to an audience: its groups, and tokens made and revoked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from syndication.audiences import tokens
from syndication.audiences.models import Audience, Token
from syndication.audit import chain
from syndication.errors import SyndicationError


def save_audience(key: str, *, title: str, groups: Iterable[Group] = ()) -> Audience:
    """Save an audience under its everlasting key; saving again changes its title and groups."""
    members = list(groups)
    with transaction.atomic():
        audience, _created = Audience.objects.update_or_create(key=key, defaults={"title": title})
        audience.groups.set(members)
        names = sorted(group.name for group in members)
        chain.note("save_audience", at=timezone.now(), audience=key, title=title, groups=names)
    return audience


def make_token(
    audience: Audience, *, label: str, expires: datetime | None = None
) -> tuple[Token, str]:
    """Make a token and return it with its secret, which nobody can look up afterwards."""
    if not label.strip():
        raise SyndicationError(_("Say for whom the token is."))
    if expires and expires <= timezone.now():
        raise SyndicationError(_("A token that is good until a moment gone by is good for nobody."))
    secret, digest = tokens.new()
    with transaction.atomic():
        token = audience.tokens.create(
            label=label.strip(), digest=digest, expires=expires, created_by=chain.actor()
        )
        _note("make_token", token, at=token.created)
    return token, secret


def revoke_token(token: Token) -> bool:
    """Have a token be good for nobody from now on; tell whether it was before."""
    with transaction.atomic():
        at = timezone.now()
        standing = Token.objects.filter(pk=token.pk, revoked=None)
        if not standing.update(revoked=at):
            return False
        _note("revoke_token", token, at=at)
    return True


def _note(verb: str, token: Token, *, at: datetime) -> None:
    chain.note(verb, at=at, audience=token.audience.key, token=token.pk, label=token.label)
