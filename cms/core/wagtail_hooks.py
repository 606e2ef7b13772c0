"""The menu of the record, and what must not be deleted."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from django.db.models.deletion import Collector, ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.snippets.action_menu import ActionMenuItem

from cms.core import gate, policies, rights, translating
from cms.core.models import TranslatableRecord
from cms.core.publishing import sources_of, withheld
from cms.core.viewsets import RecordMenu
from syndication import queries


@hooks.register("register_admin_viewset")
def record_menu() -> RecordMenu:
    """Gather everything parliament publishes in one menu."""
    return RecordMenu()


@hooks.register("on_serve_page", order=-1)  # before Wagtail's own, which would ask who is there
def guard(serve: gate.Serve) -> gate.Serve:
    """Serve through the gate."""
    return gate.guard(serve, withheld)


@hooks.register("insert_global_admin_css")
def sheet() -> str:
    """Add to Wagtail's own sheet."""
    return format_html('<link rel="stylesheet" href="{}">', static("frontend/desk.css"))


@hooks.register("construct_snippet_action_menu")
def translate(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Offer the translation of a saved record to those who may write one; to those who may write no more, only that."""
    record = context.get("instance")
    if not isinstance(record, TranslatableRecord) or context["view"] != "edit":
        return
    policy = policy_registry.get_by_type(type(record))
    if not policy.user_has_permission_for_instance(request.user, "change", record):
        items[:] = [item for item in items if item.name not in _SAVING]
    if policy.user_has_permission(request.user, "add") or policies.translates(request.user):
        items.extend(translating.offers(record))


@hooks.register("construct_snippet_action_menu")
@hooks.register("construct_page_action_menu")
def offer_to_withdraw(
    items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]
) -> None:
    """Offer to unpublish only to those who may withdraw."""
    if rights.refused(request.user, "withdraw"):
        items[:] = [item for item in items if item.name != "action-unpublish"]


@hooks.register("before_unpublish_page")
def withdraw_below(request: HttpRequest, page: Page) -> None:
    """Refuse to unpublish a page above news to those who may not withdraw it."""
    if _was_public_below(page):
        rights.require(request.user, "withdraw")


@hooks.register("before_delete_snippet")
def keep(request: HttpRequest, instances: Iterable[Model]) -> HttpResponse | None:
    """Refuse to delete what was ever public, what would take such a thing with it, and what others refer to."""
    for instance in instances:
        reason = _kept_because(instance)
        if reason:
            messages.error(request, reason % {"record": instance})
            return redirect(instance.snippet_viewset.get_url_name("edit"), instance.pk)  # type: ignore[attr-defined]  # Wagtail adds it to each snippet
    return None


@hooks.register("before_delete_page")
def keep_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete a page that was ever public as an entry, or has such a page below it."""
    if not _was_public_below(page):
        return None
    messages.error(request, _EVERLASTING % {"record": page})
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def keep_all(
    request: HttpRequest, action_type: str, objects: Iterable[Model], _action: object
) -> HttpResponse | None:
    """Refuse the same of many pages at once; records are deleted one by one, each with what it is part of."""
    if action_type != "delete":
        return None
    for item in objects:
        if hasattr(item, "snippet_viewset"):
            messages.error(request, _("Records are deleted one by one."))
            return redirect(item.snippet_viewset.get_url_name("list"))
        refused: HttpResponse | None = keep_page(request, item) if isinstance(item, Page) else None
        if refused:
            return refused
    return None


@hooks.register("before_bulk_action")
def withdraw_each(
    request: HttpRequest, action_type: str, objects: Iterable[Model], _action: object
) -> HttpResponse | None:
    """Refuse to unpublish news with others: each piece is withdrawn with its own public reason."""
    pages = [item for item in objects if isinstance(item, Page)]
    if action_type != "unpublish" or not any(map(_was_public_below, pages)):
        return None
    messages.error(request, _("News is unpublished one by one, each piece with its reason."))
    return redirect("wagtailadmin_explore_root")


_SAVING = frozenset({"action-save", "action-submit", "action-restart-workflow"})
_EVERLASTING = gettext_lazy(
    "“%(record)s”, or something that belongs to it, has been published,"
    " and its address is for ever: unpublish it instead."
)


def _was_public_below(page: Page) -> bool:
    below = page.get_descendants(inclusive=True).specific()
    entries = (entry for row in below for source in sources_of(row) for entry in source.of(row))
    return bool(queries.entries_named([entry.thing for entry in entries], settings.LANGUAGE_CODE))


def _kept_because(record: Model) -> str:
    if not record.snippet_viewset.deletable:  # type: ignore[attr-defined]  # Wagtail adds it to each snippet
        return _("“%(record)s” cannot be deleted: its address is for ever.")
    collector = Collector(using=DEFAULT_DB_ALIAS)
    try:
        collector.collect([record])
    except ProtectedError:
        return _("“%(record)s” cannot be deleted: other records refer to it.")
    taken = chain(*collector.data.values(), *collector.fast_deletes)
    things = [getattr(row, "public_id", "") for row in taken if any(sources_of(row))]
    if queries.entries_named(things, settings.LANGUAGE_CODE):
        return str(_EVERLASTING)
    return ""
