"""What the forms refuse in words."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from cms.core import times
from cms.core.forms import Notice, language


@pytest.mark.parametrize("text", ["en", "pt-BR", "zgh", "sr-Latn"])
def test_the_code_of_a_language_is_taken(text):
    assert language().clean(text) == text


@pytest.mark.parametrize("text", ["english", "<en", "{{ en", "en\nfr", "en/", "EN", "e"])
def test_what_is_no_code_of_a_language_is_refused(text):
    with pytest.raises(ValidationError, match="Enter the code of a language"):
        language().clean(text)


@pytest.mark.parametrize("text", ["2026", "2026-10", "2026-10-14", "1000", "8999-12-31"])
def test_a_day_a_month_and_a_year_are_taken(text):
    times.partial(text)


@pytest.mark.parametrize(
    "text", ["x", "0999", "9000", "2026-02-30", "2026-13", "2026-1", "١٢٣٤", "2026-10-14\n"]
)
def test_what_is_no_day_month_or_year_is_refused(text):
    with pytest.raises(ValidationError, match="Enter a day, a month or a year"):
        times.partial(text)


@pytest.mark.parametrize("text", ["\x01", " \x1f\ufffe ", "\ud800"])
def test_a_notice_of_nothing_but_what_no_document_holds_is_none(text):
    with pytest.raises(ValidationError, match="required"):
        Notice().clean(text)
