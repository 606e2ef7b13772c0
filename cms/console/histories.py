"""What became of an entry: the newest lines of the ledger and of the audit log, as tables."""

from __future__ import annotations

from typing import Any

import orjson
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, Table

from cms.core.rights import VERBS
from cms.core.templatetags.dates import chamber
from cms.core.templatetags.languages import apart
from syndication.models import AuditLine, Change, EntryRecord

MOST = 50


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
        Column("verb", label=_("Action"), accessor=lambda line: VERBS.get(line.verb, line.verb)),
        Column("actor", label=_("By")),
        Column("detail", label=_("Detail"), accessor=lambda line: apart(_detail(line))),
        _date(),
    ]
    lines = AuditLine.objects.filter(thing=row.thing, language__in=["", row.language])
    return Table(columns, lines[:MOST])


def _date() -> Column:
    return Column("at", label=_("Date"), accessor=lambda line: chamber(line.at))


def _detail(line: AuditLine) -> str | SafeString:
    values = [_written(value) for value in orjson.loads(line.detail).values()]
    return format_html("{}" + ", {}" * (len(values) - 1), *values) if values else ""


def _written(value: Any) -> Any:
    moment = parse_datetime(value) if isinstance(value, str) else None
    return chamber(moment) if moment else value
