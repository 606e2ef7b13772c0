"""Entries and queries as hypothesis makes them up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

from syndication.contract import (
    Enclosure,
    Entry,
    Facet,
    Link,
    Participant,
    Passage,
    Step,
    Tally,
)
from syndication.streams.query import FACETS, StreamQuery, build
from syndication.vocabulary import CHANGES

TEXT = st.text(max_size=30)
WORD = st.from_regex(r"[a-z0-9]{1,12}", fullmatch=True)
ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(
    datetime.fromisoformat("1000-01-01"),
    datetime.fromisoformat("9000-01-01"),
    timezones=st.one_of(st.just(UTC), ZONES),
)
LINKS = st.builds(Link, TEXT, TEXT, TEXT, TEXT, TEXT)
ENCLOSURES = st.builds(
    Enclosure,
    TEXT,
    TEXT,
    st.integers(0, 2**53),
    st.none() | st.floats(0, 1e9),
    st.lists(LINKS, max_size=2).map(tuple),
    TEXT,
)


def parts(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    """Return a strategy of few values."""
    return st.lists(strategy, max_size=3).map(tuple)


ENTRIES: st.SearchStrategy[Entry] = st.builds(
    Entry,
    **dict.fromkeys(
        ("id", "url", "title", "summary", "notice", "original_language", "source", "part_of"), TEXT
    ),
    thing=WORD,
    kind=WORD,
    language=WORD,
    published=MOMENTS,
    updated=MOMENTS,
    listed=st.booleans(),
    participants=parts(st.builds(Participant, *[TEXT] * 8)),
    passages=parts(st.builds(Passage, TEXT, TEXT, TEXT, TEXT)),
    steps=parts(st.builds(Step, *[TEXT] * 5)),
    tallies=parts(st.builds(Tally, TEXT, st.integers(0, 10_000), TEXT)),
    enclosures=parts(ENCLOSURES),
    links=parts(LINKS),
    facets=parts(st.builds(Facet, TEXT, TEXT)),
    position=st.integers(0, 100_000),
)

VALUES = st.lists(st.from_regex(r"[\w.-]{1,64}", fullmatch=True), min_size=1, max_size=4)
NAMES = [name for name in FACETS if name != "state"]
QUERIES: st.SearchStrategy[StreamQuery] = st.builds(
    build,
    st.one_of(
        st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=3),
        st.fixed_dictionaries({"state": st.sampled_from(CHANGES)}),
    ),
    st.text(max_size=80),
)
