"""View sets: how each kind of record is listed, searched, filtered, edited and chosen in the admin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList, Panel
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.core import editing
from cms.core.choosers import RecordChooserViewSet
from cms.core.listing import RecordIndexView, statuses
from cms.core.panels import CorrectionPanel
from cms.neutrality.panels import WordsPanel
from syndication import queries

MENU = "register_record_menu_item"
"""The hook that fills the menu of the record."""

FOUND = 500
"""Records a search brings up; the newest ones."""


class RecordViewSet(SnippetViewSet):
    """A kind of record with drafts, review and publication."""

    kind: ClassVar[str] = ""
    related: ClassVar[Sequence[str | models.Prefetch[Any]]] = ()
    deferred: ClassVar[Sequence[str]] = ()
    search_fields: Sequence[str] = ()
    deletable: ClassVar[bool] = True

    menu_hook: str | None = MENU
    list_per_page = 30
    chooser_per_page = 20
    copy_view_enabled = False  # a copy would claim the original's everlasting id
    index_view_class = RecordIndexView
    index_results_template_name = "core/admin/results.html"
    add_view_class = editing.CreateView
    edit_view_class = editing.EditView
    history_view_class = editing.HistoryView
    preview_on_add_view_class = editing.PreviewOnCreateView
    unpublish_view_class = editing.UnpublishView
    chooser_viewset_class = RecordChooserViewSet

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Leave out Wagtail's count of uses: imports do not keep its index, so it would be wrong."""
        left_out = ["usage_url_name"] if self.deletable else ["usage_url_name", "delete_url_name"]
        return {**super().get_common_view_kwargs(**kwargs), **dict.fromkeys(left_out)}

    def get_edit_handler(self) -> Panel:
        """Ask at the end of the form of what is public what was corrected."""
        handler = super().get_edit_handler()
        if not self.draftstate_enabled:
            return handler
        words = [WordsPanel()] if self.model.own_words else []
        return ObjectList([*handler.children, *words, CorrectionPanel()]).bind_to_model(self.model)

    def get_queryset(self, request: HttpRequest | None) -> models.QuerySet[Any]:
        """Return the rows with all that a list shows of them: one statement a relation."""
        rows = self.model._default_manager.prefetch_related(*self.related, *statuses(self.model))
        return rows.defer(*self.deferred)

    def search(self, rows: models.QuerySet[Any], words: str) -> models.QuerySet[Any]:
        """Keep what the engine finds, and what was never published and is named so."""
        named = reduce(
            or_, (models.Q(**{f"{name}__icontains": words}) for name in self.search_fields)
        )
        if not self.kind:
            return rows.filter(named)
        mine = self.model._default_manager.filter(named)
        if self.draftstate_enabled:
            mine = mine.filter(live=False, first_published_at=None)
        keys = list(mine.order_by("-pk").values_list("pk", flat=True)[:FOUND])
        things = queries.find(self.kind, words, FOUND)
        return rows.filter(models.Q(public_id__in=things) | models.Q(pk__in=keys))


class PartViewSet(RecordViewSet):
    """What has no drafts of its own: it is public as soon as it is saved, with the record it belongs to."""

    part_of: ClassVar[str] = ""
    menu_hook: str | None = None  # it is reached from its record
    menu_item_is_registered = True
    add_view_class = editing.PartCreateView
    edit_view_class = editing.PartEditView
    delete_view_class = editing.PartDeleteView

    def wholes(self, part: Any) -> Iterable[models.Model]:
        """Yield the records whose public pages say something of the part."""
        yield getattr(part, self.part_of) if self.part_of else part


class RecordMenu(ViewSetGroup):
    """The one menu of the record."""

    menu_label = _("Record")
    menu_name = "record"
    menu_icon = "folder-open-inverse"
    menu_order = 110
    submenu_hook = MENU


def in_each_language(field: str) -> list[str]:
    """Return the look-ups of a {language: text} column, one a language of the interface."""
    return [f"{field}__{code}" for code, _name in settings.INTERFACE_LANGUAGES]
