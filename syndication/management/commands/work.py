"""Do tasks: ``manage.py work [--interval 1]``."""

from __future__ import annotations

import os
import signal
import sys
from threading import Thread
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from syndication import background


class Command(BaseCommand):
    """One worker of the tasks in the record's database; start as many as there is work for."""

    help = "Do what nobody waits for: the tasks in the database, until told to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--interval", type=float, default=1.0, help="seconds between two looks for new tasks"
        )
        parser.add_argument(
            "--beside",
            action="store_true",
            help="end with the process that started this one (at the end of its input)",
        )

    def handle(self, **options: Any) -> None:
        if not background.in_record():
            raise CommandError("TASKS names a back end whose tasks are not in the database.")
        if not 0 < options["interval"] <= 60:
            raise CommandError("The interval must be more than 0 and at most 60 seconds.")
        from syndication.server import working

        if options["beside"]:
            Thread(target=_end_with_input, daemon=True).start()
        working.work(options["interval"])


def _end_with_input() -> None:
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)
