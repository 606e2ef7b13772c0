"""What the rules find of labelled sentences, measured: on those they were written with, and on those held out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cms.neutrality import packs
from cms.neutrality.checker import check
from cms.neutrality.kinds import Kind

LABELLED = Path(__file__).with_name("labelled")
LANGUAGES = ("en", "fr", "es")
PARTS = ("written", "held out")
PRECISION, RECALL = 0.9, 0.8


@dataclass(frozen=True)
class Sentence:
    """A labelled sentence and what is found in it."""

    label: str
    text: str
    found: frozenset[str]

    @property
    def wrong(self) -> str:
        """Return what is wrong with what is found; nothing where nothing is."""
        if self.label == "neutral":
            return "false alarm" if self.found else ""
        if not self.found:
            return "missed"
        return "" if self.label in self.found else "as another kind"


def sentences(language: str, part: str) -> Iterator[Sentence]:
    rules = packs.pack(language)
    for line in (LABELLED / f"{language}.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            own, label, text = line.split("\t")
            if own == part:
                found = frozenset(str(one.kind) for one in check(text, rules))
                yield Sentence(label, text, found)


def told(language: str, part: str) -> tuple[float, float, str]:
    """Return precision, recall, and a report that lists every sentence the rules get wrong."""
    rows = list(sentences(language, part))
    alarms = [row for row in rows if row.found]
    due = [row for row in rows if row.label != "neutral"]
    right = [row for row in due if row.found]
    precision, recall = len(right) / len(alarms), len(right) / len(due)
    lines = [
        f"{row.wrong} ({row.label}): {row.text} {sorted(row.found)}" for row in rows if row.wrong
    ]
    head = f"{language}, {part}: {len(rows)} sentences, {len(rows) - len(due)} of them neutral; "
    figures = f"precision {precision:.3f}, recall {recall:.3f}"
    return precision, recall, "\n  ".join([head + figures, *lines])


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nine_of_ten_alarms_are_due_and_four_of_five_that_are_due_are_given(language, part):
    precision, recall, report = told(language, part)
    sys.stdout.write(f"{report}\n")

    assert precision >= PRECISION, report
    assert recall >= RECALL, report


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentences_are_many_and_half_of_them_neutral_and_of_every_kind(language):
    rows = [row for part in PARTS for row in sentences(language, part)]
    neutral = sum(row.label == "neutral" for row in rows)

    assert len(rows) >= 300
    assert 0.4 <= neutral / len(rows) <= 0.6
    assert {row.label for row in rows} == {"neutral", *Kind.values}
    assert len({row.text for row in rows}) == len(rows)


def test_arabic_has_rules_of_every_kind_but_titles():
    arabic = packs.pack("ar")

    assert {rule.kind for rule in arabic.rules} == set(Kind) - {Kind.TITLES}
