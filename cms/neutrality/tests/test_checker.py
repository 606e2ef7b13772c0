"""The checker: where a finding stands, what is left alone, and that no text makes it fail or wait."""

from __future__ import annotations

import unicodedata
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.neutrality import packs
from cms.neutrality.checker import check
from cms.neutrality.folding import fold

LANGUAGES = ("en", "fr", "es", "ar")


def passages(text: str, language: str = "en") -> list[str]:
    return [finding.passage for finding in check(text, packs.pack(language))]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("It was a historic vote.", "en", ["historic"]),
        ("Prehistoric finds", "en", []),
        ("Une réforme emblématique", "fr", ["emblématique"]),
        ("Le numéro, préhistorique", "fr", []),
        ("l’exceptionnelle séance", "fr", ["exceptionnelle"]),
        ("UNE RÉFORME EMBLÉMATIQUE", "fr", ["EMBLÉMATIQUE"]),
        ("Una ley histórica", "es", ["histórica"]),
        ("قانونٌ رائِعٌ للبلاد", "ar", ["رائِعٌ"]),
        ("قانون رائـــع", "ar", ["رائـــع"]),
        ("البرائع", "ar", []),
        ("a state\u00a0of\u202fthe art hall", "en", ["state\u00a0of\u202fthe art"]),
        ("a ground\u2011break\u00ading hall", "en", ["ground\u2011break\u00ading"]),
    ],
)
def test_words_are_found_whole_however_they_are_written(text, language, found):
    assert passages(text, language) == found


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
def test_a_finding_names_its_place_in_the_text_as_it_was_written(form):
    text = unicodedata.normalize(form, "Élus : une réforme emblématique, saluée à l’étranger.")

    found = check(text, packs.pack("fr"))

    for one in found:
        assert text[one.start : one.end] == one.passage
    assert unicodedata.normalize("NFC", found[0].passage) == "emblématique"


@pytest.mark.parametrize(
    "text",
    [
        "The bill “A Brighter, Bolder Future for All!” was read.",
        'He said: "We must act now!"',
        "The Best Practices Committee and the Great Hall Trust met.",
        "The historic district was listed.",
    ],
)
def test_quotations_names_and_plain_senses_are_left_alone(text):
    assert passages(text) == []


def test_capitals_of_a_headline_make_no_name():
    assert passages("Parliament Celebrates Historic Vote For All Families") == ["Historic"]


def test_the_mark_of_a_finding_is_its_sentences_whatever_stands_around_it():
    rules = packs.pack("en")
    alone = check("It was a historic vote.", rules)[0]
    later = check("The House met. It was  a historic vote. It rose.", rules)[0]
    other = check("It was no historic vote.", rules)[0]

    assert alone.mark == later.mark != other.mark


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dr Anna Keller and Paul Osei spoke.", ["Paul Osei"]),
        ("Dr Anna Keller and Dr Paul Osei spoke.", []),
        ("Anna Keller and Paul Osei spoke.", []),
        ("Dr Anna Keller spoke. Paul Osei listened.", []),
        ("Dr Anna Keller, Health Minister, and Mr Osei spoke.", []),
        ("Ms Reid for the ayes and Carlos Vega for the noes", ["Carlos Vega"]),
    ],
)
def test_a_title_for_one_is_a_title_for_all(text, found):
    assert passages(text) == found


@given(st.text(max_size=400))
@settings(max_examples=40, deadline=None)
def test_no_text_makes_it_fail_and_every_passage_is_in_the_text(text):
    for language in LANGUAGES:
        for one in check(text, packs.pack(language)):
            assert 0 <= one.start < one.end <= len(text)
            assert text[one.start : one.end] == one.passage
            assert len(one.mark) == 64


@given(
    st.lists(
        st.sampled_from(
            [
                "é",
                "e\u0301",
                "historic",
                " ",
                "“",
                "”",
                "\u0640",
                "\ud800",
                "!",
                "M. ",
                "\u200d",
                "A B",
                "and",
                "\n",
                "#x",
                "👩\u200d🚀",
            ]
        ),
        max_size=60,
    ).map("".join)
)
@settings(max_examples=40, deadline=None)
def test_no_mixture_of_what_is_looked_for_makes_it_fail(text):
    for language in LANGUAGES:
        for one in check(text, packs.pack(language)):
            assert text[one.start : one.end] == one.passage


@given(st.text(max_size=200))
@settings(max_examples=40, deadline=None)
def test_a_folded_text_knows_where_each_piece_came_from(text):
    folded = fold(text)

    assert len(folded.origins) == len(folded.text) + 1
    assert list(folded.origins) == sorted(folded.origins)
    assert folded.span(0, len(folded.text)) == (
        0 if not folded.text else folded.origins[0],
        len(text),
    )


@pytest.mark.parametrize("piece", ["a", "! ", "“", "Dr A B, C D, ", "é\u0301"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_twice_the_text_takes_twice_the_time(piece, language):
    rules = packs.pack(language)

    def taken(size: int) -> float:
        text = (piece * size)[:size]
        check(text, rules)
        began = process_time()
        check(text, rules)
        return process_time() - began

    assert taken(20_000) < 4 * taken(10_000) + 0.2
