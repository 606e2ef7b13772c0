"""Lists of hundreds of thousands of records that stay fast: bounded counts, a fixed number of statements a page."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, LiveStatusTagColumn
from wagtail.admin.views import generic
from wagtail.coreutils import multigetattr
from wagtail.models import DraftStateMixin, Revision, WorkflowState
from wagtail.snippets.views import snippets

from cms.core.templatetags.languages import language_name

MOST = 10_000
"""Rows a list counts and pages through; who needs one beyond them narrows the list."""


class BoundedPaginator(WagtailPaginator):
    """Counts no further than anybody pages: the database stops looking there."""

    @cached_property
    def found(self) -> int:
        """Return how many rows there are, up to one more than are shown."""
        rows = self.object_list.order_by().values("pk")[: MOST + 1]
        return int(rows.count())

    @property
    def cut(self) -> bool:
        """Tell whether there are more than are shown."""
        return self.found > MOST

    @cached_property
    def count(self) -> int:
        """Return how many rows are shown on all pages together."""
        return min(self.found, MOST)

    @cached_property
    def items_count_label(self) -> str:
        """Say how many there are, or that there are more than are counted."""
        if not self.cut:
            return str(super().items_count_label)
        return _("More than %(number)s %(things)s") % {
            "number": number_format(MOST, force_grouping=True),
            "things": self.verbose_name_plural,
        }


class RecordIndexView(snippets.IndexView):
    """The list of one kind of record."""

    paginator_class = BoundedPaginator

    @cached_property
    def columns(self) -> list[Any]:
        """Offer no boxes to tick: the record is withdrawn one by one, never deleted by the page."""
        return [item for item in super().columns if not isinstance(item, BulkActionsCheckboxColumn)]

    def search_queryset(self, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Search as the model's view set does."""
        if not self.is_searching:
            return queryset
        return self.model.snippet_viewset.search(queryset, self.search_query)

    def get_list_buttons(self, instance: models.Model) -> list[Any]:
        """Offer what concerns this row without asking other apps, whose answers cost statements for each row."""
        return generic.IndexView.get_list_buttons(self, instance)


def language(accessor: str = "language") -> Column:
    """Return the column that says which language something is in, in the clerk's language."""
    return Column(
        "language",
        label=gettext_lazy("Language"),
        accessor=lambda row: language_name(multigetattr(row, accessor)),
    )


def status() -> LiveStatusTagColumn:
    """Return the column that says draft, live, scheduled, in moderation; no list is sorted by it."""
    return LiveStatusTagColumn(sort_key=None)


def statuses(model: type[models.Model]) -> tuple[models.Prefetch[Any], ...]:
    """Return what a list loads at once so that titles and statuses cost no statement for each row."""
    if not issubclass(model, DraftStateMixin):
        return ()
    drafts = Revision.objects.defer("content")
    return (
        models.Prefetch("latest_revision", drafts),
        models.Prefetch(
            "_revisions",
            drafts.filter(approved_go_live_at__isnull=False),
            to_attr="scheduled_revisions",
        ),
        models.Prefetch(
            "workflow_states", WorkflowState.objects.active(), to_attr="_current_workflow_states"
        ),
    )
