"""Election periods in the admin: the list, the way to plan one, and pages as of a moment."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import Permission
from django.db import models
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton

from cms.console.viewsets import ReadOnlyIndexView, ReadOnlyViewSet
from cms.core import rights
from cms.core.templatetags.dates import chamber as by_the_clock
from cms.elections.planning import CallOffView, PlanView, chamber
from cms.elections.previewing import RIGHT, AsOfView
from syndication.models import Pause


def state(pause: Pause) -> str:
    """Return in a word whether a period is planned, going on or over."""
    now = timezone.now()
    if pause.since > now:
        return _("Planned")
    return _("Now") if pause.until > now else _("Over")


def named(pause: Pause) -> str:
    """Return the chamber; of what is not over, as the way to change it."""
    if pause.until <= timezone.now():
        return chamber(pause)
    where = reverse("election_periods:change", args=[pause.pk])
    return format_html('<a href="{}">{}</a>', where, chamber(pause))


class PeriodIndexView(ReadOnlyIndexView):
    """The list, with the ways on."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Offer what this person may do."""
        offered = [
            (not rights.lacking(self.request.user, "pause"), _("Plan an election"), "plan", "plus"),
            (
                self.request.user.has_perm(RIGHT),
                _("Look at a page as of a moment"),
                "as_of",
                "view",
            ),
        ]
        return [
            HeaderButton(label, url=reverse(f"election_periods:{name}"), icon_name=icon)
            for may, label, name, icon in offered
            if may
        ]


class PeriodViewSet(ReadOnlyViewSet):
    """Election periods, the latest first."""

    model = Pause
    name = "election_periods"
    icon = "calendar-alt"
    menu_label = gettext_lazy("Elections")
    menu_order = 118
    index_view_class = PeriodIndexView
    inspect_view_enabled = False
    list_display: ClassVar[list[Any]] = [
        Column("chamber", label=gettext_lazy("Chamber"), accessor=named),
        Column("since", label=gettext_lazy("From"), accessor=lambda row: by_the_clock(row.since)),
        Column("until", label=gettext_lazy("Until"), accessor=lambda row: by_the_clock(row.until)),
        Column("state", label=gettext_lazy("State"), accessor=state),
        Column(
            "shown",
            label=gettext_lazy("What members’ outputs show"),
            accessor=lambda row: _("Hidden") if row.hidden else _("Frozen"),
        ),
        Column("members", label=gettext_lazy("Members"), accessor="concerned"),
    ]
    ordering: ClassVar[tuple[str, str]] = ("-since", "-id")

    def rows(self) -> models.QuerySet[Any]:
        """Return the periods with how many members each concerns."""
        return Pause.objects.annotate(concerned=models.Count("members"))

    def get_urlpatterns(self) -> list[URLPattern]:
        """Answer with the list, the forms, and pages as of a moment."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("plan/", PlanView.as_view(), name="plan"),
            path("change/<int:pk>/", PlanView.as_view(), name="change"),
            path("call-off/<int:pk>/", CallOffView.as_view(), name="call_off"),
            path("as-of/", AsOfView.as_view(), name="as_of"),
        ]


@hooks.register("register_admin_viewset")
def periods() -> PeriodViewSet:
    """Put the periods into the menu of the record."""
    return PeriodViewSet()


@hooks.register("register_permissions")
def own() -> models.QuerySet[Permission]:
    """Let groups see and plan elections, and look at pages as of a moment."""
    known = ("view_pause", "pause_entry", "preview_pause")
    return Permission.objects.filter(content_type__app_label="syndication", codename__in=known)
