"""Say who belongs to an audience: ``manage.py audience save|list|token|revoke``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from getpass import getuser
from typing import Any

from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError, CommandParser

from syndication import actions
from syndication.errors import SyndicationError
from syndication.models import Audience, Token


class Command(BaseCommand):
    """Audiences with their groups, and tokens made, listed and revoked."""

    help = "Save an audience, list audiences and tokens, make a token (shown once), revoke one."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        save = verbs.add_parser("save", help="name an audience and the groups that belong to it")
        save.add_argument("key", help="what entries are restricted to, for example bureau")
        save.add_argument("--title", required=True)
        save.add_argument("--group", action="append", default=[], help="may be given several times")
        verbs.add_parser("list", help="show audiences, their groups and their tokens")
        token = verbs.add_parser("token", help="make a token; it is printed this once")
        token.add_argument("key")
        token.add_argument("--label", required=True, help="who holds it")
        token.add_argument("--expires", type=_moment, help="for example 2027-01-31T18:00+01:00")
        revoke = verbs.add_parser("revoke", help="have a token be good for nobody")
        revoke.add_argument("number", type=int, help="as the list says")

    def handle(self, **options: Any) -> None:
        try:
            with actions.acting(f"command of {getuser()}"):
                self.stdout.write("\n".join(getattr(self, f"_{options['verb']}")(options)))
        except SyndicationError as error:
            raise CommandError(str(error)) from error

    @staticmethod
    def _save(options: dict[str, Any]) -> list[str]:
        groups = Group.objects.filter(name__in=options["group"])
        missing = set(options["group"]) - {group.name for group in groups}
        if missing:
            raise CommandError(
                f"There is no group {min(missing)!r}; make it in the administration."
            )
        actions.save_audience(options["key"], title=options["title"], groups=groups)
        return [f"{options['key']} is an audience"]

    @staticmethod
    def _list(_options: dict[str, Any]) -> Iterator[str]:
        for audience in Audience.objects.prefetch_related("groups", "tokens"):
            groups = ", ".join(group.name for group in audience.groups.all())
            yield f"{audience.key}: {audience.title} (groups: {groups or 'none'})"
            yield from (f"  {_line(token)}" for token in audience.tokens.all())

    @staticmethod
    def _token(options: dict[str, Any]) -> list[str]:
        audience = Audience.objects.filter(key=options["key"]).first()
        if audience is None:
            raise CommandError(
                f"There is no audience {options['key']!r}; name it with: audience save"
            )
        token, secret = actions.make_token(
            audience, label=options["label"], expires=options["expires"]
        )
        return [secret, f"number {token.pk}; it is not shown again"]

    @staticmethod
    def _revoke(options: dict[str, Any]) -> list[str]:
        token = Token.objects.filter(pk=options["number"]).first()
        if token is None:
            raise CommandError(f"There is no token {options['number']}.")
        return ["revoked" if actions.revoke_token(token) else "it was revoked before"]


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found


def _line(token: Token) -> str:
    state = "good" if token.is_good else "revoked" if token.revoked else "over"
    used = token.last_used or "never"
    return f"{token.pk} {token.label}: {state}, by {token.created_by}, last used {used}"
