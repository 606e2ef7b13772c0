"""The form of a speech: one plain text area a paragraph."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import TextBlock

from cms.bills.fields import BillsField
from cms.core.fields import ListField
from cms.core.forms import RecordForm

KINDS = {
    "text": _("Speech"),
    "note": _("Note"),
    "time": _("Time"),
    "reaction": _("Reaction"),
    "procedural": _("Procedure"),
    "heading": _("Heading"),
}
"""What a paragraph may be: what was said, or what the report notes about it."""

NAMELESS = "nameless-"
"""Begins the block id of a paragraph that has no id of its own and is to have none."""


class ParagraphsField(ListField):
    """Paragraphs that keep their ids, which links and recordings point to; new ones get one."""

    def __init__(self, **kwargs: Any) -> None:
        blocks = [(kind, TextBlock(label=label, rows=4)) for kind, label in KINDS.items()]
        super().__init__(blocks, **kwargs)

    def blocks_of(self, items: list[Any]) -> list[dict[str, Any]]:
        """Carry each id and kind as the block's; a kind that is none of ours is a note."""
        return [
            {
                "type": item["kind"] if item["kind"] in KINDS else "note",
                "id": item.get("id") or f"{NAMELESS}{place}",
                "value": item["text"],
            }
            for place, item in enumerate({"kind": "text", **item} for item in items)
        ]

    def items_of(self, blocks: list[dict[str, Any]]) -> list[Any]:
        """Give each paragraph its block's id and kind back."""
        return [
            {
                "id": "" if block["id"].startswith(NAMELESS) else block["id"],
                "kind": block["type"],
                "text": block["value"],
            }
            for block in blocks
        ]


class SpeechForm(RecordForm):
    """A speech."""

    paragraphs = ParagraphsField(label=_("Text"))
    bills = BillsField(label=_("Bills"))
