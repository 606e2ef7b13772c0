"""Import the parliamentary record: ``manage.py import FORMAT PATH… [--parliament KEY]``."""

from __future__ import annotations

import gc
import re
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from cms.importers import parallel
from cms.importers.formats import FORMATS, format_named
from cms.importers.reading import Input
from cms.importers.running import Import
from cms.importers.summary import summary


def key(text: str) -> str:
    """Return a parliament's key, or refuse it."""
    if not re.fullmatch(r"[a-z0-9-]{1,50}", text):
        raise ArgumentTypeError(
            f"{text!r} is not a key: use lower-case letters, digits and hyphens"
        )
    return text


class Command(BaseCommand):
    """Read files of one format into the record; run it again at any time, only what differs changes."""

    help = "Import the parliamentary record from files or folders."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("format", choices=sorted(FORMATS))
        parser.add_argument("path", nargs="+", type=Path)
        parser.add_argument(
            "--parliament",
            type=key,
            default=settings.PARLIAMENT_KEY,
            help="the key under which the sources' ids are unique (default: %(default)s)",
        )
        parser.add_argument(
            "--again",
            action="store_true",
            help="read files again that have not changed since last time",
        )

        parser.add_argument(
            "--jobs",
            type=int,
            default=0,
            help="processes to use where files and database allow it (default: one a core, at most 4)",
        )

    def handle(self, **options: Any) -> None:
        gc.set_threshold(
            100_000, 50, 100
        )  # records die young and in no cycles: measured, a tenth of the time
        run = Import(format_named(options["format"]), options["parliament"], again=options["again"])
        inputs = run.inputs(options["path"])
        with tqdm(total=len(inputs), unit="file", disable=options["verbosity"] == 0) as bar:

            def done(source: Input) -> None:
                bar.set_postfix_str(source.name[-40:], refresh=False)
                bar.update()

            report = run.run(inputs, done, jobs=parallel.jobs(options["jobs"]))
        for line in summary(report):
            self.stdout.write(line)
        if report.broken:
            raise CommandError(f"{len(report.broken)} could not be imported; the rest was.")
