"""Form fields for what is stored as a list: Wagtail's blocks on the screen, plain values in the column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block, BlockField, StreamBlock

from cms.core.widgets import KeyedInput, TextsInput


class ListField(BlockField):
    """A list whose items are edited, added, moved and removed as blocks, each of one of the given types."""

    def __init__(self, types: Iterable[tuple[str, Block]], **kwargs: Any) -> None:
        block = StreamBlock(list(types), required=False)
        super().__init__(block=block, required=False, **kwargs)

    def blocks_of(self, items: list[Any]) -> list[dict[str, Any]]:
        """Return stored items as the stream block reads them."""
        return [{"type": "item", "value": item} for item in items]

    def items_of(self, blocks: list[dict[str, Any]]) -> list[Any]:
        """Return what the stream block writes as it is stored."""
        return [block["value"] for block in blocks]

    def prepare_value(self, value: Any) -> Any:
        """Turn the column's list into blocks; what comes back from the form are blocks already."""
        if value is None or isinstance(value, list | tuple):
            return self.block.to_python(self.blocks_of(list(value or ())))
        return value

    def clean(self, value: Any) -> list[Any]:
        """Return plain items."""
        return self._items(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare plain items."""
        return self._items(self.prepare_value(initial)) != self._items(data)

    def _items(self, value: Any) -> list[Any]:
        return self.items_of(self.block.get_prep_value(value))


class TextsField(forms.JSONField):
    """A text in each language; none is as good as some where the record has a name of its own."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=TextsInput, required=False, **kwargs)


class CountsField(forms.JSONField):
    """Whole numbers, one a key."""

    default_error_messages = {"number": _("Enter whole numbers of at most nine digits.")}

    def __init__(self, widget: KeyedInput, **kwargs: Any) -> None:
        super().__init__(widget=widget, required=False, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the numbers, or say that they are none."""
        found = super().to_python(value) or {}
        if not all(_NUMBER.fullmatch(str(number)) for number in found.values()):
            raise ValidationError(self.error_messages["number"], code="number")
        return {key: int(number) for key, number in found.items()}


_NUMBER = re.compile(r"\d{1,9}")
