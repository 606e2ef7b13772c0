"""Check the institution's own words: ``manage.py neutrality check``, over what is published or over a text."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import models
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.core import gate as visibility
from cms.core.rows import by_key
from cms.core.words import OwnWords
from cms.neutrality import gate
from cms.neutrality.errors import PackError
from cms.neutrality.words import Words

BATCH = 200
Line = tuple[str, gate.Found]


class Command(BaseCommand):
    """Print each finding with its place, its reason and what to write instead; end with status 1 where any is open."""

    help = (
        "Check whether the institution's own words are neutral; the record itself is never checked."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["check"])
        parser.add_argument(
            "file",
            nargs="?",
            help="a text file, - for standard input; without one, what is published",
        )
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, help="of the text")
        parser.add_argument("--text", help="a text instead of a file")
        parser.add_argument("--json", action="store_true", help="one finding a line as JSON")

    def handle(self, **options: Any) -> None:
        try:
            found = list(self._found(options))
        except PackError as error:
            raise CommandError(str(error)) from error
        for place, one in found:
            self.stdout.write(_json(place, one) if options["json"] else _sentence(place, one))
        still = sum(one.decision is None for _place, one in found)
        if still:
            raise CommandError(f"{still} passages are not neutral and nobody has decided on them.")
        if not options["json"]:
            self.stdout.write("Nothing is open.")

    def _found(self, options: dict[str, Any]) -> Iterator[Line]:
        if options["text"] is None and options["file"] is None:
            for record in published():
                place = f"{record._meta.label_lower}:{record.pk}"
                yield from ((place, one) for one in gate.found_in(record))
            return
        text = options["text"] if options["text"] is not None else _read(options["file"])
        words = Words("", "", options["language"], text)
        yield from ((_line(text, f.start), gate.Found(words, f)) for f in gate.findings(words))


def published() -> Iterable[models.Model]:
    """Yield every public record that has own words, and every image."""
    for kind in apps.get_models():
        if issubclass(kind, OwnWords) and kind.own_words:
            rows = kind._default_manager.filter(live=True).order_by("pk")
            if issubclass(kind, Page):
                rows = rows.filter(pk__in=visibility.pages(at=timezone.now()))
            yield from by_key(rows, BATCH)
    yield from by_key(get_image_model()._default_manager.order_by("pk"), BATCH)


def _read(name: str) -> str:
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{name} cannot be read as UTF-8 text: {error}") from error


def _line(text: str, start: int) -> str:
    return f"line {text.count(chr(10), 0, start) + 1}"


def _sentence(place: str, one: gate.Found) -> str:
    where = f"{place} {one.words.field}".strip()
    decided = f" [stands: {one.decision.reason}]" if one.decision else ""
    finding = one.finding
    said = f"{where}: “{finding.passage}” ({finding.kind}): {finding.reason}"
    return f"{said} {finding.suggestion}{decided}".strip()


def _json(place: str, one: gate.Found) -> str:
    finding, decision = one.finding, one.decision
    said = {
        "place": place,
        "field": one.words.field,
        "language": one.words.language,
        "start": finding.start,
        "end": finding.end,
        "passage": finding.passage,
        "rule": finding.rule,
        "kind": str(finding.kind),
        "reason": finding.reason,
        "suggestion": finding.suggestion,
        "link": finding.link,
        "decided": decision.reason if decision else None,
    }
    return json.dumps(said, ensure_ascii=False)
