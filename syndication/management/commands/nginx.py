"""Print what deploy/nginx.conf includes: ``manage.py nginx locations > /etc/hemicycle/locations.conf``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from syndication.errors import SyndicationError
from syndication.server import nginx


class Command(BaseCommand):
    """The types and headers of every format that a plugin offers, and the seconds of a minute."""

    help = "Print one of the two files that deploy/nginx.conf includes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("part", choices=["locations", "minute"])
        parser.add_argument(
            "--without-brotli", action="store_true", help="for an nginx without brotli_static"
        )

    def handle(self, **options: Any) -> None:
        if options["part"] == "minute":
            self.stdout.write(nginx.minute(), ending="")
            return
        try:
            self.stdout.write(nginx.locations(brotli=not options["without_brotli"]), ending="")
        except SyndicationError as error:
            raise CommandError(str(error)) from error
