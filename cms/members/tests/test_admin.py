"""Members, bodies, constituencies and memberships in the admin."""

from __future__ import annotations

import pytest
from django.test import Client

from cms.members.models import Area, Member, Membership, Organization
from syndication import queries
from syndication.models import Change
from tests import factories as make
from tests.clerks import block, editor, filled, publish, publisher, send, titles, url

pytestmark = pytest.mark.django_db


def test_a_clerk_adds_a_member_and_publishes_her() -> None:
    clerk = publisher(Member)
    form = filled(clerk, url(Member, "add"))

    send(
        clerk,
        url(Member, "add"),
        form,
        **{
            "name": "Lucía Carranza",
            "family_name": "Carranza",
            "names-ar": "لوسيا كارانزا",
            "biography-es": "Diputada desde 2019.",
            **block("links", 0, "https://carranza.example/"),
            "action-publish": "1",
        },
    )

    member = Member.objects.get()
    assert member.names == {"ar": "لوسيا كارانزا"}
    assert member.links == ["https://carranza.example/"]
    assert queries.entry(member.public_id, "ar").title == "لوسيا كارانزا"


def test_what_the_form_does_not_show_stays() -> None:
    member = make.published(
        make.MemberFactory(source_id="p7", scheme="popolo", names={"he": "אמינה"})
    )

    publish(publisher(Member), member, email="amina@valmere.example")

    member.refresh_from_db()
    assert (member.source_id, member.names) == ("p7", {"he": "אמינה"})


@pytest.mark.parametrize(("mode", "heading"), [("en", "Amina Okafor"), ("ar", "أمينة أوكافور")])
def test_a_member_is_previewed_in_each_language(mode: str, heading: str) -> None:
    member = make.MembershipFactory().member
    clerk = editor(Member)
    clerk.post(url(member, "preview_on_edit"), filled(clerk, url(member, "edit")))

    page = clerk.get(url(member, "preview_on_edit"), {"mode": mode})

    assert "members/member.html" in [template.name for template in page.templates]
    assert f'<html lang="{mode}"' in page.content.decode()
    assert heading in page.content.decode()


def test_a_member_lists_her_memberships_and_leads_to_each() -> None:
    membership = make.MembershipFactory()
    clerk = publisher(Member, Membership)

    page = clerk.get(url(membership.member, "edit")).content.decode()

    assert url(membership, "edit") in page
    assert f"{url(Membership, 'add')}?member={membership.member.pk}" in page


def test_a_new_membership_shows_in_the_profile_at_once() -> None:
    member = make.published(make.MemberFactory())
    committee = make.OrganizationFactory(
        classification="committee", names={"en": "Water Committee"}
    )
    clerk = publisher(Membership)
    address = f"{url(Membership, 'add')}?member={member.pk}"
    form = filled(clerk, address)

    send(clerk, address, form, organization=committee.pk, role="chair", start="2026-01-01")

    assert form["member"] == str(member.pk)
    steps = queries.entry(member.public_id, "en").steps
    assert [step.title for step in steps] == ["Chair, Water Committee"]


def test_a_membership_given_to_another_member_leaves_the_first_profile() -> None:
    membership = make.MembershipFactory()
    first = make.published(membership.member)
    second = make.published(make.MemberFactory(name="Henri Fontaine"))
    clerk = publisher(Membership)

    send(clerk, url(membership, "edit"), filled(clerk, url(membership, "edit")), member=second.pk)

    assert not queries.entry(first.public_id, "en").steps
    assert queries.entry(second.public_id, "en").steps


def test_a_deleted_membership_leaves_the_profile() -> None:
    membership = make.MembershipFactory()
    member = make.published(membership.member)

    send(publisher(Membership), url(membership, "delete"), {})

    assert not queries.entry(member.public_id, "en").steps


def test_a_membership_of_a_draft_makes_nothing_public() -> None:
    membership = make.MembershipFactory(member__live=False)
    clerk = publisher(Membership)

    send(clerk, url(membership, "edit"), filled(clerk, url(membership, "edit")), role="chair")

    assert not Change.objects.exists()


def test_a_renamed_committee_is_renamed_in_its_profile_and_in_its_members() -> None:
    membership = make.MembershipFactory()
    body = make.published(membership.organization)
    member = make.published(membership.member)
    clerk = publisher(Organization)

    send(
        clerk,
        url(body, "edit"),
        filled(clerk, url(body, "edit")),
        **{"names-en": "House of Delegates"},
    )

    assert queries.entry(body.public_id, "en").title == "House of Delegates"
    assert "House of Delegates" in queries.entry(member.public_id, "en").summary


def test_a_renamed_constituency_is_renamed_in_the_profile_of_its_member() -> None:
    membership = make.MembershipFactory()
    member = make.published(membership.member)
    clerk = publisher(Area)
    address = url(membership.area, "edit")

    send(clerk, address, filled(clerk, address), **{"names-en": "Harbour West"})

    assert "Harbour West" in queries.entry(member.public_id, "en").summary


def test_a_new_body_is_public_and_found_in_any_language() -> None:
    clerk = publisher(Organization)
    form = filled(clerk, url(Organization, "add"))

    send(
        clerk,
        url(Organization, "add"),
        form,
        **{
            "classification": "committee",
            "names-en": "Water Committee",
            "names-fr": "Commission de l’eau",
        },
    )

    assert titles(clerk, Organization, q="commission eau") == ["Water Committee"]
    assert titles(clerk, Organization, classification="chamber") == []


def test_members_are_listed_by_family_name_and_narrowed_by_body(admin_client: Client) -> None:
    membership = make.MembershipFactory()
    make.MemberFactory(given_name="Aaron", family_name="Zimmer")
    make.MemberFactory(given_name="Zoe", family_name="Abel")

    assert titles(admin_client, Member) == ["Zoe Abel", "Amina Okafor", "Aaron Zimmer"]
    assert titles(admin_client, Member, body=membership.organization.pk) == ["Amina Okafor"]
    assert titles(admin_client, Member, state="draft") == []


def test_constituencies_are_found_by_name(admin_client: Client) -> None:
    make.AreaFactory()
    make.AreaFactory(names={"en": "Old Town", "fr": "Vieille Ville"})

    assert titles(admin_client, Area, q="vieille") == ["Old Town"]
