"""At the desk: what is found while somebody types, the page on which a reviewer decides, and the house rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import DraftStateMixin, Page
from wagtail.permissions import policy_registry

from cms.neutrality import conf, deciding, gate, packs
from cms.neutrality.kinds import REASONS, Kind
from cms.neutrality.words import Words, own_words
from syndication.errors import ForbiddenError, SyndicationError

LONGEST = 100_000
"""Characters of a text that is looked at while somebody types; the rest is looked at when it is saved."""


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Answer with what is not neutral in what was typed."""
    language, text = request.POST.get("language", ""), request.POST.get("text", "")
    words = Words("", "", language, text[:LONGEST].replace("\r\n", "\n"))
    found = [gate.Found(words, finding) for finding in gate.findings(words)]
    return render(request, "neutrality/found.html", {"found": found, "rules_url": _rules_url()})


def decide(request: HttpRequest, app: str, model: str, key: int) -> HttpResponse:
    """Show what is found in a record as it was last saved, and let a reviewer decide on it."""
    record = _record(app, model, key)
    if not _may_see(request.user, record):
        raise ForbiddenError(_("Your account may not edit this."))
    latest = _latest(record)
    found = gate.found_in(latest)
    typed = request.POST.get("reason", "")
    if request.method == "POST":
        try:
            number = deciding.let_stand(
                latest,
                found,
                marks=request.POST.getlist("mark"),
                reason=typed,
                user=request.user,
            )
        except ForbiddenError:
            raise
        except SyndicationError as error:
            messages.error(request, str(error))
        else:
            _say(request, number)
            return redirect(request.path)
    return render(request, "neutrality/decide.html", _context(request, latest, found, typed))


def rules(request: HttpRequest) -> HttpResponse:
    """Show the house rules, kind by kind, with what the rules of each language suggest."""
    context = {"kinds": list(_kinds()), "languages": packs.languages(conf.folder())}
    return render(request, "neutrality/rules.html", context)


def edit_url(record: Any) -> str:
    """Return where a record is edited."""
    if isinstance(record, Page):
        return reverse("wagtailadmin_pages:edit", args=[record.pk])
    if hasattr(record, "snippet_viewset"):
        return reverse(record.snippet_viewset.get_url_name("edit"), args=[record.pk])
    return reverse("wagtailimages:edit", args=[record.pk])


def _say(request: HttpRequest, number: int) -> None:
    if number:
        messages.success(request, _("Decided. These words may stand as long as they are the same."))
    else:
        messages.warning(request, _("Nothing was chosen that is still to be decided on."))


def _context(
    request: HttpRequest, record: models.Model, found: list[gate.Found], typed: str
) -> dict[str, Any]:
    return {
        "record": record,
        "groups": gate.by_field(found),
        "open": [one for one in found if one.decision is None],
        "may_decide": deciding.may(request.user),
        "reason": typed,
        "edit_url": edit_url(record),
        "rules_url": _rules_url(),
    }


def _record(app: str, model: str, key: int) -> models.Model:
    try:
        kind = apps.get_model(app, model)
    except LookupError as error:
        raise Http404 from error
    record: models.Model = get_object_or_404(kind._default_manager, pk=key)
    if not own_words(record):
        raise Http404
    return record


def _latest(record: models.Model) -> models.Model:
    if isinstance(record, DraftStateMixin):
        latest: models.Model = record.get_latest_revision_as_object()
        return latest
    return record


def _may_see(user: Any, record: models.Model) -> bool:
    if isinstance(record, Page):
        return bool(record.permissions_for_user(user).can_edit()) or deciding.may(user)
    policy = policy_registry.get_by_type(type(record))
    return bool(policy.user_has_permission(user, "change")) or deciding.may(user)


def _kinds() -> Iterator[dict[str, Any]]:
    every = packs.every(conf.folder())
    for kind in Kind:
        told = {
            (pack.language, rule.suggestion): rule.link
            for pack in every
            for rule in pack.rules
            if rule.kind == kind and rule.suggestion
        }
        told |= {
            (pack.language, pack.titles.suggestion): pack.titles.link
            for pack in every
            if pack.titles and kind == Kind.TITLES
        }
        rows = [
            {"language": code, "text": text, "link": link} for (code, text), link in told.items()
        ]
        yield {"kind": kind, "reason": REASONS[kind], "suggestions": rows}


def _rules_url() -> str:
    return reverse("neutrality_rules")
