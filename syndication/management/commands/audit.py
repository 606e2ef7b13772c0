"""Prove that nobody changed the log of what was done: ``manage.py audit verify``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from syndication.audit import chain


class Command(BaseCommand):
    """Read every line of the audit log and compute its hash anew."""

    help = "Verify the audit log, and print the hash of its newest line: note it elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["verify"])
        parser.add_argument(
            "--head", default="", help="a hash noted earlier; it must still be there"
        )

    def handle(self, **options: Any) -> None:
        verdict = chain.verify(options["head"])
        if verdict.fault:
            raise CommandError(
                f"The log is good for {verdict.lines} lines; then: {verdict.fault}."
                " Compare with a backup before anything else is done."
            )
        self.stdout.write(
            f"{verdict.lines} lines, none changed; the newest is {verdict.head or '-'}"
        )
