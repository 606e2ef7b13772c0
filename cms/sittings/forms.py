"""The forms of a heading and of a division."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from cms.bills.fields import BillField, BillsField
from cms.core.fields import CountsField, TextsField
from cms.core.forms import PartForm, RecordForm, language
from cms.core.widgets import KeyedInput

OPTIONS = {"yes": _("Ayes"), "no": _("Noes"), "abstain": _("Abstentions"), "absent": _("Absent")}


class CountsInput(KeyedInput):
    """A number for each choice."""

    def keys(self) -> Iterable[str]:
        """Return the usual choices."""
        return OPTIONS

    def label(self, key: str) -> str:
        """Return a choice in words; the source's own where it has none."""
        return str(OPTIONS.get(key, key))

    def input_attrs(self, key: str) -> dict[str, str]:
        """Bring up the digits."""
        return {"inputmode": "numeric"}


class SittingForm(RecordForm):
    """A sitting; one without a title is named after the body and the day."""

    titles = TextsField(label=_("Titles"))
    language = language()


class SectionForm(PartForm):
    """A heading of a debate, with the bills debated under it."""

    titles = TextsField(label=_("Titles"))
    bills = BillsField(label=_("Bills"))


class DivisionForm(RecordForm):
    """A division: what was decided on, and how many chose what."""

    titles = TextsField(label=_("Question"))
    bill = BillField(label=_("Bill"))
    counts = CountsField(CountsInput(), label=_("Counts"))
