"""What somebody asks of the builder, read leniently: a mistake is said beside its field and the rest still works."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from syndication import snippets
from syndication.vocabulary import direction

Choices = Iterable[tuple[str, str]]

SIZES = {"small": _("Small"), "medium": _("Medium"), "large": _("Large")}
THEMES = {
    "auto": _("As the reader’s device has it"),
    "light": _("Always light"),
    "dark": _("Always dark"),
}
LISTED = 400
"""Passages of a transcript that are listed; of what comes later, times are written."""

SHORTEST = 1.0
"""Seconds that a clip takes at least."""

_TIME = re.compile(
    r"(?:(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,3}):)?(?P<seconds>\d{1,5}(?:[.,]\d{1,6})?)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From one second of a recording to another."""

    start: float
    end: float

    @property
    def since(self) -> str:
        """Return the start in seconds, as fields and attributes have it."""
        return f"{self.start:g}"

    @property
    def until(self) -> str:
        """Return the end in seconds."""
        return f"{self.end:g}"

    @property
    def begins(self) -> str:
        """Return the start by the clock."""
        return clock(self.start)

    @property
    def finishes(self) -> str:
        """Return the end by the clock."""
        return clock(self.end)


@dataclass(frozen=True, slots=True, order=True)
class Words(Span):
    """What is said in a span of a recording."""

    text: str


@dataclass(frozen=True, slots=True)
class Recording(Span):
    """Where in a recording something is said, and the words with their times."""

    words: tuple[Words, ...] = ()
    language: str = ""

    @property
    def listed(self) -> tuple[Words, ...]:
        """Return the words there is room for."""
        return self.words[:LISTED]

    @property
    def is_long(self) -> bool:
        """Tell whether there are more words than that."""
        return len(self.words) > LISTED

    @property
    def direction(self) -> str:
        """Return which way its words run."""
        return direction(self.language)

    def within(self, start: float, end: float) -> str:
        """Return the words of a clip: those of which at least half is heard."""
        heard = (one for one in self.words if start <= (one.start + one.end) / 2 <= end)
        return " ".join(one.text for one in heard)


def clock(seconds: float) -> str:
    """Write a time by the clock, to a tenth where there is one: ``1:02:03.5``."""
    minutes, rest = divmod(round(seconds * 10), 600)
    hours, minutes = divmod(minutes, 60)
    tenth = f".{rest % 10}" if rest % 10 else ""
    return (
        f"{hours}:{minutes:02}:{rest // 10:02}{tenth}"
        if hours
        else f"{minutes}:{rest // 10:02}{tenth}"
    )


class AddressForm(forms.Form):
    """What is to be shown: words to look for, an address of ours, or the query of a stream."""

    q = forms.CharField(required=False, max_length=200)
    kind = forms.CharField(required=False, max_length=20)
    url = forms.CharField(required=False, max_length=2000)
    stream = forms.CharField(required=False, max_length=1000)


class TimeField(forms.CharField):
    """A moment of a recording, as seconds or by the clock."""

    default_error_messages = {
        "invalid": _("Write a time by the clock, such as 1:23.5, or as seconds, such as 83.5.")
    }

    def to_python(self, value: object) -> Any:
        """Return seconds to a tenth, None for nothing."""
        text = super().to_python(value) or ""
        found = _TIME.fullmatch(text)
        if text and not found:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return _seconds(found) if found else None

    def run_validators(self, value: Any) -> None:
        """Ask nothing of a number that was written as one."""


class LooksForm(forms.Form):
    """Language, size, theme and clip of an embed. There is nothing else to choose, by promise."""

    show = forms.ChoiceField(required=False)
    lang = forms.ChoiceField(required=False)
    h = forms.ChoiceField(required=False, choices=[(name, SIZES[name]) for name in snippets.SIZES])
    theme = forms.ChoiceField(required=False, choices=list(THEMES.items()))
    start = TimeField(required=False)
    end = TimeField(required=False)
    first = TimeField(required=False)
    last = TimeField(required=False)

    def __init__(
        self, data: Any, *, kinds: Choices, languages: Choices, recording: Recording | None
    ) -> None:
        super().__init__(data)
        self.recording = recording
        self.fields["show"].choices = list(kinds)  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["lang"].choices = list(languages)  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Have words that were pointed at count for more than the times that stood there before."""
        given: dict[str, Any] = self.cleaned_data
        start, end = _first(given, "first", "start"), _first(given, "last", "end")
        if self.recording is None or self.errors or (start is None and end is None):
            return given
        start = self.recording.start if start is None else start
        end = self.recording.end if end is None else end
        if not self.recording.start <= start < self.recording.end >= end:
            self.add_error("end", _("The recording of this does not reach that far."))
        elif end - start < SHORTEST:
            self.add_error("end", _("A clip ends at least one second after it starts."))
        else:
            given["clip"] = (start, end)
        return given

    def chosen(self, name: str, usual: str) -> str:
        """Return what was chosen, the usual where nothing was or nothing that there is."""
        return self.cleaned_data.get(name) or usual


def _first(given: dict[str, Any], *names: str) -> float | None:
    return next((given[name] for name in names if given.get(name) is not None), None)


def _seconds(found: re.Match[str]) -> float:
    whole = int(found["hours"] or 0) * 3600 + int(found["minutes"] or 0) * 60
    return round(whole + float(found["seconds"].replace(",", ".")), 1)
