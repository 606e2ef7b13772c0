import time

import pytest
from hypothesis import given, strategies

from cms.importers import plaintext


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("Plain words", ["Plain words"]),
        ("<p>One</p><p>Two</p>", ["One", "Two"]),
        ("One<br/>Two", ["One", "Two"]),
        ("<p>Soft <i>and</i> <b class='x'>bold</b></p>", ["Soft and bold"]),
        ("<P>Un&nbsp;mot &#8211; deux &amp; trois</P>", ["Un mot – deux & trois"]),
        ("5 < 6 and 7 > 6", ["5 < 6 and 7 > 6"]),
        ("<p>a<script>alert('</p>')</script>b</p>", ["ab"]),
        ("<style>p { color: red }</style>seen", ["seen"]),
        ("a<!-- <p>hidden</p> -->b", ["ab"]),
        ("shown<script>never closed <p>hidden</p>", ["shown"]),
        ("<p> </p><div></div>", []),
        ("", []),
        ("&lt;script&gt;is text&lt;/script&gt;", ["<script>is text</script>"]),
        ("<p><img src=x onerror=alert(1)>word</p>", ["word"]),
    ],
)
def test_html_becomes_paragraphs_of_text(markup, expected):
    assert plaintext.paragraphs(markup) == expected


def test_a_line_is_composed_and_single_spaced():
    assert plaintext.line(" e\u0301cole \t\n libre\u00a0! ") == "école libre !"


def test_what_no_database_can_hold_is_taken_out():
    assert plaintext.line("a\x00b\ud800c\x7f\ufffe") == "a b c"


@given(strategies.text())
def test_a_line_stays_as_it_is(text):
    once = plaintext.line(text)

    assert plaintext.line(once) == once
    once.encode()


@given(strategies.text(alphabet="<>/!-p script&;"))
def test_no_markup_breaks_it(markup):
    assert all(text.strip() for text in plaintext.paragraphs(markup))


@pytest.mark.parametrize("piece", ["<a", "<!--", "<script", "<p ", "</", "<script>", "&lt;"])
def test_markup_that_is_never_closed_costs_no_more_than_its_length(piece):
    start = time.perf_counter()

    plaintext.paragraphs(piece * 100_000)

    assert time.perf_counter() - start < 5
