"""What people write behind a question mark, and where that leads: to the one address that says the same in its path."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import QueryDict

from syndication import queries
from syndication.errors import QueryError
from syndication.queries import Options

SIZES = ("small", "medium", "large")
"""The heights that snippets are offered in. They are the frame's, so that they change nothing of the document."""


class Parameters(forms.Form):
    """The parameters of the contract."""

    lang = forms.ChoiceField(required=False, choices=lambda: settings.LANGUAGES)
    theme = forms.ChoiceField(
        required=False, choices=[(name, name) for name in ("auto", "light", "dark")]
    )
    h = forms.ChoiceField(required=False, choices=[(size, size) for size in SIZES])
    start = forms.CharField(required=False, max_length=16)
    t = forms.CharField(required=False, max_length=32)


def read(given: QueryDict, options: Options) -> tuple[str, Options] | None:
    """Return the language that is wished, empty for none, and the options with what is wished; None for nonsense."""
    form = Parameters(given)
    once = all(len(values) == 1 and values[0] for _name, values in given.lists())
    if not once or set(given) - set(form.fields) or {"t", "start"} <= set(given):
        return None
    if not form.is_valid():
        return None
    wished = dict(options)
    said = form.cleaned_data
    if clip := said["t"] or said["start"]:
        wished["t"] = clip
    if theme := said["theme"]:
        wished["theme"] = theme
    if wished.get("theme") == "auto":
        del wished["theme"]
    try:
        return said["lang"], queries.options_of(wished)
    except QueryError:
        return None
