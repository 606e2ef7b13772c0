"""What is brought to subscribers, what became of it and why, and the hosts that are given a rest."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import CharFilter, ChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from cms.console.viewsets import ReadOnlyInspectView, ReadOnlyViewSet
from cms.core import rights
from cms.core.filters import DaysFilter
from syndication import actions
from syndication.models import DeliveryRecord, Destination, Subscription

State = DeliveryRecord.State


class DeliveryFilterSet(WagtailFilterSet):
    """Deliveries by state, destination, feed and day."""

    state = ChoiceFilter(
        label=gettext_lazy("State"), choices=State.choices, empty_label=gettext_lazy("All")
    )
    destination = CharFilter(label=gettext_lazy("Destination"), lookup_expr="icontains")
    topic = CharFilter(
        label=gettext_lazy("Feed"), field_name="subscription__topic", lookup_expr="icontains"
    )
    created = DaysFilter(label=gettext_lazy("Date"))

    class Meta:
        model = DeliveryRecord
        fields: list[str] = []


class DeliveryView(ReadOnlyInspectView):
    """One delivery; what was given up can be tried again."""

    template_name = "console/delivery.html"
    object: DeliveryRecord

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Have it be tried again, or say why that is not done."""
        if actions.redrive([self.object.pk]):
            messages.success(request, _("It is tried again."))
        else:
            messages.error(
                request, _("The subscription has ended, or something newer was promised since.")
            )
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether this person may have it be tried again."""
        failed = self.object.state == State.FAILED
        may = failed and rights.may(self.request.user, "redrive")
        return super().get_context_data(**kwargs, may=may)


class DeliveryViewSet(ReadOnlyViewSet):
    """Deliveries, newest first."""

    model = DeliveryRecord
    name = "deliveries"
    icon = "mail"
    menu_order = 132
    inspect_view_class = DeliveryView
    list_display: ClassVar[list[Any]] = [
        TitleColumn(
            "to",
            label=gettext_lazy("Brought to"),
            accessor=lambda row: _apart(row.subscription.address),
            url_name="deliveries:inspect",
        ),
        Column(
            "topic", label=gettext_lazy("Feed"), accessor=lambda row: _apart(row.subscription.topic)
        ),
        Column("state", label=gettext_lazy("State"), accessor="get_state_display"),
        Column("reason", label=gettext_lazy("Reason"), accessor=lambda row: _apart(row.in_words())),
        Column("attempts", label=gettext_lazy("Attempts")),
        Column("due", label=gettext_lazy("Next attempt"), accessor=lambda row: _next(row)),
        Column("created", label=gettext_lazy("Date"), sort_key="created"),
    ]
    inspect_view_fields: ClassVar[list[str]] = [
        *("id", "subscription", "destination", "state", "attempts", "due", "created", "finished"),
    ]
    filterset_class = DeliveryFilterSet
    ordering: ClassVar[tuple[str, str]] = ("-created", "-id")

    def rows(self) -> models.QuerySet[Any]:
        """Return the deliveries with whom they are for."""
        return DeliveryRecord.objects.select_related("subscription")

    def get_urlpatterns(self) -> list[URLPattern]:
        """Answer with the list and with one delivery, by its id."""
        lists = super().get_urlpatterns()[:-1]
        return [*lists, path("inspect/<uuid:pk>/", self.inspect_view, name="inspect")]


class SubscriptionFilterSet(WagtailFilterSet):
    """Subscriptions by destination and feed, those that ended or not."""

    destination = CharFilter(label=gettext_lazy("Destination"), lookup_expr="icontains")
    topic = CharFilter(label=gettext_lazy("Feed"), lookup_expr="icontains")

    class Meta:
        model = Subscription
        fields: list[str] = []


class SubscriptionViewSet(ReadOnlyViewSet):
    """Who follows what; of secrets nothing is shown."""

    model = Subscription
    name = "subscriptions"
    icon = "globe"
    menu_order = 131
    list_display: ClassVar[list[Any]] = [
        TitleColumn(
            "to",
            label=gettext_lazy("Brought to"),
            accessor=lambda row: _apart(row.address),
            url_name="subscriptions:inspect",
        ),
        Column("topic", label=gettext_lazy("Feed"), accessor=lambda row: _apart(row.topic)),
        Column("state", label=gettext_lazy("State"), accessor=lambda row: _lasting(row)),
        Column("reason", label=gettext_lazy("Reason"), accessor=lambda row: row.in_words()),
        Column("until", label=gettext_lazy("Good until")),
        Column("created", label=gettext_lazy("Date"), sort_key="id"),
    ]
    inspect_view_fields: ClassVar[list[str]] = [
        *("scheme", "topic", "address", "destination", "created", "until", "ended"),
    ]
    filterset_class = SubscriptionFilterSet
    ordering = "-id"


class DestinationViewSet(ReadOnlyViewSet):
    """The hosts that failed last, those that failed most first."""

    model = Destination
    name = "destinations"
    icon = "warning"
    menu_order = 133
    menu_label = gettext_lazy("Failing destinations")
    list_display: ClassVar[list[Any]] = [
        TitleColumn("name", label=gettext_lazy("Destination"), url_name="destinations:inspect"),
        Column("failures", label=gettext_lazy("Failures in a row")),
        Column("paused", label=gettext_lazy("Given a rest until")),
    ]
    inspect_view_fields: ClassVar[list[str]] = ["name", "failures", "paused"]
    ordering = "-failures"


def _apart(text: str) -> SafeString:
    """Write what strangers wrote for reading only, apart from its surroundings."""
    return format_html("<bdi>{}</bdi>", text)


def _next(row: DeliveryRecord) -> Any:
    return row.due if row.state == State.WAITING else None


def _lasting(row: Subscription) -> str | Promise:
    return _("active") if row.is_active(timezone.now()) else _("no longer active")
