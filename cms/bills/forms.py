"""The forms of a bill, of its stages and of its text."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, TextBlock

from cms.core.fields import ListField, TextsField
from cms.core.forms import PartForm, RecordForm, language


class ClauseBlock(StructBlock):
    """A clause as the clerk writes it."""

    number = CharBlock(label=_("Number"), required=False)
    heading = CharBlock(label=_("Heading"), required=False)
    text = TextBlock(label=_("Text"), required=False, rows=3)

    class Meta:
        label = _("Clause")


class BillForm(RecordForm):
    """A bill; its topics one by one."""

    topics = ListField([("item", CharBlock(label=_("Topic")))], label=_("Topics"))


class StageForm(PartForm):
    """A stage; one without a title is called what its code means."""

    titles = TextsField(label=_("Titles"))


class BillTextForm(PartForm):
    """A version of a bill's text, clause by clause."""

    language = language()
    clauses = ListField([("item", ClauseBlock())], label=_("Clauses"))
