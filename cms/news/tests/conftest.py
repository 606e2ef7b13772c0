"""A home page with a piece of news below it."""

from __future__ import annotations

from datetime import date

import pytest
from wagtail.models import Page, Site

from cms.news.models import HomePage, NewsIndexPage, NewsPage
from tests import factories as make


@pytest.fixture
def news() -> NewsPage:
    """A piece of news, published."""
    make.LocaleFactory()
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Home", slug="valmere"))
    site = Site.objects.get()
    site.root_page = home
    site.save()
    index = home.add_child(instance=NewsIndexPage(title="News", slug="news"))
    page: NewsPage = index.add_child(
        instance=NewsPage(
            title="Bill goes to committee",
            slug="bill",
            date=date(2026, 10, 16),
            introduction="The House agreed.",
            body="<p>From 10 November.</p>",
            live=False,
        )
    )
    return page
