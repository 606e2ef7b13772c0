"""What an election period is asked for, and which page is looked at as of which moment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cms.console.decisions import BY_THE_CLOCK, MomentField
from cms.core.forms import CleanForm
from cms.core.widgets import LongTextsInput, TextsInput
from cms.members.models import Organization
from syndication import actions

CHAMBERS = (Organization.Classification.CHAMBER, Organization.Classification.PARLIAMENT)


def usual(sentence: Any) -> dict[str, str]:
    """Return a sentence of ours in every language of the interface."""
    found = {}
    for code, _name in settings.INTERFACE_LANGUAGES:
        with override(code):
            found[code] = str(sentence)
    return found


TITLE = gettext_lazy("Election period")
DISCLAIMER = gettext_lazy(
    "The chamber is being elected: until the result is known, nobody is a member of it."
)


class ElectionForm(CleanForm, forms.Form):
    """An election period of a chamber."""

    body = forms.ChoiceField(label=gettext_lazy("Chamber"))
    since = MomentField(label=gettext_lazy("From"), help_text=BY_THE_CLOCK)
    until = MomentField(
        label=gettext_lazy("Until"),
        help_text=format_lazy(
            "{clock} {words}",
            clock=BY_THE_CLOCK,
            words=gettext_lazy(
                "From then on, whoever is entered as a member by then is shown as one."
            ),
        ),
    )
    hidden = forms.ChoiceField(
        label=gettext_lazy("What members’ outputs show"),
        choices=[
            (
                "",
                gettext_lazy("What there was, with title and disclaimer, and nothing new (frozen)"),
            ),
            ("1", gettext_lazy("Title and disclaimer alone (hidden)")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    titles = forms.JSONField(label=gettext_lazy("Title"), widget=TextsInput)
    words = forms.JSONField(label=gettext_lazy("Disclaimer"), widget=LongTextsInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Organization.objects.filter(classification__in=CHAMBERS).order_by("pk")
        self.fields["body"].choices = [(body.public_id, str(body)) for body in bodies]  # type: ignore[attr-defined]  # a ChoiceField

    def clean_hidden(self) -> bool:
        """Return whether nothing else is shown."""
        return bool(self.cleaned_data["hidden"])

    def clean(self) -> dict[str, Any]:
        """Refuse a title or disclaimer that is missing in a language."""
        found = super().clean()
        for name in ("titles", "words"):
            texts: Mapping[str, str] = found.get(name) or {}
            languages = settings.INTERFACE_LANGUAGES
            missing = [str(called) for code, called in languages if not texts.get(code)]
            if missing and name not in self.errors:
                sentence = _("This is missing in: %(languages)s.")
                self.add_error(name, sentence % {"languages": ", ".join(missing)})
        return found

    @property
    def election(self) -> actions.Election:
        """Return what was asked for."""
        names = ("body", "since", "until", "titles", "words", "hidden")
        return actions.Election(**{name: self.cleaned_data[name] for name in names})


class AsOfForm(forms.Form):
    """A public page, and the moment as of which it is looked at."""

    url = forms.URLField(
        label=gettext_lazy("Address of a page, feed or embed"), assume_scheme="https"
    )
    at = MomentField(label=gettext_lazy("As of"), help_text=BY_THE_CLOCK)

    def clean_url(self) -> str:
        """Refuse what is not ours, and the desk."""
        url: str = self.cleaned_data["url"]
        parts = urlsplit(url)
        ours = {urlsplit(origin).netloc for origin in (settings.BASE_URL, settings.EMBED_URL)}
        closed = (settings.SYNDICATION_DESK, "/t/", "/media/", "/documents/")
        if parts.netloc not in ours or parts.path.startswith(closed):
            raise ValidationError(_("This is no public address of this parliament."))
        return url
