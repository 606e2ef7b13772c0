"""Forms of what is public: what was corrected, and why something is withdrawn, in the public's words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.widgets import AdminAutoHeightTextInput

from cms.core import times
from syndication.text import clean


class Notice(forms.CharField):
    """A sentence for the public; one of nothing but characters that no document may hold is none."""

    def to_python(self, value: Any) -> str:
        """Return the sentence."""
        return clean(super().to_python(value) or "").strip()


class CleanForm:
    """A form that keeps no character which no database or no document may hold."""

    cleaned_data: dict[str, Any]
    add_error: Any

    def clean(self) -> dict[str, Any]:
        """Leave them out of every text, before the record itself is asked whether anything is missing."""
        super().clean()  # type: ignore[misc]  # a mixin: the form beside it has it
        self.cleaned_data = {name: _cleaned(value) for name, value in self.cleaned_data.items()}
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, date) and not times.holds(value):
                self.add_error(name, _("Enter a date from the year 1000 to the year 8999."))
        return self.cleaned_data


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {_cleaned(name): _cleaned(item) for name, item in value.items()}
    return value


def language() -> forms.CharField:
    """Return the field of the language that something is written in (BCP 47)."""
    known = RegexValidator(
        r"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", _("Enter the code of a language: en, or pt-BR.")
    )
    return forms.CharField(label=_("Language"), max_length=16, validators=[known])


def correction(*, required: bool = False) -> forms.CharField:
    """Return the field that asks what was corrected; where it is not required, with a publication."""
    return Notice(
        label=_("What was corrected (public)"),
        help_text=""
        if required
        else _(
            "One or two sentences for the public, shown with the record on every page, in every feed and embed."
            " They go out when you press “Publish”; a draft or a review does not keep them."
        ),
        widget=AdminAutoHeightTextInput,
        required=required,
    )


def withdrawal() -> forms.CharField:
    """Return the field that asks why something is withdrawn."""
    return Notice(
        label=_("Reason (public)"),
        help_text=_(
            "One or two sentences for the public. They stay at the address in place of the record,"
            " and reach every feed and embed that showed it."
        ),
        widget=AdminAutoHeightTextInput,
    )


class PartForm(CleanForm, WagtailAdminModelForm):
    """The form of what belongs to a record."""


class RecordForm(CleanForm, WagtailAdminModelForm):
    """The form of any record."""

    correction = correction()


class PlainPageForm(CleanForm, WagtailAdminPageForm):
    """The form of a page that is no record."""

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 (as in Django)
        """Save the page; a new one is a draft until its revision is published, should somebody object to that."""
        if self.instance.pk is None:
            self.instance.live = False
        return super().save(commit=commit)


class RecordPageForm(PlainPageForm):
    """The form of a record that is a page."""

    correction = correction()


class WithdrawalForm(forms.Form):
    """The reason of a withdrawal."""

    reason = withdrawal()
