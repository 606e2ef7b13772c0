"""What became of an entry: the newest lines of the ledger and of the audit log, as tables."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, Table

from cms.core.rights import VERBS
from cms.core.templatetags.dates import chamber
from cms.core.templatetags.languages import apart
from syndication.models import AuditLine, Change, EntryRecord

MOST = 50
STEPS = {
    "ask": _("asked for"),
    "confirm": _("confirmed"),
    "refuse": _("refused"),
    "lapse": _("lapsed"),
}
"""What is written down of a decision that takes two."""


def ledger(row: EntryRecord) -> Table:
    """Return what readers were told of."""
    columns = [
        Column("kind", label=_("Change"), accessor="get_kind_display"),
        Column("revision", label=_("Revision")),
        Column("note", label=_("Note"), accessor=lambda line: apart(line.note)),
        _date(),
    ]
    return Table(columns, Change.objects.filter(entry=row)[:MOST])


def log(row: EntryRecord) -> Table:
    """Return who decided what, in this language or in all."""
    columns = [
        Column("verb", label=_("Action"), accessor=_action),
        Column("actor", label=_("By")),
        Column("detail", label=_("Detail"), accessor=_detail),
        _date(),
    ]
    lines = AuditLine.objects.filter(thing=row.thing, language__in=["", row.language])
    return Table(columns, lines[:MOST])


def _date() -> Column:
    return Column("at", label=_("Date"), accessor=lambda line: chamber(line.at))


def _action(line: AuditLine) -> Any:
    if line.verb not in STEPS:
        return VERBS.get(line.verb, line.verb)
    return f"{STEPS[line.verb]} · {VERBS[orjson.loads(line.detail)['decision']]}"


def _detail(line: AuditLine) -> SafeString:
    said = orjson.loads(line.detail)
    return details({name: said[name] for name in said if name != "decision"})


def details(said: dict[str, Any]) -> SafeString:
    """Write what a verb was given, moments by the chamber's clock."""
    return format_html_join(", ", "<bdi>{}</bdi>", [(_written(value),) for value in said.values()])


def _written(value: Any) -> Any:
    moment = parse_datetime(value) if isinstance(value, str) else value
    return chamber(moment) if isinstance(moment, datetime) else value
