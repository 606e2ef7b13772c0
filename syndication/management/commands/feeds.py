"""Look whether every feed is right: ``manage.py feeds check``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from syndication.errors import SyndicationError
from syndication.selftest import published, running, runs, words
from syndication.selftest.findings import Finding
from syndication.selftest.models import FeedCheck
from syndication.selftest.published import Choice


class Command(BaseCommand):
    """The self-test of the feeds; ends with status 1 where anything is wrong."""

    help = "Fetch each feed as a stranger would, compare it with the record and follow its links."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        check = verbs.add_parser("check", help="say what is wrong with the feeds, and what to do")
        check.add_argument("--stream", default="", help="only this one: its slug, or kind:speech/…")
        check.add_argument("--format", default="", help="only this one: rss, atom, calendar, …")
        check.add_argument("--language", default="", help="only this one: en, fr, …")
        check.add_argument("--others", action="store_true", help="follow links of others, too")
        check.add_argument("--json", action="store_true")
        check.add_argument("--quiet", action="store_true", help="nothing where nothing is wrong")

    def handle(self, **options: Any) -> None:
        choice = Choice(options["stream"], _known_format(options), _known_language(options))
        try:
            run = running.begin(choice)
        except SyndicationError as error:
            raise CommandError(str(error)) from error
        found: list[Finding] = []
        steps = running.go_on(run, choice, others=options["others"])
        try:
            for more in tqdm(steps, total=run.expected, unit=" feeds", disable=_alone()):
                found += more
        except KeyboardInterrupt:
            runs.end(run, runs.State.STOPPED, at=timezone.now())
        finally:
            if run.state == runs.State.RUNNING:
                runs.end(run, runs.State.BROKEN, at=timezone.now())
        well = not found and run.state == runs.State.DONE
        if not (well and options["quiet"]):
            lines = _as_json(run, found) if options["json"] else _table(run, found)
            self.stdout.write("\n".join(lines))
        if not well:
            sys.exit(1)


def _known_format(options: dict[str, Any]) -> str:
    name: str = options["format"]
    if name and name not in published.formats():
        known = ", ".join(published.formats())
        raise CommandError(f"There is no feed format {name!r}; there are {known}.")
    return name


def _known_language(options: dict[str, Any]) -> str:
    language: str = options["language"]
    if language and language not in dict(settings.LANGUAGES):
        raise CommandError(f"The record has no language {language!r}.")
    return language


def _alone() -> bool:
    """Tell whether nobody looks on."""
    return not sys.stderr.isatty()


def _as_json(run: FeedCheck, found: list[Finding]) -> Iterator[str]:
    numbers = {
        name: getattr(run, name) for name in ("state", "expected", "feeds", "links", "others")
    }
    told = [
        {
            "feed": one.feed,
            "item": one.item,
            "what": one.what,
            "words": words.sentence(one),
            "advice": words.advice(one),
        }
        for one in found
    ]
    yield json.dumps({**numbers, "findings": told}, indent=2, ensure_ascii=False)


def _table(run: FeedCheck, found: list[Finding]) -> Iterator[str]:
    for feed, own in groupby(found, attrgetter("feed")):
        yield feed
        for one in own:
            yield f"  {one.item or 'the feed'}: {words.sentence(one)}"
            yield f"    {words.advice(one)}"
    if run.state != runs.State.DONE:
        yield f"Stopped before the end: {run.feeds} of {run.expected} feeds were looked at."
    wrong = {0: "nothing is wrong", 1: "1 thing is wrong"}.get(
        run.found, f"{run.found} things are wrong"
    )
    yield f"{run.feeds} feeds, {run.links} links followed, {run.others} of others: {wrong}."
