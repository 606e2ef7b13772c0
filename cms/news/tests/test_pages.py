"""The pages that editors lay out, as other sites and readers find them."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import html

from cms.news.models import NewsPage

pytestmark = pytest.mark.django_db


def discovered(client: Client, path: str) -> list[str]:
    """Return what other sites find in the head of a page."""
    head = html.document_fromstring(client.get(path).content).find("head")
    return [str(link.get("type")) for link in head.iterfind("link[@type]")]


def test_news_can_be_pasted_elsewhere(client: Client, news: NewsPage) -> None:
    news.save_revision().publish()

    assert "application/json+oembed" in discovered(client, "/en/news/bill/")


def test_the_home_page_leads_to_the_feeds_of_the_whole_record(
    client: Client, news: NewsPage
) -> None:
    found = discovered(client, "/en/")

    assert {"application/rss+xml", "application/atom+xml", "application/json+oembed"} <= {*found}
    assert "/en/feeds/" in client.get("/en/").content.decode()
