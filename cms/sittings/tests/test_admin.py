"""Sittings, headings, divisions and votes in the admin."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cms.sittings.models import Division, Section, Sitting, Vote
from syndication import queries
from tests import factories as make
from tests.clerks import block, editor, filled, publish, publisher, send, titles, unpublish, url

pytestmark = pytest.mark.django_db


def test_a_clerk_adds_a_sitting_and_publishes_it() -> None:
    body = make.OrganizationFactory()
    clerk = publisher(Sitting)
    form = filled(clerk, url(Sitting, "add"))

    send(
        clerk,
        url(Sitting, "add"),
        form,
        **{
            "body": body.pk,
            "date": "2026-11-03",
            "language": "en",
            "titles-en": "Sitting 120",
            "titles-fr": "Séance 120",
            "action-publish": "1",
        },
    )

    sitting = Sitting.objects.get()
    assert queries.entry(sitting.public_id, "fr").title == "Séance 120"


def test_an_unpublished_sitting_leaves_its_tombstone_in_every_language() -> None:
    sitting = make.published(make.SittingFactory())

    unpublish(publisher(Sitting), sitting)

    assert queries.entry(sitting.public_id, "en").withdrawn
    assert queries.entry(sitting.public_id, "fr").withdrawn


@pytest.mark.parametrize("mode", ["en", "fr"])
def test_a_sitting_is_previewed_in_the_languages_of_its_title(mode: str) -> None:
    sitting = make.SectionFactory().sitting
    clerk = editor(Sitting)
    form = {**filled(clerk, url(sitting, "edit")), f"titles-{mode}": "A new title"}
    clerk.post(url(sitting, "preview_on_edit"), form)

    page = clerk.get(url(sitting, "preview_on_edit"), {"mode": mode})

    assert "sittings/sitting.html" in [template.name for template in page.templates]
    assert f'<html lang="{mode}"' in page.content.decode()
    assert "A new title" in page.content.decode()
    assert sitting.page_languages == ["en", "fr"]


def test_a_corrected_heading_is_the_title_of_its_speeches_and_a_line_of_the_agenda() -> None:
    speech = make.published(make.SpeechFactory())
    make.published(speech.sitting)
    clerk = publisher(Section)
    address = url(speech.section, "edit")

    send(clerk, address, filled(clerk, address), **{"titles-en": "Drinking water"})

    assert queries.entry(speech.public_id, "en").title == "Drinking water"
    assert [step.title for step in queries.entry(speech.sitting.public_id, "en").steps] == [
        "Drinking water"
    ]


def test_a_deleted_heading_leaves_its_speeches_with_the_sittings_title() -> None:
    speech = make.published(make.SpeechFactory())
    make.published(speech.sitting)

    send(publisher(Section), url(speech.section, "delete"), {})

    assert queries.entry(speech.public_id, "en").title == "Sitting 118"
    assert not queries.entry(speech.sitting.public_id, "en").steps


def test_a_heading_names_the_bills_under_it_by_their_public_ids() -> None:
    section = make.SectionFactory(bills=[make.BillFactory().public_id])
    other = make.BillFactory(number="HD 2026/32")
    clerk = publisher(Section)
    more = block("bills", 1, other.pk)

    send(clerk, url(section, "edit"), filled(clerk, url(section, "edit")), **more)

    kept = section.bills
    section.refresh_from_db()
    assert section.bills == [*kept, other.public_id]


def test_the_counts_of_a_division_are_typed_as_numbers() -> None:
    division = make.published(make.DivisionFactory(counts={"yes": 61, "no": 40, "present": 2}))

    publish(publisher(Division), division, **{"counts-no": "41"})

    division.refresh_from_db()
    assert division.counts == {"yes": 61, "no": 41, "present": 2}


@pytest.mark.parametrize("typed", ["many", "-1", "1234567890", "9" * 5000])
def test_a_count_that_is_no_number_is_refused_in_words(typed: str) -> None:
    division = make.DivisionFactory()
    clerk = publisher(Division)
    form = {**filled(clerk, url(division, "edit")), "counts-no": typed, "action-publish": "1"}

    page = clerk.post(url(division, "edit"), form).content.decode()

    assert "Enter whole numbers of at most nine digits." in page
    assert f'value="{typed}"' in page
    division.refresh_from_db()
    assert division.counts["no"] == 40


def test_the_bill_of_a_division_is_chosen_and_kept_by_its_public_id() -> None:
    bill = make.BillFactory()
    division = make.published(make.DivisionFactory())
    clerk = publisher(Division)

    publish(clerk, division, bill=bill.pk)
    publish(clerk, division)

    division.refresh_from_db()
    assert division.bill == bill.public_id


def test_a_division_is_previewed_with_its_votes() -> None:
    division = make.VoteFactory().division
    clerk = editor(Division)
    form = {**filled(clerk, url(division, "edit")), "titles-en": "That the House do now adjourn"}
    clerk.post(url(division, "preview_on_edit"), form)

    page = clerk.get(url(division, "preview_on_edit"))

    assert "sittings/division.html" in [template.name for template in page.templates]
    assert "That the House do now adjourn" in page.content.decode()
    assert "Amina Okafor" in page.content.decode()


def test_a_corrected_vote_shows_in_the_division_at_once() -> None:
    vote = make.VoteFactory()
    make.published(vote.division)
    clerk = publisher(Vote)

    response: Any = send(clerk, url(vote, "edit"), filled(clerk, url(vote, "edit")), option="no")

    voters = queries.entry(vote.division.public_id, "en").participants
    assert [voter.part for voter in voters] == ["no"]
    assert response.redirect_chain[-1][0] != url(Vote, "list")


def test_a_long_division_shows_its_first_votes_and_leads_to_all(admin_client: Client) -> None:
    division = make.DivisionFactory()
    for _ in range(52):
        make.VoteFactory(division=division)

    page = admin_client.get(url(division, "edit")).content.decode()

    assert "See all 52 in a list" in page
    assert f"{url(Vote, 'list')}?division={division.pk}" in page
    assert len(titles(admin_client, Vote, division=division.pk)) == 30


@pytest.mark.parametrize(
    ("factory", "kind"), [(make.SittingFactory, Sitting), (make.DivisionFactory, Division)]
)
def test_the_list_is_narrowed_by_body_day_and_state(
    admin_client: Client, factory: Any, kind: Any
) -> None:
    factory()
    wanted = factory(date="2026-11-05", live=False, titles={"en": "The one"})

    assert titles(admin_client, kind) == ["The one", titles(admin_client, kind)[1]]
    assert titles(admin_client, kind, body=wanted.body.pk) == ["The one"]
    assert titles(admin_client, kind, date_from="2026-11-01") == ["The one"]
    assert titles(admin_client, kind, state="draft") == ["The one"]
    assert titles(admin_client, kind, q="one") == ["The one"]
