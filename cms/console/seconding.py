"""Two persons for one decision: the first asks, the second confirms or refuses; each step has its audit line.

Whatever happens is one transaction: the decision with the request that led to it.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.console.decisions import FORMS, DecisionForm
from cms.console.models import DecisionRequest
from cms.core import rights
from syndication import actions
from syndication.audit import chain
from syndication.errors import ConflictError, ForbiddenError, SyndicationError
from syndication.models import EntryRecord

State = DecisionRequest.State


def ask(form: DecisionForm, user: Any) -> bool:
    """Write down what somebody asks for; return False where the very same waits already."""
    thing, language, revision = form.row.thing, form.language, form.revision
    with transaction.atomic(), actions.gathering():
        _hold(thing)
        if actions.version(thing, language=language) != revision:
            raise ConflictError(
                _("Somebody changed this after you opened it: look at it again and decide anew.")
            )
        if _waits_already(form):
            return False
        made = DecisionRequest.objects.create(
            verb=form.verb,
            entry=form.row,
            thing=thing,
            language=language,
            revision=revision,
            arguments=form.arguments,
            asked_by=user,
            asked_at=timezone.now(),
        )
        _note("ask", made, **form.arguments)
    return True


def _waits_already(form: DecisionForm) -> bool:
    """Tell whether the very same waits; refuse what differs from what waits, and close what has lapsed."""
    waiting = DecisionRequest.objects.filter(
        verb=form.verb, thing=form.row.thing, language=form.language, state=State.WAITING
    ).first()
    if waiting and waiting.is_for(form.arguments, revision=form.revision):
        return True
    if waiting and waiting.revision == form.revision:
        raise SyndicationError(
            _("The same with other words or another moment waits for a second person already.")
        )
    if waiting:
        _close(waiting, State.LAPSED, None)
    return False


def confirm(key: int, user: Any) -> DecisionRequest:
    """Do what another person asked for; where it changed meanwhile nothing is done and the request has lapsed."""
    with transaction.atomic(), actions.gathering():
        request = _waiting(key, user)
        if request.asked_by_id == user.pk:
            raise SyndicationError(_("Somebody else has to confirm what you asked for."))
        if not _stands(request):
            return _close(request, State.LAPSED, None)
        _close(request, State.CONFIRMED, user)
        with actions.acting(user.get_username()):
            FORMS[request.verb].action(
                request.thing,
                language=request.language,
                revision=request.revision,
                **request.given,
            )
    return request


def refuse(key: int, user: Any, *, reason: str) -> DecisionRequest:
    """Let what somebody asked for not happen; who asked can take it back so."""
    with transaction.atomic(), actions.gathering():
        return _close(_waiting(key, user), State.REFUSED, user, reason=reason)


def _hold(thing: str) -> None:
    """Lock what a request is about, so that one decides at a time."""
    held = EntryRecord.objects.filter(thing=thing).select_for_update().order_by("pk")
    list(held.values_list("pk"))


def _waiting(key: int, user: Any) -> DecisionRequest:
    thing = DecisionRequest.objects.values_list("thing", flat=True).get(pk=key)
    _hold(thing)
    request = DecisionRequest.objects.get(pk=key)
    if reason := rights.lacking(user, request.verb):
        raise ForbiddenError(reason)
    if request.state != State.WAITING:
        raise SyndicationError(_("Somebody has decided on this already."))
    return request


def _stands(request: DecisionRequest) -> bool:
    """Tell whether it is still what was asked for, by somebody who may ask for it, and not too late."""
    until = request.given.get("until")
    return (
        request.asked_by is not None
        and rights.may(request.asked_by, request.verb)
        and actions.version(request.thing, language=request.language) == request.revision
        and (until is None or until > timezone.now())
    )


def _close(
    request: DecisionRequest, state: DecisionRequest.State, user: Any, *, reason: str = ""
) -> DecisionRequest:
    request.state, request.decided_by, request.reason = state, user, reason
    request.decided_at = timezone.now()
    request.save()
    said = {"reason": reason} if reason else {}
    _note({"confirmed": "confirm", "refused": "refuse", "lapsed": "lapse"}[state], request, **said)
    return request


def _note(step: str, request: DecisionRequest, **said: Any) -> None:
    if step != "ask" and request.asked_by:
        said["asked_by"] = request.asked_by.get_username()
    chain.note(
        step,
        at=timezone.now(),
        thing=request.thing,
        language=request.language,
        decision=request.verb,
        **said,
    )
