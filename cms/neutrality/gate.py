"""Before the institution's own words are published: what is not neutral and nobody has decided on stops them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext as _

from cms.core.words import about_to_publish
from cms.neutrality.checker import Finding, check
from cms.neutrality.conf import rules
from cms.neutrality.errors import OpenFindingsError
from cms.neutrality.models import Decision
from cms.neutrality.words import Words, words_of

NAMED = 3
"""Passages that a refusal names."""


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in a record: in which words of it, and what a reviewer decided, if one did."""

    words: Words
    finding: Finding
    decision: Decision | None = None


def connect() -> None:
    """Be asked before anything is published."""
    about_to_publish.connect(_hold, dispatch_uid="neutrality")


def found_in(record: models.Model) -> list[Found]:
    """Return what is not neutral in a record as it stands, each with its decision."""
    found = [(words, finding) for words in words_of(record) for finding in findings(words)]
    decided = {one.mark: one for one in decisions(record)} if found else {}
    return [Found(words, finding, decided.get(finding.mark)) for words, finding in found]


def findings(words: Words) -> list[Finding]:
    """Return what is not neutral in some words; of a language without rules, nothing."""
    pack = rules(words.language)
    return check(words.text, pack) if pack else []


def open_in(record: models.Model) -> list[Found]:
    """Return what is not neutral in a record and nobody has decided on."""
    return [one for one in found_in(record) if one.decision is None]


def by_field(found: Iterable[Found]) -> list[list[Found]]:
    """Return what was found, field by field."""
    return [list(own) for _field, own in groupby(found, lambda one: one.words.field)]


def decisions(record: models.Model) -> models.QuerySet[Decision]:
    """Return what was decided on a record."""
    kind = ContentType.objects.get_for_model(record)
    return Decision.objects.filter(content_type=kind, object_id=str(record.pk))


def refusal(found: Iterable[Found]) -> str:
    """Return why something is not published, in a sentence."""
    named = ", ".join(dict.fromkeys(f"“{one.finding.passage}”" for one in found))
    return _(
        "It was not published, since these of the institution’s own words are not neutral: %(words)s."
        " Change them, or have a reviewer decide on them."
    ) % {"words": named}


def _hold(sender: type[models.Model], record: Any, revision: Any, **_kwargs: Any) -> None:
    """Object to open findings; what was let go when it was scheduled goes out when its time comes."""
    if record.own_words and revision.approved_go_live_at is None:
        found = open_in(revision.as_object())
        if found:
            raise OpenFindingsError(refusal(found[:NAMED]))
