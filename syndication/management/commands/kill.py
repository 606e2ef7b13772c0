"""Have a thing gone at once, even with the database down: ``manage.py kill ID --reason "…"``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from syndication import actions
from syndication.errors import SyndicationError
from syndication.patience import waiting

PATIENCE = 2.0
"""Seconds to wait for a database that may be down; other hosts are told later then."""


class Command(BaseCommand):
    """Nothing shows the thing from now on; it is withdrawn from the record once that can be written."""

    help = "Have a thing gone from everything that is served, without the database; it is withdrawn at the next start."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("thing", metavar="ID", help="the public id, as in its address")
        parser.add_argument("--reason", required=True, help="the public reason")
        parser.add_argument("--language", default="", help="only in this language (default: all)")

    def handle(self, **options: Any) -> None:
        try:
            with waiting(PATIENCE):
                showed = actions.kill(
                    options["thing"], reason=options["reason"], language=options["language"]
                )
        except (SyndicationError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{options['thing']} is gone; {showed} published answers showed it.")
