"""A record's public page as it would be: the same view and template, given an entry made from the draft."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.urls import resolve

from cms.core.publishing import sources_of
from syndication.contract import Entry


def entry_of(record: models.Model, language: str) -> Entry:
    """Return the entry that publishing the record as it stands would make, in the language where it has it."""
    shown = copy(record)
    if shown.pk is None:
        shown.pk = 0  # Django refuses to look up what belongs to a record without a key; nothing belongs to 0
    entries = [entry for source in sources_of(shown) for entry in source.of(shown)]
    return next((entry for entry in entries if entry.language == language), entries[0])


def page(request: HttpRequest, entry: Entry) -> HttpResponseBase:
    """Answer as the entry's own address does."""
    match = resolve(request.path_info)
    view: Any = match.func.view_class(**match.func.view_initkwargs)  # type: ignore[attr-defined]  # as_view() adds it
    view.setup(request, **match.kwargs)
    view.entry = lambda slug, language: entry
    answer: HttpResponseBase = view.dispatch(request, **match.kwargs)
    return answer
