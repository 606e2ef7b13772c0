"""A record's own words: each field that the institution wrote, in its language, as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.html import strip_tags
from django.utils.text import capfirst
from wagtail.fields import RichTextField
from wagtail.images.models import AbstractImage

from cms.neutrality import guessing

PARAGRAPH = re.compile(r"</(?:p|li|h[1-6])>|<br\s*/?>")
IMAGE = ("title", "description")
"""What an image says where it is not seen."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text: in which field of the form it is written, what that is called, in which language."""

    field: str
    label: str
    language: str
    text: str


def words_of(record: models.Model) -> Iterator[Words]:
    """Yield what the institution wrote in a record; of a record without own words, nothing."""
    for name in own_words(record):
        field: Any = record._meta.get_field(name)
        label, value = capfirst(str(field.verbose_name)), getattr(record, name)
        if isinstance(value, dict):
            yield from (
                Words(f"{name}-{language}", label, language, str(text))
                for language, text in value.items()
            )
        elif value:
            text = plain(value) if isinstance(field, RichTextField) else str(value)
            yield Words(name, label, language_of(record, text), text)


def own_words(record: models.Model) -> tuple[str, ...]:
    """Return the names of the fields that hold a record's own words."""
    return IMAGE if isinstance(record, AbstractImage) else tuple(getattr(record, "own_words", ()))


def language_of(record: models.Model, text: str = "") -> str:
    """Return the language of a record's texts; an image has none, so that its text has to tell."""
    locale = getattr(record, "locale", None)
    if locale:
        return str(locale.language_code)
    return guessing.language(text, otherwise=settings.LANGUAGE_CODE)


def plain(markup: str) -> str:
    """Return rich text as its words, one paragraph a line."""
    return unescape(strip_tags(PARAGRAPH.sub("\n", markup)))


def inputs(record: models.Model, languages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the name of each input that own words are typed into, and their language."""
    for name in own_words(record):
        field: Any = record._meta.get_field(name)
        if isinstance(field, models.JSONField):
            yield from ((f"{name}-{language}", language) for language in languages)
        else:
            yield name, language_of(record)
