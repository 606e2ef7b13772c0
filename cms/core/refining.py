"""The form that makes a stream: what somebody wants it to hold, in words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from cms.core.templatetags.languages import language_name
from syndication import queries
from syndication.errors import QueryError
from syndication.text import clean
from syndication.vocabulary import CHANGES, change_name

OF = {"text": "q", "kind": "kind", "state": "state", "language": "tongue"} | dict.fromkeys(
    ("member", "group", "body", "bill"), "who"
)
"""The field that asks for a facet, or for words."""
KINDS = ("speech", "video", "bill", "division", "sitting", "document", "news")


class RefineForm(forms.Form):
    """What somebody wants a stream to hold; ``stream`` is the query that is made narrower."""

    stream = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)
    who = forms.CharField(
        required=False, max_length=100, label=_("Member, group, chamber, committee or bill")
    )
    q = forms.CharField(required=False, max_length=200, label=_("With the words"))
    kind = forms.MultipleChoiceField(
        required=False, label=_("Only"), widget=forms.CheckboxSelectMultiple
    )
    state = forms.ChoiceField(required=False, label=_("Changes"))
    tongue = forms.ChoiceField(required=False, label=_("Spoken or written in"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kind"]
        kinds.choices = [(kind, queries.kind_name(kind)) for kind in KINDS]
        states: Any = self.fields["state"]
        names = [(state, change_name(state)) for state in CHANGES]
        states.choices = [("", _("Everything")), *names]
        tongues: Any = self.fields["tongue"]
        names = [(code, language_name(code)) for code, _name in settings.LANGUAGES]
        tongues.choices = [("", _("Any language")), *names]

    @classmethod
    def asked(cls, given: QueryDict) -> RefineForm:
        """Return the form as somebody filled it in, without the characters that no page may hold."""
        return cls(MultiValueDict({name: list(map(clean, said)) for name, said in given.lists()}))

    @classmethod
    def of(cls, query: queries.StreamQuery) -> RefineForm:
        """Return the form as it stands beside a stream."""
        state, tongue = query.values("state"), query.values("language")
        return cls(
            initial={
                "stream": str(query),
                "q": query.text,
                "kind": query.values("kind"),
                "state": state[0] if state else "",
                "tongue": tongue[0] if len(tongue) == 1 else "",
            }
        )

    def refuse(self, error: QueryError) -> None:
        """Say beside the field it is of why no stream can hold what was asked for."""
        self.add_error(OF.get(error.about), str(error))

    def query(self, more: tuple[str, str] | None = None) -> queries.StreamQuery:
        """Return what was asked for, with one more facet; raise QueryError where no stream can hold it."""
        given = self.cleaned_data
        facets = {name: list(values) for name, values in queries.parse(given["stream"]).facets}
        facets |= {"kind": given["kind"], "state": [given["state"]], "language": [given["tongue"]]}
        if more:
            name, value = more
            facets.setdefault(name, []).append(value)
        asked = {name: found for name, found in facets.items() if any(found)}
        return queries.build(asked, given["q"])
