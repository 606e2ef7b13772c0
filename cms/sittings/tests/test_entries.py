"""Divisions as entries: the same whatever order a database keeps things in."""

from __future__ import annotations

import pytest

from cms.sittings import entries
from cms.sittings.models import Vote
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_votes_keep_their_order_when_one_of_them_was_corrected() -> None:
    division = make.DivisionFactory()
    votes = [make.VoteFactory(division=division, member=None, name=name) for name in "ABCD"]
    Vote.objects.filter(pk=votes[0].pk).update(member=make.MemberFactory(name="A"))

    (entry,) = entries.DivisionSource().entries()

    # PostgreSQL by itself would put at the end what was changed last.
    assert [participant.name for participant in entry.participants] == ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    "counts", [{"no": 40, "yes": 61, "other": 1}, {"other": 1, "yes": 61, "no": 40}]
)
def test_ayes_are_told_before_noes_however_they_are_kept(counts: dict[str, int]) -> None:
    make.DivisionFactory(counts=counts)

    (entry,) = entries.DivisionSource().entries()

    assert [tally.option for tally in entry.tallies] == ["yes", "no", "other"]
    assert entry.summary.startswith("Ayes: 61")


def test_the_question_in_the_sources_language_is_the_original() -> None:
    make.DivisionFactory(titles={"en": "That it be read", "fr": "Lecture du texte"}, language="fr")

    told = {entry.language: entry.original_language for entry in entries.DivisionSource().entries()}

    assert told == {"fr": "", "en": "fr"}
