"""The form of a document."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.bills.fields import BillField


class PaperForm(WagtailAdminModelForm):
    """A document, and the bill it is about."""

    bill = BillField(label=_("Bill"))
