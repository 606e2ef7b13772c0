"""Whether every feed is right, for web administrators: what the last self-test found, and a button for the next."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from syndication.errors import SyndicationError
from syndication.models import FeedCheck
from syndication.selftest import runs, tasks, words

LOOK, RUN = "syndication.view_feedcheck", "syndication.run_feedcheck"
INDEX = "feed_check:index"


class SelfTestView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """The last run with its findings feed by feed, and the runs before it in a line each."""

    permission_policy = ModelPermissionPolicy(FeedCheck)
    permission_required = "view"
    page_title = _("Self-test of the feeds")
    header_icon = "success"
    template_name = "console/feed_check.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Say where this is."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the runs: one statement, however much they found."""
        kept = list(FeedCheck.objects.all()[: runs.KEPT])
        last = kept[0] if kept else None
        return super().get_context_data(
            **kwargs,
            run=last,
            before=kept[1:],
            at_work=last is not None and runs.is_at_work(last, at=timezone.now()),
            feeds=_by_feed(last) if last is not None else [],
            most=runs.MOST,
            may_start=self.request.user.has_perm(RUN),
        )


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin a run in the background, unless one is at work."""
    if not (request.user.has_perm(LOOK) and request.user.has_perm(RUN)):
        return redirect("wagtailadmin_home")
    try:
        tasks.start()
    except SyndicationError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("The feeds are being checked in the background."))
    return redirect(reverse(INDEX))


class SelfTestMenuItem(MenuItem):
    """Shown to who may look."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the right."""
        return bool(request.user.has_perm(LOOK))


class SelfTestViewSet(ViewSet):
    """The page's addresses and its place among the reports."""

    name = "feed_check"
    icon = "success"
    menu_label = _("Self-test of the feeds")
    menu_hook = "register_reports_menu_item"
    menu_order = 60
    menu_item_class: ClassVar[type[MenuItem]] = SelfTestMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Answer with the page, and take the order to begin."""
        return [
            path("", SelfTestView.as_view(), name="index"),
            path("start/", start, name="start"),
        ]


def _by_feed(run: FeedCheck) -> list[tuple[str, list[dict[str, str]]]]:
    """Return the findings of each feed, in words."""
    return [
        (
            feed,
            [
                {
                    "item": one.item,
                    "words": words.sentence(one, apart=True),
                    "advice": words.advice(one),
                }
                for one in own
            ],
        )
        for feed, own in groupby(runs.findings(run), attrgetter("feed"))
    ]
