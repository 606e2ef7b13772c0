"""The forms of a bill, of its stages and of its text."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.blocks import CharBlock, StructBlock, TextBlock

from cms.core.fields import ListField, TextsField
from cms.core.forms import RecordForm


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


class StageForm(WagtailAdminModelForm):
    """A stage; one without a title is called what its code means."""

    titles = TextsField(label=_("Titles"))


class BillTextForm(WagtailAdminModelForm):
    """A version of a bill's text, clause by clause."""

    clauses = ListField([("item", ClauseBlock())], label=_("Clauses"))
