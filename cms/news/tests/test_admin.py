"""News in the admin: what was public leaves a tombstone, and nothing public is deleted."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.news.models import HomePage, NewsIndexPage, NewsPage
from syndication import queries
from syndication.models import EntryRecord
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def news() -> NewsPage:
    """A piece of news, published."""
    make.LocaleFactory()
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Home", slug="valmere"))
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


def delete(client: Client, page: Page) -> str:
    """Delete a page and return what the clerk reads."""
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])
    return client.post(address, follow=True).content.decode()


def delete_in_bulk(client: Client, *pages: Page) -> str:
    """Tick pages, delete them and return what the clerk reads."""
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    asked = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{address}?{asked}", follow=True).content.decode()


@pytest.mark.parametrize("act", [delete, delete_in_bulk])
@pytest.mark.parametrize("levels", [0, 1, 2])
def test_news_that_was_public_is_deleted_neither_by_itself_nor_with_what_it_stands_under(
    admin_client: Client, news: NewsPage, act: object, levels: int
) -> None:
    news.save_revision().publish()
    page = [news, news.get_parent(), news.get_parent().get_parent()][levels]

    said = act(admin_client, page)  # type: ignore[operator]

    assert "its address is for ever" in said
    assert NewsPage.objects.filter(pk=news.pk).exists()


def test_news_that_was_withdrawn_is_kept_too(admin_client: Client, news: NewsPage) -> None:
    news.save_revision().publish()
    address = reverse("wagtailadmin_pages:unpublish", args=[news.pk])
    admin_client.post(address, follow=True)

    said = delete(admin_client, news)

    assert "its address is for ever" in said
    assert queries.entry(EntryRecord.objects.get().thing, "en").withdrawn


@pytest.mark.parametrize("act", [delete, delete_in_bulk])
def test_news_that_was_never_public_is_deleted(
    admin_client: Client, news: NewsPage, act: object
) -> None:
    act(admin_client, news)  # type: ignore[operator]

    assert not NewsPage.objects.exists()
