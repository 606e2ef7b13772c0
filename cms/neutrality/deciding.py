"""A reviewer's signed decision that words may stand: a row, and a line of the audit log."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.neutrality.gate import Found
from cms.neutrality.models import Decision
from syndication import actions
from syndication.errors import ForbiddenError, SyndicationError
from syndication.text import clean

RIGHT = "neutrality.decide_finding"
VERB = "let_wording_stand"


def may(user: Any) -> bool:
    """Tell whether somebody is a reviewer."""
    return bool(user.has_perm(RIGHT))


def let_stand(
    record: models.Model, found: Iterable[Found], *, marks: Collection[str], reason: str, user: Any
) -> int:
    """Let findings stand in a record; return how many that are. Doing it twice is doing it once."""
    reason = clean(reason).strip()
    if not may(user):
        raise ForbiddenError(_("Your account does not have the right to decide on wording."))
    if not any(letter.isalnum() for letter in reason):
        raise SyndicationError(_("Say why these words may stand."))
    chosen = {
        one.finding.mark: one for one in found if one.decision is None and one.finding.mark in marks
    }
    with transaction.atomic(), actions.gathering():
        for one in chosen.values():
            _decide(record, one, reason, user)
    return len(chosen)


def _decide(record: models.Model, one: Found, reason: str, user: Any) -> None:
    at, language, finding = timezone.now(), one.words.language, one.finding
    said = {
        "rule": finding.rule,
        "kind": str(finding.kind),
        "passage": clean(finding.passage),
        "sentence": clean(finding.sentence),
        "reason": reason,
    }
    _row, made = Decision.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(record),
        object_id=str(record.pk),
        mark=finding.mark,
        defaults={**said, "language": language, "decided_by": user, "decided_at": at},
    )
    if made:
        thing = getattr(record, "public_id", "")
        where = {"record": f"{record._meta.label_lower}:{record.pk}", "field": one.words.field}
        actions.note(VERB, at=at, thing=thing, language=language, **where, **said)
