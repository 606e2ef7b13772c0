"""Bills with their stages, sponsors and texts in the admin."""

from __future__ import annotations

import pytest
from django.test import Client

from cms.bills.models import Bill, BillText, Sponsor, Stage
from syndication import queries
from tests import factories as make
from tests.clerks import block, editor, filled, publish, publisher, send, titles, url

pytestmark = pytest.mark.django_db


def test_a_clerk_adds_a_bill_and_publishes_it() -> None:
    make.LocaleFactory()
    clerk = publisher(Bill)
    form = filled(clerk, url(Bill, "add"))

    send(
        clerk,
        url(Bill, "add"),
        form,
        **{
            "number": "HD 2026/40",
            "title": "Cycle Lanes Bill",
            "body": make.OrganizationFactory().pk,
            "introduced": "2026-11-01",
            **block("topics", 0, "Transport"),
            "action-publish": "1",
        },
    )

    bill = Bill.objects.get()
    assert bill.topics == ["Transport"]
    assert queries.entry(bill.public_id, "en").title == "Cycle Lanes Bill"


def test_a_corrected_title_is_public() -> None:
    bill = make.published(make.BillFactory())

    publish(publisher(Bill), bill, title="Water Supply Bill")

    assert queries.entry(bill.public_id, "en").title == "Water Supply Bill"


def test_a_bill_is_previewed_with_its_stages() -> None:
    bill = make.StageFactory(titles={"en": "First reading in the House"}).bill
    clerk = editor(Bill)
    form = {**filled(clerk, url(bill, "edit")), "title": "As it may be called"}
    clerk.post(url(bill, "preview_on_edit"), form)

    page = clerk.get(url(bill, "preview_on_edit"))

    assert "bills/bill.html" in [template.name for template in page.templates]
    assert "As it may be called" in page.content.decode()
    assert "First reading in the House" in page.content.decode()


def test_a_new_stage_shows_in_every_language_of_the_bill_at_once() -> None:
    bill = make.published(make.BillFactory())
    french = make.BillFactory(
        public_id=bill.public_id,
        translation_key=bill.translation_key,
        original_language="en",
        locale=make.LocaleFactory(language_code="fr"),
        title="Projet de loi sur l’eau",
    )
    make.published(french)
    clerk = publisher(Stage)
    address = f"{url(Stage, 'add')}?bill={bill.pk}"
    form = filled(clerk, address)

    send(clerk, address, form, position=1, code="committee", date="2026-10-20")

    assert [step.title for step in queries.entry(bill.public_id, "en").steps] == ["Committee stage"]
    assert [step.date for step in queries.entry(bill.public_id, "fr").steps] == ["2026-10-20"]


def test_a_new_sponsor_shows_at_once_and_the_clerk_is_back_at_the_bill() -> None:
    bill = make.published(make.BillFactory())
    member = make.MemberFactory()
    clerk = publisher(Sponsor, Bill)
    address = f"{url(Sponsor, 'add')}?bill={bill.pk}"

    response = clerk.post(address, {**filled(clerk, address), "member": member.pk, "first": "on"})

    assert response["Location"] == url(bill, "edit")
    assert [person.name for person in queries.entry(bill.public_id, "en").participants] == [
        member.name
    ]


def test_a_clause_is_corrected_as_plain_text() -> None:
    text = make.BillTextFactory()
    make.published(text.bill)
    clerk = publisher(BillText)

    send(
        clerk,
        url(text, "edit"),
        filled(clerk, url(text, "edit")),
        **{"clauses-0-value-text": "Every household has a right to it."},
    )

    text.refresh_from_db()
    assert text.clauses == [
        {"number": "1", "heading": "Right to water", "text": "Every household has a right to it."}
    ]
    passages = queries.entry(text.bill.public_id, "en").passages
    assert passages[-1].text == "Every household has a right to it."


def test_bills_are_narrowed_by_chamber_sponsor_language_and_state(admin_client: Client) -> None:
    make.BillFactory()
    wanted = make.BillFactory(
        number="S 7",
        title="Fair Rents Bill",
        live=False,
        locale=make.LocaleFactory(language_code="fr"),
    )
    sponsor = make.SponsorFactory(bill=wanted)

    for asked in (
        {"body": wanted.body.pk},
        {"sponsor": sponsor.member.pk},
        {"locale": "fr"},
        {"state": "draft"},
        {"q": "fair rents"},
        {"q": "S 7"},
    ):
        assert titles(admin_client, Bill, **asked) == ["S 7 Fair Rents Bill"], asked
