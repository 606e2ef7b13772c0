"""Words find entries the same way on every database, and no input breaks the search."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syndication import queries
from syndication.contract import Passage
from tests.engine import outlets
from tests.engine.record import publish, speech, thing, world

pytestmark = pytest.mark.django_db

SAID = {
    1: "La réforme de l'Assemblée, en ŒUVRE depuis l'été",
    2: "قَالَ الرَّئِيسُ: الميزانيّة",
    3: "The Straße budget of 1,250 and the reservoirs",
    4: "תקציב המדינה שָׁלוֹם",
    5: "Łódź, İstanbul and naïve coöperation",
}


@pytest.fixture
def said():
    publish(
        *(
            speech(number, title=f"Nr{number}", summary="", passages=(Passage(text),))
            for number, text in SAID.items()
        )
    )


def find(text):
    return sorted(int(found[1:]) for found in queries.find("speech", text))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("reforme", [1]),
        ("RÉFORME assemblee", [1]),
        ("été", [1]),
        ("ete", [1]),
        ("e\u0301te\u0301", [1]),
        ("قال الرئيس", [2]),
        ("الميزانية", [2]),
        ("straße", [3]),
        ("BUDGET", [3]),
        ("1,250", [3]),
        ("שלום", [4]),
        ("naive cooperation", [5]),
        ("istanbul", [5]),
        ("budget reforme", []),
        ("reserv", [3]),
        ("reservoirs budg", [3]),
        ("bu", []),
        ("amina okafor", [1, 2, 3, 4, 5]),
    ],
)
def test_words_are_found_whatever_their_case_and_marks(said, words, found):
    assert find(words) == found


def test_a_stream_of_words_wants_whole_words(said):
    streams = [
        queries.entries(queries.parse(f"text:{word}"), "en").entries for word in ("budget", "budg")
    ]

    assert [[entry.thing for entry in entries] for entries in streams] == [[thing(3)], []]


def test_a_correction_is_found_by_its_new_words_only(said):
    publish(speech(3, title="Nr3", summary="", passages=(Passage("The harbour"),)))

    assert (find("harbour"), find("reservoirs")) == ([3], [])


HOSTILE = [
    '" OR *', "NEAR(", "NEAR(a b, 2)", ":", "*", "a*", "-a", "^a", "a AND", "OR", "NOT", "{a b}: c", "words:a",
    "(", ")", "'", "''", '"', '"""', "\\", "\\'", "a & !b", "a:*", "a <-> b", "%", "_", "\x00", "a\x00b", ";--",
    "\u202e", "\ufeff", "²", "½", "ﬁ", "𝒲", "😀", "ـ", "\u0301", "a" * 200, "a " * 100,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_break_neither_search_nor_list_nor_stream(said, text):
    queries.find("speech", text)
    queries.find("", text)
    listed = outlets.site(f"/api/v1/entries/?{urlencode({'query': f'text:{text}'})}")
    asked = outlets.site(f"/en/speeches/?{urlencode({'q': text})}")
    stream = outlets.feed(f"text:{text.replace('/', ' ')}")

    assert listed.status_code in {200, 400}
    assert asked.status_code in {200, 404}
    assert stream.status_code in {200, 301, 404}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_an_entry_is_found_by_its_own_words(text):
    with world():
        publish(speech(1, title=text, summary="", participants=(), passages=()))
        words = queries.parse_path(f"text:{text.replace('/', ' ')}").text
        found = queries.find("speech", text)

    letters = unicodedata.normalize("NFKD", words)
    assert found == ([thing(1)] if any(map(str.isalnum, letters)) else [])


def test_a_very_long_text_is_found_by_its_words():
    many = " ".join(f"word{number}" for number in range(300_000))
    publish(speech(1, passages=(Passage(many), Passage("x" * 1_000_000))))

    assert find("word77") == [1]
