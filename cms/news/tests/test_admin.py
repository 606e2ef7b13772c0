"""News in the admin: what was public leaves a tombstone, and nothing public is deleted."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.news.models import NewsPage
from syndication import queries
from syndication.models import EntryRecord
from tests.clerks import filled, send

pytestmark = pytest.mark.django_db


def delete(client: Client, page: Page) -> str:
    """Delete a page and return what the clerk reads."""
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])
    return client.post(address, follow=True).content.decode()


def delete_in_bulk(client: Client, *pages: Page) -> str:
    """Tick pages, delete them and return what the clerk reads."""
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    asked = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{address}?{asked}", follow=True).content.decode()


def withdraw(client: Client, page: Page, reason: str = "Published too early.") -> HttpResponse:
    """Unpublish a page, say why, and confirm."""
    address = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    return send(client, address, filled(client, address), reason=reason)


def publish(client: Client, page: Page, **changes: str) -> HttpResponse:
    """Open a page's form, change it, and press “Publish”."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return send(client, address, filled(client, address), **changes, **{"action-publish": "1"})


def told(page: Page) -> dict[str, str]:
    """Return what each outlet says of a piece of news."""
    answers = {
        "page": Client().get("/en/news/bill/"),
        "feed": Client().get("/en/feeds/kind:news/feed.rss"),
        "api": Client().get(f"/api/v1/entries/{page.public_id}/"),
    }
    return {name: answer.content.decode() for name, answer in answers.items()}


def test_what_was_corrected_in_news_is_said_on_page_feed_and_api(
    admin_client: Client, news: NewsPage
) -> None:
    news.save_revision().publish()
    told(news)
    note = "The date of the sitting was wrong."

    publish(admin_client, news, title="Bill goes to the committee", correction=note)
    once = told(news)
    publish(admin_client, news, introduction="The House agreed today.")

    assert [outlet for outlet, text in once.items() if note not in text] == []
    assert [outlet for outlet, text in told(news).items() if note not in text] == []


def test_what_was_corrected_is_asked_of_public_news_only(
    admin_client: Client, news: NewsPage
) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[news.pk])
    before = filled(admin_client, address)
    news.save_revision().publish()

    after = filled(admin_client, address)

    assert ("correction" in before, "correction" in after) == (False, True)


def test_why_news_was_withdrawn_is_said_at_its_address_in_feed_and_api(
    admin_client: Client, news: NewsPage
) -> None:
    news.save_revision().publish()
    told(news)

    withdraw(admin_client, news, "Published before the vote.")

    assert Client().get("/en/news/bill/").status_code == 410
    assert [
        outlet for outlet, text in told(news).items() if "Published before the vote." not in text
    ] == []  # fmt: skip
    assert "From 10 November." not in "".join(told(news).values())


def test_a_reason_is_asked_for_before_news_is_withdrawn(
    admin_client: Client, news: NewsPage
) -> None:
    news.save_revision().publish()

    address = reverse("wagtailadmin_pages:unpublish", args=[news.pk])
    page = admin_client.post(address, {"reason": " "}).content.decode()

    news.refresh_from_db()
    assert news.live
    assert "This field is required." in page


def test_news_is_not_withdrawn_in_bulk_without_a_reason(
    admin_client: Client, news: NewsPage
) -> None:
    news.save_revision().publish()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])

    page = admin_client.post(f"{address}?id={news.pk}", follow=True)

    news.refresh_from_db()
    assert news.live
    assert "each piece with its reason" in page.content.decode()


def test_news_that_came_back_is_at_its_address_again(admin_client: Client, news: NewsPage) -> None:
    news.save_revision().publish()
    withdraw(admin_client, news)

    publish(admin_client, news)

    assert Client().get("/en/news/bill/").status_code == 200


def set_privacy(client: Client, page: Page, restriction: str) -> None:
    """Say who may see a page and what stands under it."""
    address = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
    client.post(address, {"restriction_type": restriction, "password": "", "groups": []})


@pytest.mark.parametrize("levels", [0, 1])
def test_news_that_only_some_may_see_goes_out_to_nobody(
    admin_client: Client, news: NewsPage, levels: int
) -> None:
    set_privacy(admin_client, [news, news.get_parent()][levels], "login")

    publish(admin_client, news)

    assert not EntryRecord.objects.exists()


@pytest.mark.parametrize("levels", [0, 1])
def test_news_made_private_is_withdrawn_everywhere_and_made_public_comes_back(
    admin_client: Client, news: NewsPage, levels: int
) -> None:
    news.save_revision().publish()
    page = [news, news.get_parent()][levels]

    set_privacy(admin_client, page, "login")
    hidden = told(news)
    set_privacy(admin_client, page, "none")

    assert [outlet for outlet, text in hidden.items() if "From 10 November." in text] == []
    assert "Withdrawn by the parliament." in hidden["feed"]
    assert "From 10 November." in told(news)["feed"]


def test_a_draft_of_news_is_at_no_address_and_can_be_previewed(
    admin_client: Client, news: NewsPage
) -> None:
    draft = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[news.pk]))

    assert Client().get("/en/news/bill/").status_code == 404
    assert "Bill goes to committee" in draft.content.decode()


@pytest.mark.parametrize("act", [delete, delete_in_bulk])
@pytest.mark.parametrize("levels", [0, 1, 2])
def test_news_that_was_public_is_deleted_neither_by_itself_nor_with_what_it_stands_under(
    admin_client: Client, news: NewsPage, act: object, levels: int
) -> None:
    news.save_revision().publish()
    page = [news, news.get_parent(), news.get_parent().get_parent()][levels]

    said = act(admin_client, page)  # type: ignore[operator]  # one of the acts in the table above

    assert "its address is for ever" in said
    assert NewsPage.objects.filter(pk=news.pk).exists()


def test_news_that_was_withdrawn_is_kept_too(admin_client: Client, news: NewsPage) -> None:
    news.save_revision().publish()
    withdraw(admin_client, news)

    said = delete(admin_client, news)

    assert "its address is for ever" in said
    assert queries.entry(EntryRecord.objects.get().thing, "en").withdrawn


@pytest.mark.parametrize("act", [delete, delete_in_bulk])
def test_news_that_was_never_public_is_deleted(
    admin_client: Client, news: NewsPage, act: object
) -> None:
    act(admin_client, news)  # type: ignore[operator]  # one of the acts in the table above

    assert not NewsPage.objects.exists()
