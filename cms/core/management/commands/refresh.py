"""Record what is published anew from the record: ``manage.py refresh [KIND…]``."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from cms.core import publishing
from syndication import actions, queries
from syndication.actions import Outcome
from syndication.contract import Source


class Command(BaseCommand):
    """Bring entries up to date; run it again at any time, only what differs changes."""

    help = "Record every published entry anew, after bodies or members were renamed, or an upgrade."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", nargs="*", help="speech, bill, … (default: every kind)")

    def handle(self, **options: Any) -> None:
        sources = {source.kind: source for source in publishing.sources()}
        unknown = sorted(set(options["kind"]) - set(sources))
        if unknown:
            known = ", ".join(sorted(sources))
            raise CommandError(f"There is no kind {', '.join(unknown)}; there are: {known}.")
        for kind in options["kind"] or sources:
            outcome = refreshed(sources[kind], quiet=options["verbosity"] == 0)
            self.stdout.write(
                f"{kind}: {outcome.changed} changed, {outcome.new} new, {outcome.same} the same"
            )


def refreshed(source: Source, *, quiet: bool) -> Outcome:
    """Record a kind's entries anew, and at the end once more what was published meanwhile."""
    start = timezone.now()
    total = queries.recorded(source.kind)
    with tqdm(total=total, desc=source.kind, unit="entry", disable=quiet) as bar:
        return _pass(source, None, bar) + _pass(source, start, bar)


def _pass(source: Source, since: datetime | None, bar: Any) -> Outcome:
    counts = Outcome()
    for outcome in actions.refresh(source.entries(since)):
        counts = Outcome(
            counts.new + outcome.new, counts.changed + outcome.changed, counts.same + outcome.same
        )
        bar.update(outcome.new + outcome.changed + outcome.same)
    return counts
