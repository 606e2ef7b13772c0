"""Partial dates in words: what is a day, a month or a year is written as people write it, all else as it came."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cms.core import times
from syndication.vocabulary import date_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-10-14", "14 October 2026"),
        ("2026-10", "October 2026"),
        ("2026", "2026"),
        ("", ""),
        ("spring 2026", "spring 2026"),
        ("2026-13-01", "2026-13-01"),
        ("2026-02-31", "2026-02-31"),
        ("0000", "0000"),
        ("0", "0"),
        ("٢٠٢٦", "٢٠٢٦"),
    ],
)
def test_a_date_is_written_in_words_and_other_words_stay(text, words):
    assert date_words(text) == words


@given(st.text("0123456789-٠²"))
@example("0-0")
@example("2026-10")
def test_only_a_date_is_written_otherwise_than_it_came_and_no_text_fails(text):
    words = date_words(text)

    if words != text:
        assert date.fromisoformat(f"{text}-01-01"[:10]).year in times.YEARS
