import json

import pytest
from hypothesis import given, strategies

from cms.importers import jsonfields
from cms.importers.jsonfields import Fields
from cms.importers.reading import SourceError

LIST = Fields({"a": [{"b": {"c": "x"}}]})


def test_a_message_names_the_place():
    inner = LIST.children("a")[0].child("b")

    assert str(inner.error("wrong")) == "a[0].b: wrong"


def test_null_and_absent_are_alike():
    fields = Fields({"a": None})

    assert (fields.text("a"), fields.text("b")) == ("", "")
    assert (fields.number("a"), fields.children("a"), fields.strings("b")) == (None, [], [])
    assert "a" not in fields


def test_numbers_written_as_text_count():
    fields = Fields({"a": "12.5", "b": 12, "c": "12"})

    assert (fields.number("a"), fields.whole("b"), fields.whole("c")) == (12.5, 12, 12)
    assert fields.text("b") == "12"


@pytest.mark.parametrize("value", ["nan", "inf", "twelve", True, [], {}, 10**400, "1e999"])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(SourceError, match="“a” must be"):
        Fields({"a": value}).number("a")


@pytest.mark.parametrize("value", [1.5, 2**31, -(10**300)])
def test_a_whole_number_is_whole_and_reasonable(value):
    with pytest.raises(SourceError, match="whole number"):
        Fields({"a": value}).whole("a")


@pytest.mark.parametrize("value", [True, [], {}])
def test_what_is_no_text_is_refused(value):
    with pytest.raises(SourceError, match="“a” must be text"):
        Fields({"a": value}).text("a")


def test_a_text_alone_is_a_list_of_one():
    assert Fields({"a": "x"}).strings("a") == ["x"]


def test_a_list_of_other_things_is_refused():
    with pytest.raises(SourceError, match="must hold text only"):
        Fields({"a": ["x", 1]}).strings("a")


def test_english_comes_first_among_languages():
    fields = Fields({"a": {"fr": "un", "en": "one", "de": " "}})

    assert list(fields.texts("a").items()) == [("en", "one"), ("fr", "un")]


def test_objects_are_found_among_references():
    fields = Fields({"a": ["ref", {"b": 1}], "c": {"b": 2}, "d": "ref"})

    assert [[each.text("b") for each in fields.embedded(key)] for key in "acd"] == [
        ["1"],
        ["2"],
        [],
    ]


def test_a_byte_order_mark_is_no_mistake():
    assert jsonfields.document(b'\xef\xbb\xbf{"a": 1}').text("a") == "1"


def test_a_number_of_ten_thousand_digits_is_refused():
    with pytest.raises(SourceError, match="not readable as JSON"):
        jsonfields.parse(b"1" * 10_000)


@given(strategies.binary())
def test_any_bytes_are_a_document_or_a_sentence(body):
    try:
        found = jsonfields.parse(body)
    except SourceError:
        return

    assert json.loads(body.decode("utf-8-sig")) == found
