"""The grammar of streams: anything reasonable is read, one form is written, mistakes are sentences."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from syndication.errors import QueryError
from syndication.queries import FACETS, build, parse, parse_path, widest
from tests.engine.strategies import QUERIES


@given(QUERIES)
def test_what_is_written_reads_back_the_same(query):
    assert parse(str(query)) == query


@given(QUERIES)
def test_the_address_reads_back_the_same(query):
    assert parse_path(unquote(query.path)) == query


@given(st.text(max_size=300))
@example('kind:speech text:"\x00"')
@example("kind:" + "a," * 30)
def test_any_text_is_read_or_refused_with_a_sentence(text):
    for read in (parse, parse_path):
        try:
            query = read(text)
        except QueryError as error:
            assert str(error).endswith((".", "text."))
            assert len(str(error)) < 300
        else:
            assert parse(str(query)) == query
            assert parse_path(unquote(query.path)) == query


@given(st.permutations(["kind:speech", "member:b,a", "member:c", "language:fr", 'text:"water"']))
def test_order_and_repetition_are_no_difference(parts):
    assert str(parse(" ".join(parts))) == 'kind:speech member:a,b,c language:fr text:"water"'


def test_the_canonical_path_is_one_readable_form():
    query = build({"member": ["b", "a"], "kind": "speech"}, ' water \t "supply" ')

    assert str(query) == 'kind:speech member:a,b text:"water supply"'
    assert query.path == "kind:speech/member:a,b/text:water%20supply"


def test_no_query_is_everything():
    assert [parse("").path, parse_path("all"), parse_path("")] == ["all", parse(""), parse("")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("speeches", "Cannot read 'speeches' in a stream's query; write name:value."),
        ("colour:red", f"A stream cannot select by colour; it can by {', '.join(FACETS)}, text."),
        ("member:a/b", "member: 'a/b' is not a value a stream selects by."),
        ("member:" + "x" * 65, f"member: {'x' * 65!r} is not a value a stream selects by."),
        (f"text:{'x' * 201}", "text: at most 200 characters."),
        ("x" * 1001, "A stream's query has at most 1000 characters."),
    ],
)
def test_a_mistake_is_explained(text, sentence):
    with pytest.raises(QueryError) as raised:
        parse(text)

    assert str(raised.value) == sentence


@pytest.mark.parametrize("read", [parse, parse_path])
def test_a_facet_without_a_value_is_a_mistake_and_not_everything(read):
    with pytest.raises(QueryError) as raised:
        read("member:")

    assert str(raised.value) == "member: '' is not a value a stream selects by."


def test_values_named_apart_in_an_address_are_alternatives_as_in_the_text():
    assert parse_path("member:b/kind:speech/member:a") == parse("member:b kind:speech member:a")


def test_a_mistake_in_an_address_is_explained():
    with pytest.raises(QueryError, match="Cannot read 'speech' in a stream's address"):
        parse_path("kind:speech/speech")


def test_a_facet_has_a_bounded_number_of_alternatives():
    values = [str(number) for number in range(widest)]

    assert len(build({"member": values}).values("member")) == widest
    with pytest.raises(QueryError, match="at most 20 alternatives"):
        build({"member": [*values, "more"]})


def test_an_address_is_as_bounded_as_a_query():
    values = ",".join("x" * 60 + str(number) for number in range(20))

    with pytest.raises(QueryError, match="at most 1000 characters"):
        parse_path(f"member:{values}/group:{values}")
