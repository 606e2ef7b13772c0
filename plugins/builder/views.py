"""The builder: find something of the record, choose how it looks, copy what to paste. Forms, links and nothing else."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language_from_request, get_language_info
from django.views.decorators.http import require_safe

from plugins.builder import source
from plugins.builder.forms import AddressForm
from plugins.builder.renderer import chosen
from syndication import queries
from syndication.vocabulary import direction

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        f"img-src 'self' {settings.EMBED_URL}",
        "connect-src 'self'",
        f"frame-src {settings.EMBED_URL}",
        "form-action 'self'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
"""Everything of its own, and frames of the embed host. That nobody frames it goes for every page with a form."""


@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """Send whoever comes without a language to the one the browser prefers, with what they asked for."""
    language = queries.best_language(get_language_from_request(request))
    asked = request.META.get("QUERY_STRING", "")
    response = HttpResponseRedirect(f"/{language}/embed/{'?' if asked else ''}{asked}")
    response["Vary"] = "Accept-Language"
    return response


@require_safe
def builder(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with the page, as the public sees the record, whoever asks: what is embedded is for everybody."""
    if language not in dict(settings.INTERFACE_LANGUAGES):
        raise Http404
    with queries.as_the_public():
        context = page(request, language)
    response = render(request, "builder/builder.html", context)
    response["Content-Security-Policy"] = POLICY
    return response


def page(request: HttpRequest, language: str) -> dict[str, Any]:
    """Return what the template shows: what was found, what was chosen, what is to be pasted."""
    own = apps.get_app_config("builder").settings  # type: ignore[attr-defined]  # a Plugin
    asked = AddressForm(request.GET)
    given = asked.cleaned_data if asked.is_valid() else {}
    words, kind = given.get("q", ""), given.get("kind", "")
    wanted = source.wanted(given.get("url", ""), given.get("stream", ""))
    subject = source.subject(wanted, language, request.GET.get("lang", "")) if wanted else None
    return {
        "page": own.page,
        "language": language,
        "direction": direction(language),
        "publisher": settings.SYNDICATION_PUBLISHER,
        "other_languages": _other_languages(request),
        "asked_words": words,
        "kind_wanted": kind,
        "kinds": [(name, queries.kind_name(name)) for name in source.KINDS],
        "groups": source.groups(words, kind, language, own.results) if words else (),
        "lists": () if words or wanted else source.saved("", language),
        "address": given.get("url", ""),
        "stream": given.get("stream", ""),
        "unknown": bool(given.get("url") or given.get("stream") or asked.errors) and not subject,
        "chosen": chosen(subject, request.GET.dict()) if subject else None,
    }


def _other_languages(request: HttpRequest) -> list[tuple[dict[str, Any], str]]:
    asked = [(name, value) for name, value in request.GET.items() if name != "lang"]
    query = f"?{urlencode(asked)}" if asked else ""
    infos = (dict(get_language_info(code)) for code, _name in settings.INTERFACE_LANGUAGES)
    return [(info, f"/{info['code']}/embed/{query}") for info in infos]
