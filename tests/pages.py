"""The pages editors lay out, for tests: a home page with a list of news, and news below it."""

from __future__ import annotations

from datetime import date
from typing import Any

from wagtail.models import Locale, Page, Site

from cms.news.models import HomePage, NewsIndexPage, NewsPage
from tests import factories as make


def home(language: str = "en") -> HomePage:
    """Return the home page of a language; English is the site's."""
    locale: Locale = make.LocaleFactory(language_code=language)
    known: HomePage | None = HomePage.objects.filter(locale=locale).first()
    if known:
        return known
    page = HomePage(title="Home", slug=f"home-{language}", locale=locale)
    first = HomePage.objects.order_by("pk").first()
    if first:
        page.translation_key = first.translation_key
    root = Page.get_first_root_node()
    root.add_child(instance=page)
    if first is None:
        Site.objects.all().delete()
        Site.objects.create(hostname="localhost", root_page=page, is_default_site=True)
    return page


def index(language: str = "en") -> NewsIndexPage:
    """Return the list of news of a language."""
    parent = home(language)
    found: NewsIndexPage | None = NewsIndexPage.objects.child_of(parent).first()
    made = NewsIndexPage(title="News", slug="news", locale=parent.locale)
    return found or parent.add_child(instance=made)


def draft(slug: str = "bill", language: str = "en", **fields: Any) -> NewsPage:
    """Return a piece of news that nobody has published."""
    parent = index(language)
    own = {
        "title": "Bill goes to committee",
        "date": date(2026, 10, 16),
        "introduction": "The House agreed.",
        "body": "<p>From 10 November.</p>",
    }
    page = NewsPage(slug=slug, locale=parent.locale, live=False, **{**own, **fields})
    made: NewsPage = parent.add_child(instance=page)
    return made


def news(slug: str = "bill", language: str = "en", **fields: Any) -> NewsPage:
    """Return a piece of news, published as an editor does."""
    page = draft(slug, language, **fields)
    page.save_revision().publish()
    page.refresh_from_db()
    return page
