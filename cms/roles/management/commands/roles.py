"""Who may do what: ``manage.py roles`` shows the table, ``check`` compares the groups with it, ``grant`` sets them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.roles import granting
from cms.roles.table import RIGHTS, ROLES


class Command(BaseCommand):
    """Show the roles, tell where groups differ from them, or set the groups to them."""

    help = "Show what each role may do; compare the groups of users with that; set them to it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", nargs="?", choices=["show", "check", "grant"], default="show")

    def handle(self, action: str, **options: Any) -> None:
        getattr(self, f"_{action}")()

    def _show(self) -> None:
        for letter, (_name, words) in ROLES.items():
            self.stdout.write(f"{letter}  {words}")
        for right in RIGHTS:
            marks = "".join(letter if letter in right.roles else "·" for letter in ROLES)
            self.stdout.write(f"{marks}  {right.words}")

    def _check(self) -> None:
        given, wanted = granting.given(), granting.wanted()
        self._tell(wanted - given, given - wanted, ("lacks", "has besides"))
        if given != wanted:
            raise CommandError("The groups are not as the table has them; grant sets them to it.")
        self.stdout.write("The groups are as the table has them.")

    def _grant(self) -> None:
        self._tell(*granting.grant(), ("was given", "lost"))
        self.stdout.write("The groups are as the table has them.")

    def _tell(
        self, first: set[granting.Grant], second: set[granting.Grant], words: tuple[str, str]
    ) -> None:
        for word, grants in zip(words, (first, second), strict=True):
            for one in sorted(grants):
                over = f" ({one.over})" if one.over else ""
                self.stdout.write(f"{one.group} {word} {one.permission}{over}")
