"""Windows to choose a record in: searched as the lists are, counted no further."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.snippets.views import chooser

from cms.core.listing import BoundedPaginator
from cms.core.widgets import RecordChooser


class SearchForm(BaseFilterForm):
    """Words, looked for as the model's view set does."""

    q = forms.CharField(
        label=_("Search term"),
        widget=forms.TextInput(attrs={"placeholder": _("Search")}),
        required=False,
    )

    def filter(self, objects: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Keep what holds the words."""
        objects = super().filter(objects)
        words = self.cleaned_data.get("q")
        if not words:
            return objects
        self.is_searching, self.search_query = True, words
        return objects.model.snippet_viewset.search(objects, words)


class RecordChoices:
    """The rows of the window, in the order of the list."""

    paginator_class = BoundedPaginator
    model_class: Any

    def get_object_list(self) -> models.QuerySet[Any]:
        """Return the rows with what their names are made of."""
        return self.model_class.snippet_viewset.get_queryset(None)

    def apply_object_list_ordering(self, objects: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Order as the list does."""
        return objects.order_by(*self.model_class.snippet_viewset.ordering)

    def get_filter_form_class(self) -> type[forms.Form]:
        """Add the search to what Wagtail offers."""
        offered = super().get_filter_form_class()  # type: ignore[misc]  # a mixin: the class beside it has it
        return type("FilterForm", (SearchForm, offered), {})


class RecordChooseView(RecordChoices, chooser.ChooseView):
    """The window."""


class RecordChooseResultsView(RecordChoices, chooser.ChooseResultsView):
    """What the window shows after a search or a turn of the page."""


class RecordChooserViewSet(chooser.SnippetChooserViewSet):
    """The window to choose a record in."""

    choose_view_class = RecordChooseView
    choose_results_view_class = RecordChooseResultsView
    base_widget_class = RecordChooser
