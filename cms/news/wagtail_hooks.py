"""News in the admin: pages that say in public what was corrected and why they are withdrawn."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from cms.core.editing import PageUnpublishView
from cms.news.models import NewsPage
from syndication.text import clean


class NewsViewSet(PageViewSet):
    """News."""

    model = NewsPage
    unpublish_view_class = PageUnpublishView


@hooks.register("register_admin_viewset")
def news() -> NewsViewSet:
    """Offer the views of news."""
    return NewsViewSet()


@hooks.register("before_publish_page")
def correct(request: HttpRequest, page: Page) -> None:
    """Let what is said of a correction go out with its publication."""
    page.latest_revision.correction = clean(request.POST.get("correction", "")).strip()
