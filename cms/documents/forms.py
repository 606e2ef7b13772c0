"""The form of a document."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cms.bills.fields import BillField
from cms.core.forms import RecordForm


class PaperForm(RecordForm):
    """A document, and the bill it is about."""

    bill = BillField(label=_("Bill"))
