"""Sittings and divisions as entries: the same whatever order a database keeps things in."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from cms.demo import coming
from cms.members.entries import BodySource
from cms.sittings import entries
from cms.sittings.models import Vote
from cms.speeches.entries import SpeechSource
from syndication import actions
from syndication.contract import Facet
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


@pytest.mark.parametrize(
    ("start", "end", "over"),
    [
        (time(14), time(18), datetime(2026, 10, 14, 18)),
        (time(14), None, datetime(2026, 10, 15)),
        (None, None, datetime(2026, 10, 15)),
        (None, time(18), datetime(2026, 10, 14, 18)),
        (time(22), time(1, 30), datetime(2026, 10, 15, 1, 30)),
    ],
)
def test_a_sitting_is_over_when_it_ends_and_with_its_day_as_long_as_nobody_says(
    start: time | None, end: time | None, over: datetime
) -> None:
    make.SittingFactory(date=date(2026, 10, 14), start=start, end=end)

    entry, *_others = entries.SittingSource().entries()

    assert entry.until == timezone.make_aware(over, timezone.get_default_timezone())


def test_a_speech_is_found_by_the_heading_it_stands_under() -> None:
    section = make.SectionFactory()
    make.SpeechFactory(sitting=section.sitting, section=section)

    (entry,) = SpeechSource().entries()

    assert Facet("debate", section.public_id) in entry.facets


def test_a_body_that_is_no_more_says_so() -> None:
    make.OrganizationFactory(end="2024-06-30")

    told = {entry.language: entry.notice for entry in BodySource().entries()}

    assert told["en"] == "Existed until 30 June 2024."
    assert set(told) == {"en", "fr", "es", "ar"}


def test_a_body_is_of_the_parliament_as_each_language_calls_it() -> None:
    make.OrganizationFactory()

    named = {entry.language: entry.source for entry in BodySource().entries()}

    assert (named["fr"], named["ar"]) == ("Parlement de Valmère", "برلمان فالمير")


@pytest.mark.time_machine("2026-11-27T10:00:00Z", tick=False)
def test_the_demo_has_a_sitting_ahead_and_announces_no_second_one() -> None:
    make.OrganizationFactory(names={"en": coming.CHAMBER}, classification="chamber")

    coming.sitting()
    coming.sitting()

    found = [entry for entry in entries.SittingSource().entries() if entry.language == "ar"]
    assert [(entry.title, len(entry.steps)) for entry in found] == [(coming.TITLE["ar"], 3)]
    assert timezone.localdate(found[0].published) == date(2026, 12, 9)


@pytest.mark.time_machine("2026-11-27T10:00:00Z", tick=False)
def test_what_is_ahead_can_be_linked_to_before_a_word_of_it_was_said() -> None:
    make.OrganizationFactory(names={"en": coming.CHAMBER}, classification="chamber")
    coming.sitting()
    (entry,) = (entry for entry in entries.SittingSource().entries() if entry.language == "en")
    actions.publish([entry])

    page = html.fromstring(Client().get(entry.url).content.decode())

    assert [step.url[1:] for step in entry.steps] == page.xpath("//main//li/@id")
