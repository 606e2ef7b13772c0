"""Forms of what is public: what was corrected, and why something is withdrawn, in the public's words."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.widgets import AdminAutoHeightTextInput


def correction(*, required: bool = False) -> forms.CharField:
    """Return the field that asks what was corrected; where it is not required, with a publication."""
    return forms.CharField(
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
    return forms.CharField(
        label=_("Reason (public)"),
        help_text=_(
            "One or two sentences for the public. They stay at the address in place of the record,"
            " and reach every feed and embed that showed it."
        ),
        widget=AdminAutoHeightTextInput,
    )


class RecordForm(WagtailAdminModelForm):
    """The form of any record."""

    correction = correction()


class RecordPageForm(WagtailAdminPageForm):
    """The form of a record that is a page."""

    correction = correction()


class WithdrawalForm(forms.Form):
    """The reason of a withdrawal."""

    reason = withdrawal()
