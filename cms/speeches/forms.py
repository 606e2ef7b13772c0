"""The form of a speech: one plain text area a paragraph."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.blocks import ChoiceBlock, StructBlock, TextBlock

from cms.bills.fields import BillsField
from cms.core.fields import ListField

NAMELESS = "nameless-"
"""Begins the block id of a paragraph that has no id of its own and is to have none."""


class ParagraphBlock(StructBlock):
    """A paragraph: what was said, or what the report notes about it."""

    kind = ChoiceBlock(
        label=_("Kind"),
        default="text",
        choices=[
            ("text", _("Speech")),
            ("note", _("Note")),
            ("time", _("Time")),
            ("reaction", _("Reaction")),
            ("procedural", _("Procedure")),
            ("heading", _("Heading")),
        ],
    )
    text = TextBlock(label=_("Text"), rows=4)

    class Meta:
        label = _("Paragraph")


class ParagraphsField(ListField):
    """Paragraphs that keep their ids, which links and recordings point to; new ones get one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(ParagraphBlock(), **kwargs)

    def blocks_of(self, items: list[Any]) -> list[Any]:
        """Carry each id as the block's."""
        return [
            {
                "type": "item",
                "id": item.get("id") or f"{NAMELESS}{place}",
                "value": {"kind": item.get("kind", "text"), "text": item["text"]},
            }
            for place, item in enumerate(items)
        ]

    def items_of(self, value: Any) -> list[Any]:
        """Give each paragraph its block's id back."""
        return [
            {
                "id": "" if child.id.startswith(NAMELESS) else child.id,
                "kind": child.value["kind"],
                "text": child.value["text"],
            }
            for child in value.bound_blocks
        ]


class SpeechForm(WagtailAdminModelForm):
    """A speech."""

    paragraphs = ParagraphsField(label=_("Text"))
    bills = BillsField(label=_("Bills"))
