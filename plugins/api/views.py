"""Entries and streams over HTTP: lists page by key, answers are JSON, mistakes are explained (RFC 9457)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.conf import settings
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from plugins.api.forms import (
    EntrySerializer,
    ListParameters,
    PageSerializer,
    ProblemSerializer,
    StreamSerializer,
)
from syndication import queries
from syndication.errors import QueryError, UnknownEntryError

LANGUAGE = OpenApiParameter("language", OpenApiTypes.STR, default=settings.LANGUAGE_CODE)
PROBLEMS = {400: ProblemSerializer, 404: ProblemSerializer}


def problem(status: int, title: str, detail: str) -> Response:
    """Return an explained mistake."""
    body = {"title": title, "status": status, "detail": detail}
    return Response(body, status=status, content_type="application/problem+json")


class EntryList(APIView):
    """Entries of the record."""

    @extend_schema(
        operation_id="entries_list",
        summary="List entries, newest first",
        parameters=[ListParameters],
        responses={200: PageSerializer, 400: ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        """Return one page."""
        return listing(request, reverse("api:entries"))


class EntryDetail(APIView):
    """One entry."""

    @extend_schema(
        operation_id="entries_read",
        summary="Read one entry with its text",
        parameters=[LANGUAGE],
        responses={200: EntrySerializer, **PROBLEMS},
    )
    def get(self, request: Request, thing: str) -> Response:
        """Return the entry in the language asked for, else in its original."""
        language = request.query_params.get("language", settings.LANGUAGE_CODE)
        if language not in dict(settings.LANGUAGES):
            return problem(
                400, "Unknown language", f"{language[:20]!r} is not a language of this server."
            )
        try:
            entry = queries.entry(thing, language)
        except UnknownEntryError as error:
            return problem(404, "No such entry", str(error))
        return Response(EntrySerializer(entry).data, status=410 if entry.withdrawn else 200)


class StreamList(APIView):
    """Saved streams."""

    @extend_schema(
        operation_id="streams_list",
        summary="List the saved streams",
        responses={200: StreamSerializer(many=True)},
    )
    def get(self, request: Request) -> Response:
        """Return every saved stream."""
        return Response(
            [
                {
                    "slug": stream.slug,
                    "title": stream.title,
                    "query": stream.query,
                    "entries": queries.here(reverse("api:stream", args=[stream.slug])),
                }
                for stream in queries.streams()
            ]
        )


class StreamEntries(APIView):
    """Entries of a saved stream."""

    @extend_schema(
        operation_id="streams_entries",
        summary="List the entries of a saved stream",
        parameters=[ListParameters],
        responses={200: PageSerializer, **PROBLEMS},
    )
    def get(self, request: Request, slug: str) -> Response:
        """Return one page."""
        stream = queries.saved(slug)
        if stream is None:
            return problem(404, "No such stream", "There is no stream of this name.")
        return listing(request, reverse("api:stream", args=[slug]), stream.query)


def listing(request: Request, path: str, query: str = "") -> Response:
    """Return the page a request asks for."""
    own = apps.get_app_config("api").settings  # type: ignore[attr-defined]  # a Plugin
    asked = ListParameters(data=request.query_params)
    if not asked.is_valid():
        return problem(400, "Bad parameter", sentence(asked.errors))
    given: dict[str, Any] = asked.validated_data
    limit = min(given.get("limit") or own.page_size, own.largest_page)
    try:
        wanted = queries.parse(query or given["query"])
        after = queries.Cursor.parse(given["after"]) if given.get("after") else None
    except QueryError as error:
        return problem(400, "Bad query", str(error))
    page = queries.entries(wanted, given["language"], limit=limit, after=after)
    following = None
    if page.following:
        more = {"language": given["language"], "limit": limit, "after": str(page.following)}
        following = queries.here(
            f"{path}?{urlencode(more if query else {'query': str(wanted), **more})}"
        )
    body = {"query": str(wanted), "next": following, "entries": page.entries}
    return Response(PageSerializer(body).data)


def sentence(errors: dict[str, Any]) -> str:
    """Return the first mistake as one line."""
    name, found = next(iter(errors.items()))
    return f"{name}: {found[0]}"
