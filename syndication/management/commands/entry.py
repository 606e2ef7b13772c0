"""Decide from the command line who sees a thing when: ``manage.py entry VERB ID…``."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from getpass import getuser
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from syndication import actions, queries
from syndication.errors import SyndicationError

_ID = re.compile(r"([0-9a-z]{12})/?$")


def moment(text: str) -> datetime:
    """Return a moment written like 2026-12-01T09:00+01:00."""
    return datetime.fromisoformat(text)


def moment_or_never(text: str) -> datetime | None:
    """Return a moment, or None for never."""
    return None if text == "never" else moment(text)


VERBS: dict[str, tuple[str, dict[str, Callable[[str], Any]]]] = {
    "embargo": ("hide a thing until a moment", {"until": moment}),
    "expire": ("end a thing at a moment, or never", {"after": moment_or_never}),
    "restrict": ("show a thing to an audience only", {"audience": str}),
    "lift": ("end an embargo or a restriction now", {}),
    "withdraw": ("withdraw a thing and tell the public the reason", {"reason": str}),
    "restore": ("bring back what was withdrawn", {}),
}
"""What can be done, and what it needs to know."""


class Command(BaseCommand):
    """The engine's verbs, for whoever runs the server; what is done stands in the audit log."""

    help = "Embargo, expire, restrict, lift, withdraw or restore what is published."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        for verb, (text, needs) in VERBS.items():
            one = verbs.add_parser(verb, help=text)
            one.add_argument("thing", help="public id, or any address of it")
            one.add_argument("--language", default="", help="one language (default: all)")
            for name, kind in needs.items():
                one.add_argument(f"--{name}", type=kind, required=True)

    def handle(self, **options: Any) -> None:
        found = _ID.search(options["thing"])
        if not found:
            raise CommandError(f"{options['thing']!r} ends in no public id of twelve characters.")
        verb, language = options["verb"], options["language"]
        given = {name: options[name] for name in VERBS[verb][1]}
        if given.get("audience", "") not in ["", *queries.audience_keys()]:
            raise CommandError(f"There is no audience {given['audience']!r}: nobody would see it.")
        try:
            with actions.acting(f"command of {getuser()}"):
                changed = getattr(actions, verb)(found[1], language=language, **given)
        except SyndicationError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{verb}: {changed} entries changed")
