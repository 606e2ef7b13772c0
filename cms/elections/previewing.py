"""A public page as everybody will read it at a moment: looked at by few, marked, and kept by nobody."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import get_urlconf, resolve, reverse, set_urlconf
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.core.middleware import AddressLanguageMiddleware
from cms.elections.forms import AsOfForm
from syndication import queries
from syndication.errors import ForbiddenError

RIGHT = "syndication.preview_pause"
REDIRECTS = 3
PRIVATE = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "script-src 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


class AsOfView(WagtailAdminTemplateMixin, TemplateView):
    """Ask for a page and a moment, and show the page as of that moment."""

    template_name = "elections/as_of.html"
    page_title = gettext_lazy("Look at a page as of a moment")
    header_icon = "view"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Say where this is."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page, or with the form."""
        if not request.user.has_perm(RIGHT):
            raise ForbiddenError(
                _("Your account does not have the right to look at pages as of another moment.")
            )
        form = AsOfForm(request.GET if "url" in request.GET else None)
        if form.is_bound and form.is_valid():
            return shown(request, form.cleaned_data["url"], form.cleaned_data["at"])
        return self.render_to_response(self.get_context_data(form=form))


def shown(request: HttpRequest, url: str, at: datetime) -> HttpResponse:
    """Answer with what an address of ours tells at a moment, and say that it is that."""
    answer = _asked(url, at)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind = answer.get("Content-Type", "").partition(";")[0]
    mark = {
        "at": at,
        "url": url,
        "form": reverse("election_periods:as_of"),
        "status": answer.status_code,
    }
    if kind == "text/html":
        page = _marked(content.decode(), render_to_string("elections/mark.html", mark))
        found = HttpResponse(page, status=answer.status_code)
    else:
        picture = (
            f"data:{kind};base64,{b64encode(content).decode()}" if kind.startswith("image/") else ""
        )
        text = "" if picture else content.decode(errors="replace")
        found = render(
            request, "elections/as_of_other.html", {**mark, "picture": picture, "text": text}
        )
    for name, value in PRIVATE.items():
        found[name] = value
    return found


def _marked(page: str, mark: str) -> str:
    """Put the mark where the page begins, before anything of it."""
    head, body, rest = page.partition("<body")
    attributes, end, content = rest.partition(">")
    return f"{head}{body}{attributes}{end}{mark}{content}" if end else f"{mark}{page}"


def _asked(url: str, at: datetime, redirects: int = REDIRECTS) -> Any:
    """Return what the public gets at an address, without asking anything over the network."""
    parts = urlsplit(url)
    embedded = parts.netloc == urlsplit(settings.EMBED_URL).netloc
    urlconf = settings.EMBED_URLCONF if embedded else settings.ROOT_URLCONF
    asked = _request(parts.netloc, unquote(parts.path), parts.query)
    set_urlconf(urlconf)
    try:
        with queries.as_of(at):
            answer = AddressLanguageMiddleware(_served)(asked)
    finally:
        set_urlconf(None)
    if answer.status_code in {301, 302} and redirects:
        form = AsOfForm({"url": urljoin(url, answer["Location"]), "at": "2000-01-01 00:00"})
        if form.is_valid():
            return _asked(form.cleaned_data["url"], at, redirects - 1)
    return answer


def _served(asked: HttpRequest) -> Any:
    try:
        match = resolve(asked.path_info, get_urlconf())
        asked.resolver_match = match
        answer: Any = match.func(asked, *match.args, **match.kwargs)
    except Http404:
        return HttpResponse(_("There is nothing at this address"), status=404)
    return answer.render() if hasattr(answer, "render") else answer


def _request(host: str, path: str, query: str) -> HttpRequest:
    """Return the request of somebody who is not signed in."""
    asked = HttpRequest()
    asked.method, asked.path, asked.path_info = "GET", path, path
    name, _colon, port = host.partition(":")
    asked.META = {
        "HTTP_HOST": host,
        "SERVER_NAME": name,
        "SERVER_PORT": port or "80",
        "QUERY_STRING": query,
    }
    asked.GET = QueryDict(query)
    asked.user = AnonymousUser()
    return asked
