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
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.permissions import policy_registry
from wagtail.snippets.action_menu import ActionMenuItem

from cms.core import translating
from cms.core.models import TranslatableRecord
from cms.core.publishing import sources_of
from cms.core.viewsets import RecordMenu
from syndication import queries


@hooks.register("register_admin_viewset")
def record_menu() -> RecordMenu:
    """Gather everything parliament publishes in one menu."""
    return RecordMenu()


@hooks.register("construct_snippet_action_menu")
def translate(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Offer the translation of a saved record to those who may write one."""
    record = context.get("instance")
    if isinstance(record, TranslatableRecord) and context["view"] == "edit":
        policy = policy_registry.get_by_type(type(record))
        if policy.user_has_permission(request.user, "add"):
            items.extend(translating.offers(record))


@hooks.register("before_delete_snippet")
def keep(request: HttpRequest, instances: Iterable[Model]) -> HttpResponse | None:
    """Refuse to delete what was ever public, what would take such a thing with it, and what others refer to."""
    for instance in instances:
        reason = _kept_because(instance)
        if reason:
            messages.error(request, reason % {"record": instance})
            return redirect(instance.snippet_viewset.get_url_name("edit"), instance.pk)  # type: ignore[attr-defined]
    return None


def _kept_because(record: Model) -> str:
    if not record.snippet_viewset.deletable:  # type: ignore[attr-defined]
        return _("“%(record)s” cannot be deleted: its address is for ever.")
    collector = Collector(using=DEFAULT_DB_ALIAS)
    try:
        collector.collect([record])
    except ProtectedError:
        return _("“%(record)s” cannot be deleted: other records refer to it.")
    taken = chain(*collector.data.values(), *collector.fast_deletes)
    things = [getattr(row, "public_id", "") for row in taken if any(sources_of(row))]
    if queries.entries_named(things, settings.LANGUAGE_CODE):
        return _(
            "“%(record)s”, or something that belongs to it, has been published,"
            " and its address is for ever: unpublish it instead."
        )
    return ""
