"""The form of a member."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import URLBlock

from cms.core.fields import ListField
from cms.core.forms import RecordForm


class MemberForm(RecordForm):
    """A member; the links as one address each."""

    links = ListField([("item", URLBlock(label=_("Address")))], label=_("Links"))
