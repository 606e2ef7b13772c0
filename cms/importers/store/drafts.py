"""Drafts that wait while the source says something new: they go on from the new words, not from the old ones.

A draft is a whole copy of the record as it was, so published later it would bring the old words back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Revision

Words = Mapping[str, Any]
"""What editors may change, by field, as a revision keeps it."""


def words_of(row: Any) -> Words | None:
    """Return the words of a record that drafts wait for, None where none do."""
    if not getattr(row, "has_unpublished_changes", False):
        return None
    fields = {field.name for field in row._meta.fields if field.editable}
    kept = json.loads(json.dumps(row.serializable_data(), cls=DjangoJSONEncoder))
    return {name: value for name, value in kept.items() if name in fields}


def supersede(row: Any) -> None:
    """Let an editor who opens the record see what the source says now, not the last revision; a draft stays."""
    if row.live:
        row.last_published_at = timezone.now()
    if not row.has_unpublished_changes:
        row.latest_revision = row.live_revision = None


def rebase(row: Any, before: Words) -> None:
    """Save each waiting draft anew with what the source changed, beside what its editor changed."""
    now = words_of(row) or before
    old = list(_waiting(row))
    new = [{**draft.content, **_merged(draft.content, before, now)} for draft in old]
    if [draft.content for draft in old] == new:
        return
    for draft, content in zip(old, new, strict=True):
        row.latest_revision = row.with_content_json(content).save_revision(
            approved_go_live_at=draft.approved_go_live_at,
            clean=False,
            log_action="importers.rebase",
        )
        Revision.objects.filter(pk=draft.pk).update(approved_go_live_at=None)


def _waiting(row: Any) -> models.QuerySet[Revision]:
    """Return the revisions that may still be published, the latest last."""
    scheduled = Q(approved_go_live_at__isnull=False)
    found: models.QuerySet[Revision] = row.revisions.filter(
        scheduled | Q(pk=row.latest_revision_id)
    )
    return found.order_by("created_at", "pk")


def _merged(draft: Words, before: Words, now: Words) -> Words:
    """Merge by field, and what is written in several languages by language."""
    return {name: _choice(draft.get(name), before[name], now[name]) for name in before}


def _choice(draft: Any, before: Any, now: Any) -> Any:
    if draft == before:
        return now
    if not all(isinstance(value, dict) for value in (draft, before, now)):
        return draft
    texts = {
        key: _choice(draft.get(key), before.get(key), now.get(key)) for key in {**draft, **now}
    }
    return {key: text for key, text in texts.items() if text is not None}
