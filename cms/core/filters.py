"""Filters of the lists: by state, by date, and by records chosen in a window instead of from a giant menu."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from cms.core.widgets import RecordChooser

STATES: dict[str, dict[str, bool]] = {
    "live": {"live": True},
    "draft": {"live": False},
    "changed": {"live": True, "has_unpublished_changes": True},
}


class StateFilter(django_filters.ChoiceFilter):
    """Public, not public, or public with changes waiting."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("State"),
            choices=[
                ("live", _("Public")),
                ("draft", _("Not public")),
                ("changed", _("Public, with unpublished changes")),
            ],
            empty_label=_("All"),
            widget=forms.RadioSelect,
            **kwargs,
        )

    def filter(self, rows: models.QuerySet[Any], value: str) -> models.QuerySet[Any]:
        """Keep the rows in a state."""
        return rows.filter(**STATES[value]) if value in STATES else rows


class ChosenFilter(django_filters.ModelChoiceFilter):
    """A record, chosen in Wagtail's own window."""

    def __init__(self, model: type[models.Model], **kwargs: Any) -> None:
        super().__init__(
            queryset=model._default_manager.all(), widget=RecordChooser(model=model), **kwargs
        )


class DaysFilter(django_filters.DateFromToRangeFilter):
    """From one day to another."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=DateRangePickerWidget, **kwargs)


class RecordFilterSet(WagtailFilterSet):
    """What every list of records can be narrowed by."""

    state = StateFilter()
