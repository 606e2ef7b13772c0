"""Form fields for the public ids of bills: chosen in a window, never typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.bills.models import Bill
from cms.core.fields import ListField
from cms.core.identity import LENGTH
from cms.core.widgets import RecordChooser


class BillField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs alone
    """One bill. The column holds its public id, the window its row."""

    def __init__(self, **kwargs: Any) -> None:
        widget = RecordChooser(model=Bill)
        super().__init__(queryset=Bill.objects.all(), required=False, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Turn the column's public id into a key; the form's own keys are shorter."""
        if value == "":
            return None
        if isinstance(value, str) and len(value) == LENGTH:
            return rows_of([value]).get(value)
        return super().prepare_value(value)

    def clean(self, value: Any) -> str:
        """Return the public id, empty for no bill."""
        bill = super().clean(value)
        return bill.public_id if bill else ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare keys."""
        return super().has_changed(self.prepare_value(initial), data)


class BillsField(ListField):
    """Several bills."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__([("item", SnippetChooserBlock(Bill, label=_("Bill")))], **kwargs)

    def blocks_of(self, items: list[Any]) -> list[dict[str, Any]]:
        """Turn public ids into keys."""
        rows = rows_of(items)
        return super().blocks_of([rows[item] for item in items if item in rows])

    def items_of(self, blocks: list[dict[str, Any]]) -> list[Any]:
        """Turn the keys of chosen bills into public ids."""
        rows = Bill.objects.in_bulk(super().items_of(blocks))
        return [rows[key].public_id for key in super().items_of(blocks) if key in rows]


def rows_of(public_ids: Iterable[str]) -> dict[str, int]:
    """Return the key of each bill's original row."""
    rows = Bill.objects.filter(public_id__in=list(public_ids)).order_by("-original_language")
    return dict(rows.values_list("public_id", "pk"))
