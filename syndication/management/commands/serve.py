"""Serve: ``manage.py serve [--host 127.0.0.1] [--port 8000] [--workers 1] [--tasks 0]``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from syndication import background
from syndication.server import running


class Command(BaseCommand):
    """What is published is answered before Django is asked; everything else by Django in threads."""

    help = "Serve the site and the embeds; what is published also without the database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=1, help="how many processes")
        parser.add_argument(
            "--tasks",
            type=int,
            default=0,
            help="how many processes do the tasks in the database beside them",
        )

    def handle(self, **options: Any) -> None:
        if options["workers"] < 1:
            raise CommandError("At least one worker must serve.")
        tasks = options["tasks"] if background.in_record() else 0
        running.run(options["host"], options["port"], options["workers"], tasks)
