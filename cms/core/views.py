"""Public pages of the record: every one is a view of an entry, so the gate and the tombstone hold for pages too."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.http import HttpResponsePermanentRedirect as Moved
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language_from_request, get_language_info, gettext
from django.views.decorators.http import require_safe
from django.views.generic import View
from django.views.static import serve
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve as serve_document

from cms.core import files, gate, ranges
from cms.core.addresses import WORDS, is_published
from cms.core.models import Alias
from syndication import queries
from syndication.contract import Entry
from syndication.errors import KillListError, QueryError, UnknownEntryError


class RecordView(View):
    """The page of one thing. A subclass names the kind and its template, and adds what stands around it."""

    kind = ""
    template = ""
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, language: str, slug: str) -> HttpResponseBase:
        """Answer with the page, 301 to its proper spelling, 410 with the tombstone, or 404."""
        known_language(language)
        entry = self.entry(slug, language)
        proper = f"/{language}/{unquote(urlsplit(entry.url).path).split('/', 2)[2]}"
        if request.path != proper:
            return Moved(proper)
        status = 410 if entry.withdrawn else 200
        template = "core/withdrawn.html" if entry.withdrawn else self.template
        return render(request, template, self.page(entry, language), status=status)

    def entry(self, slug: str, language: str) -> Entry:
        """Return the thing an address names by its last twelve characters."""
        public_id = slug[-12:]
        if not public_id.isprintable():
            raise Http404
        found = None
        with suppress(UnknownEntryError):
            found = queries.entry(public_id, language)
        if found is None or found.withdrawn:
            moved = Alias.objects.filter(old=public_id).first()
            with suppress(UnknownEntryError):
                found = queries.entry(moved.new, language) if moved else found
        if found is None:
            raise Http404
        return found

    def page(self, entry: Entry, language: str) -> dict[str, Any]:
        """Return the template's context."""
        return {
            "entry": entry,
            "entry_language": get_language_info(entry.language),
            "languages": queries.languages(entry.thing),
            "other_languages": other_languages(entry.kind, entry),
            **({} if entry.withdrawn else self.context(entry, language)),
        }

    def context(self, entry: Entry, language: str) -> Mapping[str, Any]:
        """Return what stands around the thing."""
        return {}


class ListView(View):
    """A list of one kind, newest first, a page at a time by key, narrowed by words."""

    kind = ""
    template = "core/list.html"
    http_method_names = ["get", "head"]
    limit = 30

    def get(self, request: HttpRequest, language: str) -> HttpResponseBase:
        """Answer with a page of the list."""
        known_language(language)
        try:
            query = self.query(request)
            after = request.GET.get("after")
            cursor = queries.Cursor.parse(after) if after else None
        except QueryError as error:
            raise Http404(str(error)) from error
        page = queries.entries(query, language, limit=self.limit, after=cursor)
        context = {
            "kind": self.kind,
            "heading": queries.kind_name(self.kind),
            "words": query.text,
            "entries": page.entries,
            "following": page.following,
            **follow(query, language),
            "other_languages": [
                (info, f"/{info['code']}/{WORDS[self.kind]}/") for info in interface_languages()
            ],
            **self.context(query, language),
        }
        return render(request, self.template, context)

    def query(self, request: HttpRequest) -> queries.StreamQuery:
        """Return the stream behind the list."""
        return queries.build({"kind": self.kind}, request.GET.get("q", ""))

    def context(self, query: queries.StreamQuery, language: str) -> Mapping[str, Any]:
        """Return what else the list shows."""
        return {}


def follow(query: queries.StreamQuery, language: str) -> dict[str, Any]:
    """Return what a page offers to follow a stream by: its feeds, and what plugins point to."""
    return {
        "feeds": list(queries.feeds_of(query, language)),
        "offers": queries.links_of(query, language),
    }


def known_language(language: str) -> None:
    """Refuse an address that begins with no language of this server."""
    if language not in dict(settings.LANGUAGES):
        raise Http404


def interface_languages() -> list[dict[str, Any]]:
    """Return what Django knows of each language of the interface."""
    return [dict(get_language_info(code)) for code, _name in settings.INTERFACE_LANGUAGES]


def other_languages(kind: str, entry: Entry) -> list[tuple[dict[str, Any], str]]:
    """Return the same page's address in each language of the interface."""
    rest = urlsplit(entry.url).path.split("/", 2)[2]
    return [(info, f"/{info['code']}/{rest}") for info in interface_languages()]


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """Send a reader without a language to the one the browser prefers."""
    wanted = get_language_from_request(request)
    response = HttpResponseRedirect(f"/{queries.best_language(wanted)}/")
    response["Vary"] = "Accept-Language"
    return response


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a file that something public shows now; to the desk also what nothing shows yet."""
    dotted = any(part.startswith(".") for part in Path(path).parts)
    if dotted or files.is_document(path):
        raise Http404
    private = _private(request, path)
    response = ranges.part(request, serve(request, path, document_root=str(settings.MEDIA_ROOT)))
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = f"public, max-age={60 - timezone.now().second}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return gate.kept_private(response) if private else response


@require_safe
def document(request: HttpRequest, key: str, name: str) -> HttpResponseBase:
    """Serve a document that something public names now; to others as if there were none."""
    found = get_object_or_404(get_document_model(), pk=key)
    private = _private(request, found.file.name)
    response: HttpResponseBase = serve_document(request, key, name)
    if not private:
        response["Cache-Control"] = f"public, max-age={60 - timezone.now().second}"
    return gate.kept_private(response) if private else response


def _private(request: HttpRequest, name: str) -> bool:
    """Raise Http404 for a file that is not for this reader; tell whether it is not for everybody."""
    restrictions = files.restrictions_of(name)
    public = files.is_public(name)
    if not gate.admits(restrictions, request):
        raise Http404
    if not (public or files.is_open_to(request) or files.is_on_a_page_for(request, name)):
        raise Http404
    return bool(restrictions) or not public


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404 in the language of the address; in the place of a feed without asking the database."""
    if is_published(request):
        return nothing(gettext("There is nothing at this address"))
    _look(request)
    return render(request, "core/not_found.html", status=404)


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Answer 500 with nothing that could fail again, or 503 when it was only the database."""
    if found := outage(request, sys.exc_info()[1]):
        return found
    return HttpResponse("<!doctype html><title>500</title><p>Something went wrong.", status=500)


def outage(request: HttpRequest, fault: BaseException | None) -> HttpResponseBase | None:
    """Answer in the place of what failed because the database does not answer, or the kill-list cannot be written."""
    if isinstance(fault, KillListError):
        return HttpResponse(f"{fault}", status=503, content_type="text/plain; charset=utf-8")
    down = isinstance(fault, OperationalError | InterfaceError)
    return queries.outage(request) if down else None


def embed_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404 inside a frame."""
    return nothing("There is no such embed.")


def nothing(words: str) -> HttpResponse:
    """Answer 404, the same for what is hidden and what never was, until the moment at which it may appear."""
    body = format_html("<!doctype html><title>404</title><p>{}", words)
    fresh = queries.until_the_minute()
    return HttpResponse(body, status=404, headers={"Cache-Control": fresh})


def _look(request: HttpRequest) -> None:
    """Look at who asks, as everything guarded does: else what is hidden would differ in Vary and cookies."""
    if hasattr(request, "user"):
        str(request.user)
