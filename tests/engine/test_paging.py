"""Pages by key: everything comes exactly once, newest first, however many share a moment."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syndication import queries
from syndication.errors import QueryError
from tests.engine.record import HOUR, MEMBER, publish, speech_of, thing, world

STREAMS = ("kind:speech", "", "member:2kc6kwjw86qj", "kind:speech language:en", "text:water")


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(
    moments=st.lists(st.integers(0, 3), min_size=1, max_size=15),
    limit=st.integers(1, 6),
    stream=st.sampled_from(STREAMS),
    ascending=st.booleans(),
)
def test_pages_cover_a_stream_exactly_once_and_in_order(moments, limit, stream, ascending):
    with world():
        start = speech_of(MEMBER).published
        publish(
            *(
                speech_of(MEMBER, number, published=start + moment * HOUR, position=moment)
                for number, moment in enumerate(moments)
            )
        )
        found = list(walk(stream, limit, ascending=ascending))

    numbers = sorted(range(len(moments)), key=lambda number: (moments[number], number))
    expected = [thing(number) for number in numbers]
    assert found == (expected if ascending else expected[::-1])


def walk(stream, limit, *, ascending=False):
    after, query = None, queries.parse(stream)
    while True:
        page = queries.entries(query, "en", limit=limit, after=after, ascending=ascending)
        assert len(page.entries) <= limit
        yield from (entry.thing for entry in page.entries)
        if page.following is None:
            return
        after = queries.Cursor.parse(str(page.following))


@pytest.mark.django_db
def test_what_is_published_meanwhile_shifts_no_page():
    publish(*(speech_of(MEMBER, number) for number in range(6)))
    first = queries.entries(queries.parse("kind:speech"), "en", limit=3)

    publish(speech_of(MEMBER, 9))
    second = queries.entries(queries.parse("kind:speech"), "en", limit=3, after=first.following)

    seen = [entry.thing for entry in first.entries + second.entries]
    assert seen == [thing(number) for number in (5, 4, 3, 2, 1, 0)]


@pytest.mark.parametrize(
    "text",
    ["", "1", ".", "a.b", "1.2.3.4 or 1", "--1.2", "1.-2", "²." + "1", "9" * 60 + ".1", "\x00.1"],
)
def test_a_cursor_nobody_gave_out_is_refused_with_a_sentence(text):
    with pytest.raises(QueryError, match="is not a cursor this server gave out"):
        queries.Cursor.parse(text)


@pytest.mark.django_db
@given(text=st.text("0123456789.-abcxyz", max_size=45))
@settings(max_examples=60, deadline=None)
def test_a_cursor_somebody_made_up_finds_something_or_nothing(text):
    with world():
        publish(speech_of(MEMBER))
        try:
            cursor = queries.Cursor.parse(text)
            queries.entries(queries.parse("kind:speech"), "en", after=cursor)
            queries.entries(queries.parse(f"member:{MEMBER}"), "en", after=cursor)
        except QueryError:
            return
