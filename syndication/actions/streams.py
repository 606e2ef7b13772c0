"""Queries saved under an everlasting address."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction

from syndication.errors import SyndicationError
from syndication.publications import staleness
from syndication.streams.models import Stream
from syndication.streams.query import ALL, StreamQuery


def save_stream(slug: str, *, titles: Mapping[str, str], query: StreamQuery) -> Stream:
    """Save a query under an everlasting address; saving again changes its titles and query."""
    if slug == ALL:
        raise SyndicationError("“all” is the address of everything: choose another.")
    title = titles.get(settings.LANGUAGE_CODE) or next(iter(titles.values()))
    defaults = {"title": title, "titles": dict(titles), "query": str(query)}
    with transaction.atomic():
        before = Stream.objects.filter(slug=slug).values_list("query", flat=True)
        staleness.retitle({*before, str(query)})
        return Stream.objects.update_or_create(slug=slug, defaults=defaults)[0]
