"""The neutral voice at the desk: addresses, script, menu, the right to decide, and the gate before publication."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from cms.core.words import OwnWords
from cms.neutrality import gate, views
from cms.neutrality.panels import decide_url


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Answer at the desk."""
    where = "neutrality/<slug:app>/<slug:model>/<int:key>/"
    return [
        path("neutrality/check/", views.check, name="neutrality_check"),
        path("neutrality/rules/", views.rules, name="neutrality_rules"),
        path(where, views.decide, name="neutrality_decide"),
    ]


@hooks.register("insert_editor_js")
def script() -> str:
    """Look at what is typed while it is typed."""
    return format_html('<script src="{}" defer></script>', static("frontend/wording.js"))


@hooks.register("register_permissions")
def right() -> models.QuerySet[Permission]:
    """Let groups be reviewers of wording."""
    return Permission.objects.filter(
        content_type__app_label="neutrality", codename="decide_finding"
    )


@hooks.register("register_help_menu_item")
def house_rules() -> MenuItem:
    """Lead to the house rules."""
    return MenuItem(
        gettext_lazy("Neutral voice: house rules"),
        reverse("neutrality_rules"),
        icon_name="check",
        order=900,
    )


@hooks.register("before_publish")
def hold(request: HttpRequest, record: Any) -> HttpResponse | None:
    """Keep a draft of a record from being published while something in it is open, and say what."""
    return _refused(request, record) if isinstance(record, OwnWords) else None


@hooks.register("before_publish_page")
def hold_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep a draft of a page from being published while something in it is open, and say what."""
    return _refused(request, page) if isinstance(page, OwnWords) else None


def _refused(request: HttpRequest, record: Any) -> HttpResponse | None:
    found = gate.open_in(record.latest_revision.as_object())
    if not found:
        return None
    button = messages.button(decide_url(record), _("Look at them"))
    saved = _("The draft is saved.")
    messages.error(request, f"{saved} {gate.refusal(found[: gate.NAMED])}", buttons=[button])
    return redirect(views.edit_url(record))
