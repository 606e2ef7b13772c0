"""Every entry in one list, whoever may see it: to find what is hidden or withdrawn, and to decide on it."""

from __future__ import annotations

import re
from typing import Any

import orjson
from django import forms
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn

from cms.console.deciding import DecisionView
from cms.console.viewsets import ReadOnlyIndexView, ReadOnlyViewSet
from cms.core.listing import language
from cms.core.templatetags.dates import day
from cms.core.templatetags.languages import apart
from syndication import queries, registry
from syndication.entries import fulltext
from syndication.entries.visibility import states_of
from syndication.models import EntryRecord

STATES = {
    "public": _("Public"),
    "embargoed": _("Embargoed"),
    "expired": _("Expired"),
    "restricted": _("Restricted"),
    "withdrawn": _("Withdrawn"),
}

_ID = re.compile(r"([0-9a-z]{12})/?$")


class EntryStateFilter(ChoiceFilter):
    """What everybody sees now, and what is held back, and why."""

    def filter(self, rows: Any, value: str) -> Any:
        """Keep the entries in a state."""
        return rows.in_state(value, at=timezone.now()) if value in STATES else rows


class EntryFilterSet(WagtailFilterSet):
    """Entries by state, type and language."""

    state = EntryStateFilter(
        label=_("State"),
        choices=list(STATES.items()),
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    kind = ChoiceFilter(
        label=_("Type"),
        choices=lambda: [(kind, queries.kind_name(kind)) for kind in registry.sources()],
        empty_label=_("All"),
    )
    language = ChoiceFilter(label=_("Language"), choices=settings.LANGUAGES, empty_label=_("All"))

    class Meta:
        model = EntryRecord
        fields: list[str] = []


class EntryIndexView(ReadOnlyIndexView):
    """The list, searched by words, by public id or by any address."""

    def search_queryset(self, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Keep what is named, or holds the words: what is hidden, too."""
        if not self.is_searching:
            return queryset
        words = self.search_query.strip()
        if named := _ID.search(words):
            return queryset.filter(thing=named[1])
        return fulltext.matching(queryset, words, typing=True)

    def order_queryset(self, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Order by the index: the newest first, or last."""
        oldest = self.ordering == "rank"
        return queryset.order_by(*(("rank", "pk") if oldest else ("-rank", "-pk")))


def _states(row: EntryRecord) -> str:
    return ", ".join(str(STATES[state]) for state in states_of(row, at=timezone.now()))


def _by(row: EntryRecord) -> str:
    """Return whose words it is, which the title of a speech does not say."""
    return apart(
        ", ".join(person["name"] for person in orjson.loads(row.value)["participants"][:2])
    )


def _day(row: EntryRecord) -> str:
    with timezone.override(timezone.get_default_timezone()):
        return day(row.published)


class EntryViewSet(ReadOnlyViewSet):
    """What was ever published, one row a language."""

    model = EntryRecord
    name = "entries"
    icon = "view"
    menu_order = 115
    index_view_class = EntryIndexView
    inspect_view_class = DecisionView
    list_display = [
        TitleColumn("title", label=_("Title"), url_name="entries:inspect"),
        Column("by", label=_("By"), accessor=_by),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor=_states,
            primary=lambda row: states_of(row, at=timezone.now()) == ("public",),
        ),
        Column("kind", label=_("Type"), accessor=lambda row: queries.kind_name(row.kind)),
        language(),
        Column("published", label=_("Date"), accessor=_day, sort_key="rank"),
        Column("thing", label=_("Public id")),
    ]
    search_fields = ("title",)
    filterset_class = EntryFilterSet
    ordering = "-rank"
