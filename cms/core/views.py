"""Public pages of the record: every one is a view of an entry, so the gate and the tombstone hold for pages too."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.http import HttpResponsePermanentRedirect as Moved
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import get_language_from_request, get_language_info, gettext
from django.views.decorators.http import require_safe
from django.views.generic import View

from cms.core.addresses import WORDS, is_published
from cms.core.models import Alias
from syndication import queries
from syndication.contract import Entry
from syndication.errors import KillListError, QueryError, UnknownEntryError
from syndication.feeds import length_of


class RecordView(View):
    """The page of one thing. A subclass names the kind and its template, and adds what stands around it."""

    kind = ""
    template = ""
    wishes: queries.Options = ()  # what the address wishes besides
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, language: str, slug: str) -> HttpResponseBase:
        """Answer with the page, 301 to its proper spelling, 410 with the tombstone, or 404."""
        known_language(language)
        entry = self.entry(slug, language)
        proper = f"/{language}/{unquote(urlsplit(entry.url).path).split('/', 2)[2]}"
        proper += queries.written_options(self.wishes)
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

    @classmethod
    def selects(cls, language: str, slug: str) -> queries.Resolved | None:
        """Return what an address of this page selects, None where there is no such thing."""
        with suppress(Http404):
            known_language(language)
            thing = cls().entry(slug, language).thing
            return queries.Resolved(queries.build({"thing": thing}), language)
        return None

    def page(self, entry: Entry, language: str) -> dict[str, Any]:
        """Return the template's context."""
        about = queries.about(entry, language, self.wishes)
        context = {} if entry.withdrawn else dict(self.context(entry, language))
        return {
            "entry": entry,
            "entry_language": get_language_info(entry.language),
            "languages": queries.languages(entry.thing),
            "other_languages": other_languages(entry, self.wishes),
            **context,
            "embeds": (*queries.embeds_of(about), *context.get("embeds", ())),
            "offers": tuple(dict.fromkeys((*queries.offers_of(about), *context.get("offers", ())))),
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

    @classmethod
    def selects(cls, language: str) -> queries.Resolved:
        """Return what the list's address selects."""
        return queries.Resolved(queries.build({"kind": cls.kind}), language)

    def query(self, request: HttpRequest) -> queries.StreamQuery:
        """Return the stream behind the list."""
        return queries.build({"kind": self.kind}, request.GET.get("q", ""))

    def context(self, query: queries.StreamQuery, language: str) -> Mapping[str, Any]:
        """Return what else the list shows."""
        return {}


def follow(query: queries.StreamQuery, language: str, *, slug: str = "") -> dict[str, Any]:
    """Return what a page offers of a stream: its feeds, its embeds, and what plugins point to."""
    heading = queries.heading(query, language, slug=slug)
    offered = list(queries.feeds_of(query, language, slug=slug))
    return {
        "followed": heading,
        "feeds": [feed for feed in offered if length_of(feed.title) == "full"],
        "shorter": [feed for feed in offered if length_of(feed.title) != "full"],
        "stream_page": f"/{language}/feeds/{slug or query.path}/",
        "embeds": queries.embeds_of(heading),
        "offers": queries.offers_of(heading),
    }


def known_language(language: str) -> None:
    """Refuse an address that begins with no language of this server."""
    if language not in dict(settings.LANGUAGES):
        raise Http404


def interface_languages() -> list[dict[str, Any]]:
    """Return what Django knows of each language of the interface."""
    return [dict(get_language_info(code)) for code, _name in settings.INTERFACE_LANGUAGES]


def other_languages(
    entry: Entry, options: queries.Options = ()
) -> list[tuple[dict[str, Any], str]]:
    """Return the same page's address in each language of the interface."""
    rest = f"{urlsplit(entry.url).path.split('/', 2)[2]}{queries.written_options(options)}"
    return [(info, f"/{info['code']}/{rest}") for info in interface_languages()]


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """Send a reader without a language to the one the browser prefers."""
    wanted = get_language_from_request(request)
    response = HttpResponseRedirect(f"/{queries.best_language(wanted)}/")
    response["Vary"] = "Accept-Language"
    return response


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
