"""Queries saved under an everlasting address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from syndication.audit import chain
from syndication.errors import SyndicationError
from syndication.publications import staleness
from syndication.streams.models import Stream
from syndication.streams.query import ALL, StreamQuery


def save_stream(slug: str, *, titles: Mapping[str, str], query: StreamQuery) -> Stream:
    """Save a query under an everlasting address; saving other titles or another query changes it."""
    if slug == ALL:
        raise SyndicationError("“all” is the address of everything: choose another.")
    title = titles.get(settings.LANGUAGE_CODE) or next(iter(titles.values()))
    said: dict[str, Any] = {"titles": dict(titles), "query": str(query)}
    with transaction.atomic():
        before = Stream.objects.filter(slug=slug).first()
        if before and said == {"titles": before.titles, "query": before.query}:
            return before
        staleness.retitle({before.query, str(query)} if before else {str(query)})
        chain.note("save_stream", at=timezone.now(), stream=slug, **said)
        defaults = {**said, "title": title}
        return Stream.objects.update_or_create(slug=slug, defaults=defaults)[0]
