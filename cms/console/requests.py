"""What waits for a second person, and the page on which that person confirms or refuses."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from cms.console import histories, seconding
from cms.console.models import DecisionRequest
from cms.console.viewsets import ReadOnlyIndexView, ReadOnlyInspectView, ReadOnlyViewSet
from cms.core import rights
from cms.core.templatetags.dates import chamber
from cms.core.templatetags.languages import language_name
from syndication.entries.visibility import states_of
from syndication.errors import ForbiddenError, SyndicationError
from syndication.models import EntryRecord

register_permission_policy(DecisionRequest, ModelPermissionPolicy(EntryRecord))


class RefusalForm(forms.Form):
    """Why something asked for is not done."""

    reason = forms.CharField(
        label=gettext_lazy("Why not"),
        help_text=gettext_lazy("For your colleagues; the public does not see it."),
        widget=AdminAutoHeightTextInput,
    )


class RequestIndexView(ReadOnlyIndexView):
    """What can still be confirmed."""

    page_title = gettext_lazy("Waiting for a second person")

    def get_base_queryset(self) -> models.QuerySet[Any]:
        """Leave out what was decided, and what lapsed because the entry changed."""
        waiting: models.QuerySet[Any] = super().get_base_queryset().waiting()
        return waiting.select_related("entry", "asked_by").defer("entry__value")


class RequestView(ReadOnlyInspectView):
    """One request: confirm it, or refuse it with a reason."""

    template_name = "console/request.html"
    page_title = gettext_lazy("Waiting for a second person")
    object: DecisionRequest
    form = RefusalForm()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Confirm or refuse; say what the engine says to it."""
        if "confirm" in request.POST:
            return self.answer(lambda: seconding.confirm(self.object.pk, request.user))
        self.form = RefusalForm(request.POST)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        reason = self.form.cleaned_data["reason"]
        return self.answer(lambda: seconding.refuse(self.object.pk, request.user, reason=reason))

    def answer(self, decide: Any) -> HttpResponseBase:
        """Decide, and lead to the page of the entry."""
        try:
            decided = decide()
        except ForbiddenError:
            raise
        except SyndicationError as error:
            messages.error(self.request, str(error))
            return redirect(self.request.path)
        lapsed = decided.state == DecisionRequest.State.LAPSED
        tell = messages.error if lapsed else messages.success
        tell(self.request, SAID[decided.state] % {"verb": decided.name})
        return redirect("entries:inspect", decided.entry_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is asked for, and what this person may answer."""
        asked, user = self.object, self.request.user
        stands = type(asked).objects.waiting().filter(pk=asked.pk).exists()
        may = stands and rights.may(user, asked.verb)
        return super().get_context_data(
            **kwargs,
            states=states_of(asked.entry, at=timezone.now()),
            details=histories.details(asked.given),
            stands=stands,
            own=asked.asked_by_id == user.pk,
            may=may,
            form=self.form,
            media=self.form.media,
        )


SAID = {
    "confirmed": gettext_lazy("Confirmed and done: %(verb)s."),
    "refused": gettext_lazy("Refused: %(verb)s. Nothing was changed."),
    "lapsed": gettext_lazy(
        "This has lapsed, because the entry changed or the moment passed after it was asked for: %(verb)s."
        " Nothing was changed."
    ),
}


class RequestMenuItem(MenuItem):
    """Stays away where nothing needs a second person."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Look at the setting and at the right to look."""
        return bool(settings.SECOND_PERSON) and request.user.has_perm(
            "syndication.view_entryrecord"
        )


class RequestViewSet(ReadOnlyViewSet):
    """What one person asked for and another has to confirm."""

    model = DecisionRequest
    name = "requests"
    icon = "user"
    menu_label = gettext_lazy("Waiting for a second person")
    menu_order = 116
    menu_item_class: ClassVar[type[MenuItem]] = RequestMenuItem
    index_view_class = RequestIndexView
    inspect_view_class = RequestView
    list_display = [
        TitleColumn(
            "title",
            label=gettext_lazy("Title"),
            accessor="entry.title",
            url_name="requests:inspect",
        ),
        Column("verb", label=gettext_lazy("Action"), accessor="name"),
        Column(
            "language",
            label=gettext_lazy("Language"),
            accessor=lambda row: language_name(row.language) if row.language else _("All"),
        ),
        Column(
            "detail",
            label=gettext_lazy("Detail"),
            accessor=lambda row: histories.details(row.given),
        ),
        Column("asked_by", label=gettext_lazy("Asked by")),
        Column("asked_at", label=gettext_lazy("Date"), accessor=lambda row: chamber(row.asked_at)),
    ]
    ordering = "-id"

    def get_permissions_to_register(self) -> models.QuerySet[Permission]:
        """Whoever may look at entries may look at these, too."""
        return Permission.objects.none()
