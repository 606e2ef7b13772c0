"""An address's options: one spelling each, whatever is typed, and nothing that means nothing."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndication import queries
from syndication.errors import QueryError


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("", ""),
        ("t=12.4,48", "t=12.4,48/"),
        ("t=12.40,48.0/", "t=12.4,48/"),
        ("t=7", "t=7/"),
        ("theme=dark/t=0,1", "t=0,1/theme=dark/"),
        ("t=0012.449,99999", "t=12.4,99999/"),
    ],
)
def test_every_option_has_one_spelling(given, canonical):
    assert queries.written_options(queries.parse_options(given)) == canonical


@pytest.mark.parametrize(
    "given",
    [
        "t=", "t=,5", "t=5,", "t=-1,4", "t=5,5", "t=5,5.9", "t=8,2", "t=1e3", "t=٣,٩", "t=100000", "t=1,2,3",
        "theme=red", "theme=", "colour=red", "t", "t=1,5/t=1,5",
    ],
)  # fmt: skip
def test_what_means_nothing_is_refused(given):
    with pytest.raises(QueryError):
        queries.parse_options(given)


def test_a_clip_may_run_to_the_end():
    assert queries.clip(queries.parse_options("t=12.4")) == (12.4, None)
    assert queries.clip(queries.parse_options("theme=dark")) is None


@given(st.text(max_size=30) | st.from_regex(r"t=[0-9]{1,5}\.[0-9]{0,3},[0-9]{1,5}", fullmatch=True))
def test_what_is_read_and_written_is_read_as_the_same(text):
    with suppress(QueryError):
        options = queries.parse_options(text)

        assert queries.parse_options(queries.written_options(options)) == options
