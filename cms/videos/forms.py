"""The forms of a video and of a timing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import FloatBlock, StructBlock, TextBlock

from cms.core.fields import ListField
from cms.core.forms import PartForm


class SentenceBlock(StructBlock):
    """A sentence with its seconds in the video."""

    start = FloatBlock(label=_("From"), min_value=0)
    end = FloatBlock(label=_("Until"), min_value=0)
    text = TextBlock(label=_("Text"), rows=2)

    class Meta:
        label = _("Sentence")


class SentencesField(ListField):
    """Sentences, stored as start, end and text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__([("item", SentenceBlock())], **kwargs)

    def blocks_of(self, items: list[Any]) -> list[dict[str, Any]]:
        """Name the three values."""
        named = [{"start": start, "end": end, "text": text} for start, end, text in items]
        return super().blocks_of(named)

    def items_of(self, blocks: list[dict[str, Any]]) -> list[Any]:
        """Return the three values."""
        named = super().items_of(blocks)
        return [[item["start"], item["end"], item["text"]] for item in named]


class TimingForm(PartForm):
    """Where a speech lies in a video."""

    sentences = SentencesField(label=_("Sentences"))
