"""Which sites embed what and what fails there, for web administrators; of readers there is nothing to be shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, Table
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from syndication.health import report
from syndication.models import EmbedCount

PERIODS = (7, 30, 90)
USUAL = 30
"""Days that are shown unless others are chosen."""


def periods() -> list[tuple[str, str]]:
    """Return the periods that can be chosen: as far back as anything is kept."""
    kept = settings.EMBED_HEALTH_DAYS
    return [
        (str(days), ngettext("Last %(days)d day", "Last %(days)d days", days) % {"days": days})
        for days in sorted({*PERIODS, kept})
        if 0 < days <= kept
    ]


class HealthFilterSet(WagtailFilterSet):
    """The numbers of some days."""

    days = ChoiceFilter(label=_("Period"), choices=periods, method="chosen", empty_label=None)

    class Meta:
        model = EmbedCount
        fields: list[str] = []

    def chosen(self, rows: models.QuerySet[Any], _name: str, _days: str) -> models.QuerySet[Any]:
        """Leave the rows: the view has begun with those of the period."""
        return rows


class SitePaginator(WagtailPaginator):
    """Counts sites, of which each has several rows."""

    verbose_name = _("site")
    verbose_name_plural = _("sites")


class HealthView(ReportView):
    """A line a site: how often something is shown there, what, how, and what is not, with what to do."""

    model = EmbedCount
    permission_policy = ModelPermissionPolicy(EmbedCount)
    any_permission_required: ClassVar[list[str]] = ["view"]
    page_title = _("Embed health")
    header_icon = "site"
    template_name = "console/embed_health.html"
    index_url_name = "embed_health:index"
    index_results_url_name = "embed_health:index_results"
    paginator_class = SitePaginator
    table_classname = "listing health"
    filterset_class = HealthFilterSet
    is_searchable = True
    search_fields: ClassVar[list[str]] = ["site"]
    no_results_message = _("Nothing was counted in these days.")
    list_export: ClassVar[list[str]] = ["site", "number", "first", "last"]
    export_headings: ClassVar[dict[str, Any]] = {
        "site": _("Site"),
        "number": _("answers"),
        "first": _("First counted"),
        "last": _("Last counted"),
    }
    columns: ClassVar[list[Column]] = [
        Column("site", label=_("Site"), accessor=lambda one: _apart(one.name)),
        Column("last", label=_("Last shown"), accessor=lambda one: _day(one.last)),
        Column("loads", label=_("Shown"), accessor=lambda one: _shown(one)),
        Column("types", label=_("What"), accessor=lambda one: _numbers(one.types())),
        Column("faults", label=_("What fails, and what to do"), accessor=lambda one: _faults(one)),
    ]

    @cached_property
    def days(self) -> int:
        """Return how many days are shown."""
        asked = self.request.GET.get("days", "")
        return int(asked) if asked in dict(periods()) else min(USUAL, settings.EMBED_HEALTH_DAYS)

    def get_base_queryset(self) -> models.QuerySet[Any]:
        """Begin with the sites of the period."""
        return report.sites(self.days, timezone.localdate())

    def get_table(self, object_list: Iterable[Any]) -> Table:
        """Say of the sites of this page what is known."""
        names = [row["site"] for row in object_list]
        return super().get_table(report.told(names, self.days, timezone.localdate()))

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what can be known at all, and whether anything is counted."""
        found: dict[str, Any] = super().get_context_data(*args, **kwargs)
        known = report.WHAT_CAN_BE_KNOWN if settings.EMBED_HEALTH_DAYS else ""
        return {**found, "known": known, "kept": settings.EMBED_HEALTH_DAYS}


class HealthMenuItem(MenuItem):
    """Shown to who may look."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the right."""
        return bool(request.user.has_perm("syndication.view_embedcount"))


class HealthViewSet(ViewSet):
    """The report's addresses and its place among the reports."""

    name = "embed_health"
    icon = "site"
    menu_label = _("Embed health")
    menu_hook = "register_reports_menu_item"
    menu_order = 50
    menu_item_class: ClassVar[type[MenuItem]] = HealthMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Answer with the report."""
        return [
            path("", HealthView.as_view(), name="index"),
            path("results/", HealthView.as_view(results_only=True), name="index_results"),
        ]


def _apart(name: str) -> SafeString:
    """Write a site's name for reading only: whoever forges names would have them followed."""
    return format_html("<bdi>{}</bdi>", name)


def _day(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else "–"


def _shown(one: report.Site) -> SafeString:
    """Write the sum, then how it was shown."""
    total = number_format(one.loads, force_grouping=True)
    return format_html("<strong>{}</strong>{}", total, _numbers(one.forms()))


def _numbers(pairs: Iterable[tuple[str, int]]) -> SafeString:
    return format_html_join("", "<div>{}</div>", ((_number(*pair),) for pair in pairs))


def _faults(one: report.Site) -> SafeString:
    lines = [(_number(what, number), advice) for what, number, advice in one.faults()]
    if one.quiet:
        lines.append((gettext("Gone quiet"), str(report.QUIET_ADVICE)))
    return format_html_join("", "<p><strong>{}.</strong> {}</p>", lines)


def _number(what: str, number: int) -> str:
    shown = number_format(number, force_grouping=True)
    return gettext("%(what)s: %(number)s") % {"what": what, "number": shown}
