"""Which sites embed what, and what fails there: ``manage.py embeds report|read|forget``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from syndication.health import counts, logs, report

MOST = 200
"""Sites a report names."""


class Command(BaseCommand):
    """The health of the embeds, from numbers that know no reader."""

    help = "Report which sites embed what and what fails there, count a web server's log, forget."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        told = verbs.add_parser("report", help="say which sites embed what and what fails there")
        told.add_argument("--days", type=int, default=30)
        told.add_argument("--site", default="", help="only this host")
        told.add_argument("--json", action="store_true")
        read = verbs.add_parser("read", help="count what nginx answered by itself")
        read.add_argument("log", type=Path, help="as written by deploy/nginx.conf")
        forget = verbs.add_parser("forget", help="delete what is older than so many days")
        forget.add_argument("--older-than", type=int, required=True, metavar="DAYS")

    def handle(self, **options: Any) -> None:
        self.stdout.write("\n".join(getattr(self, f"_{options['verb']}")(options)))

    @staticmethod
    def _report(options: dict[str, Any]) -> Iterator[str]:
        days, today = options["days"], timezone.localdate()
        found = report.sites(days, today, options["site"])[: MOST + 1]
        names = [row["site"] for row in found]
        told = report.told(names[:MOST], days, today)
        if options["json"]:
            yield json.dumps([_value(one) for one in told], indent=2, ensure_ascii=False)
            return
        if not settings.EMBED_HEALTH_DAYS:
            yield "Nothing is counted: EMBED_HEALTH_DAYS is 0."
        elif not told:
            yield "Nothing was counted in these days."
        yield from _table(told)
        if len(names) > MOST:
            yield f"… and further sites; name one with --site, or see the {MOST} of fewer days."
        yield from ("", str(report.WHAT_CAN_BE_KNOWN))

    @staticmethod
    def _read(options: dict[str, Any]) -> Iterator[str]:
        if not settings.EMBED_HEALTH_DAYS:
            raise CommandError("Nothing is counted: EMBED_HEALTH_DAYS is 0.")
        try:
            found = logs.read(options["log"])
        except OSError as error:
            raise CommandError(f"{options['log']} cannot be read: {error.strerror}.") from error
        yield f"{found.counted} lines counted"
        if found.strange:
            yield f"{found.strange} lines are not of the form that deploy/nginx.conf writes, and were passed over"
        if found.missed:
            yield (
                "The file that was read last is gone: what came into it since is not counted."
                " Read more often, or have logs compressed a day later (delaycompress)."
            )

    @staticmethod
    def _forget(options: dict[str, Any]) -> Iterator[str]:
        if options["older_than"] < 0:
            raise CommandError("--older-than is a number of days, 0 for everything.")
        yield f"{counts.forget(options['older_than'], timezone.localdate())} numbers forgotten"


def _table(told: list[report.Site]) -> Iterator[str]:
    if told:
        width = max(len(one.name) for one in told)
        yield f"{'Site':{width}}  {'Loads':>9}  Last        What"
    for one in told:
        last = one.last.isoformat() if one.last else "-"
        yield f"{one.name:{width}}  {one.loads:>9}  {last:10}  {_listed(one.types())}"
        yield f"{'':{width}}  {'':>9}  {'':10}  {_listed(one.forms())}"
        for what, number, advice in one.faults():
            yield f"  {what}: {number}. {advice}"
        if one.quiet:
            yield f"  {report.QUIET_ADVICE}"


def _listed(pairs: Iterator[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {number}" for name, number in pairs)


def _value(one: report.Site) -> dict[str, Any]:
    return {
        "site": one.site,
        "first": one.first.isoformat(),
        "last": one.last.isoformat() if one.last else None,
        "loads": one.loads,
        "forms": dict(one.shown),
        "kinds": dict(one.kinds),
        "themes": {name or "auto": number for name, number in one.themes.items()},
        "not_shown": dict(one.ends),
        "quiet": one.quiet,
    }
