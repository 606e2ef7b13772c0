"""What can be decided on an entry, each as a form: what it asks, when it is offered, and the action it becomes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateTimeInput

from cms.core.forms import correction, withdrawal
from cms.core.rights import VERBS, needs_second
from cms.core.templatetags.languages import language_name
from syndication import actions
from syndication.models import Audience, EntryRecord


class MomentField(forms.DateTimeField):
    """A whole minute by the chamber's clock, whatever clock the clerk goes by."""

    widget = AdminDateTimeInput

    def clean(self, value: Any) -> datetime | None:
        """Return the aware moment; refuse one that the clock of that day skips or shows twice."""
        with timezone.override(timezone.get_default_timezone()):
            moment: datetime | None = super().clean(value)
        if moment and (moment.second or moment.microsecond):
            raise ValidationError(_("Embargoes and ends fall on a whole minute."))
        return moment


BY_THE_CLOCK = format_lazy(
    gettext_lazy("By the chamber’s clock ({zone}), a whole minute."), zone=settings.TIME_ZONE
)


class DecisionForm(forms.Form):
    """A verb on one entry, in its language or in all, and the version it is decided on.

    ``version`` is that of the thing, over all its languages.
    """

    verb: ClassVar[str]
    action: ClassVar[Callable[..., int]]
    explanation: ClassVar[Any] = ""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    seen_here = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, row: EntryRecord, data: QueryDict | None = None, *, version: int) -> None:
        self.row = row
        self.data: Any
        versions = {"seen": version, "seen_here": row.version}
        super().__init__(data, initial=versions, prefix=self.verb)
        if versions["seen"] != versions["seen_here"]:
            only = _("Only in this language: %(language)s") % {
                "language": language_name(row.language)
            }
            self.fields["only"] = forms.BooleanField(label=only, required=False)

    @classmethod
    def offered(cls, row: EntryRecord) -> bool:
        """Tell whether the verb could change the entry."""
        return True

    @property
    def name(self) -> str:
        """Return what the verb is called."""
        return str(VERBS[self.verb])

    @property
    def classname(self) -> str:
        """Have it open where something is to be read in it."""
        return "" if self.is_bound else "collapsed"

    @property
    def language(self) -> str:
        """Return the language decided on, empty for all."""
        return self.row.language if self.cleaned_data.get("only") else ""

    @property
    def revision(self) -> int:
        """Return the version it is decided on."""
        seen: int = self.cleaned_data["seen_here" if self.cleaned_data.get("only") else "seen"]
        return seen

    @property
    def arguments(self) -> dict[str, Any]:
        """Return what the action needs to know."""
        own = {"seen", "seen_here", "only"}
        return {name: value for name, value in self.cleaned_data.items() if name not in own}

    @property
    def waits(self) -> bool:
        """Tell whether a second person has to confirm it."""
        return needs_second(self.verb)

    def look_again(self, row: EntryRecord, reason: str, *, version: int) -> None:
        """Keep what was typed, to be decided anew on what is there now."""
        self.row = row
        now = {"seen": version, "seen_here": row.version}
        self.data = {**self.data.dict(), **{self.add_prefix(name): now[name] for name in now}}
        self.add_error(None, reason)

    def act(self) -> int:
        """Do it; return how many entries that changed."""
        return self.action(
            self.row.thing, language=self.language, revision=self.revision, **self.arguments
        )


class WithdrawForm(DecisionForm):
    """Take something out of the record, with the public reason."""

    verb, action = "withdraw", staticmethod(actions.withdraw)
    explanation = gettext_lazy(
        "It leaves every page, feed and embed at once; the title and the reason stay at its address."
    )
    reason = withdrawal()

    @classmethod
    def offered(cls, row: EntryRecord) -> bool:
        return not row.withdrawn


class RestoreForm(DecisionForm):
    """Bring something back."""

    verb, action = "restore", staticmethod(actions.restore)
    explanation = gettext_lazy("It comes back everywhere as it was last recorded.")

    @classmethod
    def offered(cls, row: EntryRecord) -> bool:
        return row.withdrawn


class CorrectForm(DecisionForm):
    """Say what was corrected, without another edit."""

    verb, action = "correct", staticmethod(actions.annotate)
    explanation = gettext_lazy(
        "Nothing but the note changes; it stays until another one replaces it."
    )
    note = correction(required=True)

    @classmethod
    def offered(cls, row: EntryRecord) -> bool:
        return not row.withdrawn


class EmbargoForm(DecisionForm):
    """Hide something until a moment."""

    verb, action = "embargo", staticmethod(actions.embargo)
    explanation = gettext_lazy(
        "Until then it answers like what does not exist; then it appears by itself."
    )
    until = MomentField(label=gettext_lazy("Hidden until"), help_text=BY_THE_CLOCK)

    def clean_until(self) -> datetime:
        """Refuse a moment that is past."""
        until: datetime = self.cleaned_data["until"]
        if until <= timezone.now():
            raise ValidationError(_("This moment is past."))
        return until


class ExpireForm(DecisionForm):
    """Hide something from a moment on."""

    verb, action = "expire", staticmethod(actions.expire)
    explanation = gettext_lazy(
        "From then on it answers like what does not exist. Leave the moment empty to have no end."
    )
    after = MomentField(label=gettext_lazy("Hidden from"), help_text=BY_THE_CLOCK, required=False)


class LiftForm(DecisionForm):
    """End an embargo and a restriction now."""

    verb, action = "lift", staticmethod(actions.lift)
    explanation = gettext_lazy("An embargo and a restriction end now; an end that is set stays.")

    @classmethod
    def offered(cls, row: EntryRecord) -> bool:
        return bool(row.visible_from or row.audience)


class RestrictForm(DecisionForm):
    """Show something to an audience only."""

    verb, action = "restrict", staticmethod(actions.restrict)
    explanation = gettext_lazy("For all others it answers like what does not exist.")
    audience = forms.ChoiceField(
        label=gettext_lazy("Audience"),
        choices=lambda: Audience.objects.values_list("key", "title"),
        help_text=gettext_lazy("Audiences are named in the menu of the record."),
    )


FORMS: dict[str, type[DecisionForm]] = {
    form.verb: form
    for form in (
        WithdrawForm,
        RestoreForm,
        CorrectForm,
        EmbargoForm,
        ExpireForm,
        LiftForm,
        RestrictForm,
    )
}
"""In the order in which they are offered."""
