"""An election is planned in two steps: what is wished, and what that would change."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.core import rights
from cms.elections.forms import DISCLAIMER, TITLE, ElectionForm, usual
from cms.members.models import Organization
from syndication import actions
from syndication.errors import ForbiddenError, SyndicationError
from syndication.models import Pause

INDEX = "election_periods:index"


def chamber(pause: Pause) -> str:
    """Return the chamber that a period is of, by its name."""
    body = Organization.objects.filter(public_id=pause.body).first()
    return str(body or pause.body)


class Desk(WagtailAdminTemplateMixin):
    """A page for who may plan elections."""

    request: HttpRequest
    header_icon = "calendar-alt"
    page_title = gettext_lazy("Election period")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for the right."""
        if reason := rights.lacking(request.user, "pause"):
            raise ForbiddenError(reason)
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Say where this is."""
        index = {"url": reverse(INDEX), "label": Pause._meta.verbose_name_plural}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.page_title}]


class PlanView(Desk, FormView[ElectionForm]):
    """Plan an election, or change one."""

    form_class = ElectionForm
    template_name = "elections/plan.html"
    confirm_template_name = "elections/confirm.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Look the period up that is to be changed."""
        super().setup(request, *args, **kwargs)
        pk = kwargs.get("pk")
        self.pause = get_object_or_404(Pause, pk=pk) if pk else None

    def get_initial(self) -> dict[str, Any]:
        """Begin with what is planned, or with our words."""
        if self.pause is None:
            return {"titles": usual(TITLE), "words": usual(DISCLAIMER)}
        names = ("body", "since", "until", "titles", "words")
        hidden = "1" if self.pause.hidden else ""
        own = {name: getattr(self.pause, name) for name in names}
        return {**own, "hidden": hidden, "seen": self.pause.revision}

    def form_valid(self, form: ElectionForm) -> HttpResponse:
        """Show what would change; plan it once that is confirmed."""
        pause = self.pause.pk if self.pause else None
        try:
            if "confirm" in self.request.POST:
                return self._planned(form, pause)
            shown = {
                "reach": actions.reach(form.election, pause=pause),
                "election": form.election,
                "chamber": dict(form.fields["body"].choices)[form.election.body],  # type: ignore[attr-defined]  # a ChoiceField
                "languages": len(settings.INTERFACE_LANGUAGES),
                "sent": self._sent(),
            }
        except SyndicationError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        return self.response_class(
            request=self.request,
            template=[self.confirm_template_name],
            context=self.get_context_data(form=form, **shown),
            using=self.template_engine,
        )

    def _planned(self, form: ElectionForm, pause: int | None) -> HttpResponse:
        actions.plan_election(form.election, pause=pause, revision=form.cleaned_data["seen"])
        messages.success(self.request, _("The election period is planned."))
        return redirect(INDEX)

    def _sent(self) -> list[tuple[str, str]]:
        """Return what was sent, to be sent again."""
        left_out = {"csrfmiddlewaretoken", "confirm", "change"}
        return [
            (name, str(value)) for name, value in self.request.POST.items() if name not in left_out
        ]


class CallOffView(Desk, TemplateView):
    """Ask once more before an election planned is called off."""

    template_name = "elections/call_off.html"
    page_title = gettext_lazy("Call off")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the period."""
        pause = get_object_or_404(Pause, pk=kwargs["pk"])
        return super().get_context_data(**kwargs, pause=pause, chamber=chamber(pause))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Call it off, as it was seen."""
        try:
            actions.call_off_election(pk, revision=int(request.POST.get("seen") or 0))
            messages.success(request, _("The election period is called off."))
        except SyndicationError as error:
            messages.error(request, str(error))
        return redirect(INDEX)
