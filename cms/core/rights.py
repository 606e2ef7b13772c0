"""Which of the engine's verbs a clerk may do: asked by the views, and by each verb before anything happens."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.localization import get_localized_response

from syndication.actions import Refusal
from syndication.errors import ForbiddenError

VERBS = {
    "withdraw": gettext_lazy("Withdraw"),
    "restore": gettext_lazy("Restore"),
    "correct": gettext_lazy("Add a note of correction"),
    "embargo": gettext_lazy("Embargo"),
    "expire": gettext_lazy("Set an end"),
    "lift": gettext_lazy("Lift"),
    "restrict": gettext_lazy("Restrict to an audience"),
}
"""Each verb about an entry that asks for a right, and what it is called at the desk."""
OTHERS = {
    "redrive": gettext_lazy("Have a delivery tried again"),
    "pause": gettext_lazy("Plan an election"),
}
"""Those that are about something else."""


def may(user: Any, verb: str) -> bool:
    """Tell whether somebody has the right to a verb."""
    return bool(user.has_perm(f"syndication.{verb}_entry"))


def needs_second(verb: str) -> bool:
    """Tell whether somebody else has to confirm a verb."""
    return verb in settings.SECOND_PERSON


def lacking(user: Any, verb: str) -> str:
    """Return why somebody may not even ask for a verb; nothing where it may be asked for."""
    if may(user, verb):
        return ""
    called = (VERBS | OTHERS)[verb]
    return _("Your account does not have the right to do this: %(verb)s.") % {"verb": called}


def refused(user: Any, verb: str) -> str:
    """Return why somebody may not do a verb alone; nothing where it may be done."""
    if not needs_second(verb) or lacking(user, verb):
        return lacking(user, verb)
    return _(
        "This needs a second person: %(verb)s. Ask for it on the page of the entry, under Record, Entries."
    ) % {"verb": VERBS[verb]}


def refusal(user: Any) -> Refusal:
    """Return what the engine asks of each verb somebody does."""
    return lambda verb: refused(user, verb)


def require(user: Any, verb: str) -> None:
    """Raise ForbiddenError where a verb is not for somebody alone."""
    if reason := refused(user, verb):
        raise ForbiddenError(reason)


def entries_of(record: Any) -> str:
    """Return where the entries of a record are listed, one a language, to be decided on."""
    return f"{reverse('entries:index')}?{urlencode({'q': record.public_id})}"


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """Answer 403 with the sentence, in the place of a view that did what its clerk may not do."""
    if not isinstance(exception, ForbiddenError):
        return None
    return get_localized_response(_page, request, str(exception))


def _page(request: HttpRequest, reason: str) -> HttpResponse:
    context = {"header_title": _("This is not for your account"), "reason": reason}
    return render(request, "core/admin/forbidden.html", context, status=403)
