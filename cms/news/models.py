"""The pages editors lay out: the home page, and news in the institution's own words."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PagePermissionTester
from wagtail.url_routing import RouteResult

from cms.core import identity, rights
from cms.core.forms import PlainPageForm, RecordPageForm
from cms.core.panels import PageCorrectionPanel
from cms.core.views import follow
from cms.core.words import OwnWords
from cms.neutrality.panels import WordsPanel
from syndication import queries
from syndication.contract import Entry
from syndication.errors import UnknownEntryError

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
FOR_SEARCH = ("seo_title", "search_description")
"""What a page says in the results of search engines."""


class HomePage(OwnWords, Page):
    """What happened, and what is coming."""

    introduction = RichTextField(_("introduction"), features=FEATURES, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction"), WordsPanel()]
    own_words = ("title", "introduction", *FOR_SEARCH)
    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = 4
    base_form_class = PlainPageForm
    template = "news/home.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the latest of each kind: one statement a kind."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        language = self.locale.language_code
        for kind, limit in (("speech", 6), ("sitting", 4), ("bill", 6), ("video", 3), ("news", 3)):
            query = queries.build({"kind": kind})
            context[f"{kind}_entries"] = queries.entries(query, language, limit=limit).entries
        return {**context, **follow(queries.build({}), language)}


class NewsIndexPage(OwnWords, Page):
    """The list of news."""

    parent_page_types = ["news.HomePage"]
    subpage_types = ["news.NewsPage"]
    show_in_menus_default = True
    content_panels = [*Page.content_panels, WordsPanel()]
    own_words = ("title", *FOR_SEARCH)
    base_form_class = PlainPageForm
    template = "news/index.html"

    class Meta:
        verbose_name = _("news list")
        verbose_name_plural = _("news lists")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the latest news."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        query, language = queries.build({"kind": "news"}), self.locale.language_code
        context["entries"] = queries.entries(query, language, limit=50).entries
        return {**context, **follow(query, language)}


class NewsPermissions(PagePermissionTester):
    """What a clerk may do with news."""

    def can_unpublish(self) -> bool:
        """Ask for the right to withdraw, too: that is what it does."""
        return bool(super().can_unpublish()) and not rights.refused(self.user, "withdraw")


class NewsPage(OwnWords, Page):
    """One piece of news, in the institution's neutral voice."""

    date = models.DateField(_("date"))
    introduction = models.TextField(_("introduction"), max_length=400)
    body = RichTextField(_("text"), features=FEATURES)

    content_panels = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("introduction"),
        FieldPanel("body"),
        WordsPanel(),
        PageCorrectionPanel(),
    ]
    own_words = ("title", "introduction", "body", *FOR_SEARCH)
    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []
    base_form_class = RecordPageForm
    template = "news/page.html"
    withdrawal_reason = ""
    """What the public is told when it is unpublished, where somebody says why."""

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")

    @property
    def public_id(self) -> str:
        """Return the everlasting id that its translations share."""
        return identity.derived("", "news", "wagtail", str(self.translation_key))

    def permissions_for_user(self, user: Any) -> NewsPermissions:
        """Return what a clerk may do with it."""
        return NewsPermissions(user, self)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Keep the address of what was withdrawn."""
        found = None if self.live or path_components else self._published()
        if found and found.withdrawn:
            return RouteResult(self, kwargs={"tombstone": found})
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, tombstone: Entry | None = None) -> HttpResponseBase:
        """Answer with the page, or 410 with its tombstone."""
        if tombstone:
            return render(request, "core/withdrawn.html", {"entry": tombstone}, status=410)
        return super().serve(request)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what is public of it, with the note of its correction."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        entry = self._published()
        about = queries.about(entry, entry.language) if entry else None
        return {**context, "entry": entry, "offers": queries.offers_of(about) if about else ()}

    def _published(self) -> Entry | None:
        with suppress(UnknownEntryError):
            found = queries.entry(self.public_id, self.locale.language_code)
            return found if found.language == self.locale.language_code else None
        return None
