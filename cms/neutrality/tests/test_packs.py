"""Packs: a parliament's own rules, and what is said of those that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.neutrality import conf, packs
from cms.neutrality.checker import check
from cms.neutrality.errors import PackError

RULE = '[rule.marlow]\nkind = "promotional"\n'


def test_a_parliament_adds_its_own_rules_with_their_house_rule(own_packs):
    own_packs(
        'language = "en"\nlink = "https://valmere.example/style"\n'
        '[rule.marlow]\nkind = "promotional"\nwords = ["sunny marlow*"]\n'
        'except = ["sunny marlow street"]\nsuggestion = "Write: Marlow."\n'
    )

    found = check("In sunny Marlowshire, by Sunny Marlow Street, a historic vote", conf.rules("en"))

    assert [(one.passage, one.suggestion, one.link) for one in found[:1]] == [
        ("sunny Marlowshire", "Write: Marlow.", "https://valmere.example/style")
    ]
    assert [one.passage for one in found[1:]] == ["historic"]


def test_a_language_of_its_own_can_be_added(own_packs):
    own_packs(f'language = "de"\n{RULE}words = ["großartig*"]\n')

    assert [one.passage for one in check("Ein großartiger Tag", conf.rules("de-AT"))] == [
        "großartiger"
    ]


def test_a_language_without_rules_is_not_checked():
    assert conf.rules("ko") is None


@pytest.mark.parametrize(
    ("text", "line", "field", "said"),
    [
        ('language = "en"\n[rule.a\n', 2, "", "is not TOML"),
        ("", 1, "language", 'language = "fr"'),
        (f'language = "en"\n{RULE}', 2, "words", "Write words, patterns or anywhere."),
        (f'language = "en"\n\n{RULE}wrods = ["a"]\n', 5, "wrods", "this field is not known"),
        (f'language = "en"\n{RULE}words = "a"\n', 4, "words", "a list of texts"),
        (f'language = "en"\n{RULE}words = [" "]\n', 4, "words", "is no text"),
        (f'language = "en"\n{RULE}words = ["a*b"]\n', 4, "words", "inside a word"),
        (
            'language = "en"\n[rule.a]\nkind = "loud"\nwords = ["a"]\n',
            3,
            "kind",
            "Choose one of: promotional",
        ),
        (
            f'language = "en"\n{RULE}patterns = ["a", "(b"]\n',
            4,
            "patterns",
            "'(b' is no pattern of RE2",
        ),
        (f"language = \"en\"\n{RULE}patterns = ['(a)\\1']\n", 4, "patterns", "without references"),
        (f'language = "en"\n{RULE}anywhere = ["x*"]\n', 4, "anywhere", "matches where nothing is"),
        (
            f'language = "en"\n{RULE}patterns = ["(a{{900}}){{900}}"]\n',
            4,
            "patterns",
            "is no pattern of RE2",
        ),
        ('language = "en"\nrule = "a"\n', 2, "rule", "Write [rule.NAME]"),
        ('language = "en"\n[rule]\na = 1\n', 3, "a", "Write [rule.a]"),
        ('language = "en"\n[titles]\nbefore = ["Herr"]\n', 2, "joined", "is missing"),
    ],
)
def test_a_fault_names_file_line_and_field_and_says_what_to_do(own_packs, text, line, field, said):
    path = own_packs(text)

    with pytest.raises(PackError) as raised:
        conf.rules("en")

    assert (raised.value.line, raised.value.field) == (line, field)
    assert str(path) in str(raised.value)
    assert said in str(raised.value)
    with pytest.raises(SystemCheckError, match="neutrality.E001"):
        call_command("check", tags=["neutrality"])


def test_a_pack_in_another_encoding_is_refused(own_packs):
    path = own_packs("")
    path.write_bytes('language = "en" # é'.encode("latin-1"))

    with pytest.raises(PackError, match="Save it as UTF-8"):
        conf.rules("en")


def test_a_folder_that_is_not_there_is_refused(settings, tmp_path):
    settings.NEUTRALITY_PACKS = str(tmp_path / "gone")

    with pytest.raises(PackError, match="NEUTRALITY_PACKS"):
        conf.rules("en")
    with pytest.raises(CommandError, match="NEUTRALITY_PACKS"):
        call_command("neutrality", "check", text="A vote.")


def test_our_own_packs_pass_the_checks():
    call_command("check", tags=["neutrality"])

    assert packs.languages() == ["ar", "en", "es", "fr"]


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_whatever_a_file_holds_it_is_a_pack_or_a_fault(tmp_path_factory, content: bytes):
    path = tmp_path_factory.mktemp("pack") / "own.toml"
    path.write_bytes(content)

    _read(path)


VALUE = st.one_of(
    st.text(max_size=12), st.integers(), st.booleans(), st.lists(st.text(max_size=8), max_size=3)
)


@given(
    st.dictionaries(
        st.sampled_from(["kind", "words", "patterns", "anywhere", "except", "link", "x"]), VALUE
    ),
    st.sampled_from(["promotional", "naming", "loud"]),
)
@settings(max_examples=60, deadline=None)
def test_whatever_a_rule_says_it_is_a_rule_or_a_fault(tmp_path_factory, table, kind):
    path = tmp_path_factory.mktemp("pack") / "own.toml"
    fields = {"kind": kind, **table}
    lines = [f"{name} = {_toml(value)}" for name, value in fields.items()]
    path.write_text(
        'language = "en"\n[rule.a]\n' + "\n".join(lines), encoding="utf-8", errors="replace"
    )

    found = _read(path)

    if found:
        check("A historic vote, and x.", found)


def _read(path: Path) -> packs.Pack | None:
    try:
        return packs.read(path)
    except PackError as error:
        assert str(path) in str(error)
        assert error.advice
        return None


def _toml(value: object) -> str:
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return '"' + "".join(f"\\U{ord(letter):08x}" for letter in str(value)) + '"'
