"""Each thing once: the translation into the reader's language, else the original, never both."""

from __future__ import annotations

import pytest

from syndication import queries
from tests.engine.record import NOW, hide, profile, publish, speech, thing

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]


def read(language, query="kind:speech"):
    entries = queries.entries(queries.parse(query), language).entries
    return [(entry.thing, entry.language) for entry in entries]


@pytest.fixture
def translated():
    publish(
        speech(1),
        speech(1, language="fr", original_language="en"),
        speech(2, language="fr"),
    )


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", [(2, "fr"), (1, "en")]),
        ("fr", [(2, "fr"), (1, "fr")]),
        ("ar", [(2, "fr"), (1, "en")]),
    ],
)
def test_a_stream_prefers_the_readers_language_and_falls_back_to_the_original(
    translated, language, expected
):
    assert read(language) == [(thing(number), code) for number, code in expected]


def test_a_stream_that_asks_for_a_language_holds_that_language_only(translated):
    assert read("en", "kind:speech language:fr") == [(thing(2), "fr"), (thing(1), "fr")]


def test_one_thing_is_chosen_as_a_stream_chooses_it(translated):
    found = [queries.entry(thing(number), "ar").language for number in (1, 2)]
    named = queries.entries_named([thing(1), thing(2)], "ar")

    assert found == ["en", "fr"]
    assert [named[thing(number)].language for number in (1, 2)] == ["en", "fr"]


def test_what_is_written_in_several_languages_shows_once_in_any_other():
    publish(*(profile(language=code) for code in ("en", "fr", "es", "ar")))

    assert read("de", "kind:member") == [("2kc6kwjw86qj", "en")]
    assert read("es", "kind:member") == [("2kc6kwjw86qj", "es")]


def test_what_is_written_in_several_languages_shows_in_the_next_where_one_is_hidden():
    publish(*(profile(language=code) for code in ("en", "fr")))
    hide(profile(language="en"))

    assert read("de", "kind:member") == [("2kc6kwjw86qj", "fr")]


def test_the_languages_of_a_thing_are_those_it_can_be_read_in(translated):
    hide(speech(1, language="fr"))

    assert (queries.languages(thing(1)), queries.languages(thing(2))) == (("en",), ("fr",))
