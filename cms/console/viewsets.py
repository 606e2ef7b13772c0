"""Lists over the engine's tables that nobody edits by hand."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db import models
from django.urls import URLPattern, path
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cms.core.listing import BoundedPaginator
from cms.core.viewsets import MENU
from syndication import queries


class ReadOnlyIndexView(generic.IndexView):
    """A list whose rows can be opened and nothing else."""

    paginator_class = BoundedPaginator
    any_permission_required = ["view"]


class ReadOnlyInspectView(generic.InspectView):
    """One row, all of it."""

    any_permission_required = ["view"]


class LedgerIndexView(ReadOnlyIndexView):
    """The ledger, searched by what the entries say."""

    def search_queryset(self, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Keep the lines about what the engine finds."""
        if not self.is_searching:
            return queryset
        return queryset.filter(entry__thing__in=queries.find("", self.search_query))


class ReadOnlyViewSet(ModelViewSet):
    """A table the engine keeps."""

    menu_hook = MENU
    index_view_class = ReadOnlyIndexView
    index_results_template_name = "core/admin/results.html"
    inspect_view_class = ReadOnlyInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    search_backend_name = None
    list_per_page = 50

    def rows(self) -> models.QuerySet[Any]:
        """Return the rows with what a list shows of them."""
        return self.model._default_manager.all()

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Offer no way to add, edit, copy or delete."""
        names = ("add", "edit", "delete", "copy", "history", "usage")
        nowhere = {f"{name}_url_name": None for name in names}
        return {**super().get_common_view_kwargs(**kwargs), **nowhere}

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """List the rows as prepared here."""
        return super().get_index_view_kwargs(queryset=self.rows(), **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Answer with the list and with one row."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
        ]

    def get_permissions_to_register(self) -> models.QuerySet[Permission]:
        """Let groups be allowed to look."""
        found = Permission.objects.filter(content_type__app_label=self.app_label)
        return found.filter(codename=f"view_{self.model_name}")

    def register_admin_url_finder(self) -> None:
        """Nothing is edited here, so there is no address to find."""
