"""The page of one entry: what holds now, what was done, and a form for each verb the clerk may do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from cms.console import histories, seconding
from cms.console.decisions import FORMS, DecisionForm
from cms.console.models import DecisionRequest
from cms.console.viewsets import ReadOnlyInspectView
from cms.core import rights
from syndication import actions, queries
from syndication.entries import references
from syndication.entries.reading import entry_of
from syndication.entries.visibility import states_of
from syndication.errors import ConflictError, ForbiddenError, SyndicationError
from syndication.models import EntryRecord


class DecisionView(ReadOnlyInspectView):
    """Decide on one entry."""

    template_name = "console/decision.html"
    page_title = gettext_lazy("Decide")
    object: EntryRecord
    refused: DecisionForm | None = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do what is asked; or say why not, and show what holds now."""
        kind = FORMS.get(request.POST.get("verb", ""))
        if kind is None:
            raise Http404
        if reason := rights.lacking(request.user, kind.verb):
            raise ForbiddenError(reason)
        form = kind(self.object, request.POST, version=actions.version(self.object.thing))
        status = self.refusal(form) if form.is_valid() else 200
        if not status:
            return redirect(request.path)
        self.refused = form
        return self.render_to_response(self.get_context_data(), status=status)

    def refusal(self, form: DecisionForm) -> int:
        """Do it and say so; else have the form say why not, and return the status of that answer."""
        try:
            said = self.asked(form) if form.waits else self.done(form)
        except ConflictError as error:
            self.object = self.get_object()
            version = actions.version(self.object.thing)
            form.look_again(self.object, str(error), version=version)
            return 409
        except SyndicationError as error:
            form.add_error(None, str(error))
            return 200
        messages.success(self.request, said % {"verb": form.name})
        return 0

    def done(self, form: DecisionForm) -> str:
        """Do it, and say so."""
        return _("Done: %(verb)s.") if form.act() else _("Nothing to change: %(verb)s.")

    def asked(self, form: DecisionForm) -> str:
        """Ask for it, and say so."""
        if seconding.ask(form, self.request.user):
            return _("Asked: %(verb)s. Nothing changes until a second person confirms it.")
        return _("This waits for a second person already: %(verb)s.")

    def forms(self) -> Iterator[DecisionForm]:
        """Yield the form of each verb that the clerk may do here; the refused one with what was typed."""
        version = actions.version(self.object.thing)
        for verb, kind in FORMS.items():
            if kind.offered(self.object) and rights.may(self.request.user, verb):
                refused = self.refused if isinstance(self.refused, kind) else None
                yield refused or kind(self.object, version=version)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what holds now, what was done, and what can be done."""
        forms = list(self.forms())
        row = self.object
        return super().get_context_data(
            **kwargs,
            entry=entry_of(row),
            kind_name=queries.kind_name(row.kind),
            states=states_of(row, at=timezone.now()),
            repeating=references.repeating([row.thing]),
            others=EntryRecord.objects.filter(thing=row.thing).exclude(pk=row.pk).defer("value"),
            forms=forms,
            refused=self.refused,
            waiting=DecisionRequest.objects.waiting().filter(thing=row.thing),
            ledger=histories.ledger(row),
            log=histories.log(row),
            media=sum((form.media for form in forms), Media()),
        )
