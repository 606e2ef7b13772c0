"""The admin as a whole: one menu, lists that cost the same however long they are, and what may not be deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from wagtail.users.models import UserProfile

from cms.core import listing
from cms.members.models import Area, Member
from cms.sittings.models import Sitting
from cms.speeches.models import Speech
from syndication import queries
from tests import factories as make
from tests.clerks import editor, filled, publish, publisher, send, titles, url

pytestmark = pytest.mark.django_db

LISTS: list[tuple[Callable[..., Any], int]] = [
    (make.MemberFactory, 11),
    (make.OrganizationFactory, 8),
    (make.AreaFactory, 8),
    (make.MembershipFactory, 10),
    (make.SittingFactory, 11),
    (make.SectionFactory, 10),
    (make.SpeechFactory, 15),
    (make.DivisionFactory, 11),
    (make.VoteFactory, 12),
    (make.BillFactory, 13),
    (make.StageFactory, 9),
    (make.SponsorFactory, 10),
    (make.BillTextFactory, 9),
    (make.VideoFactory, 14),
    (make.TimingFactory, 11),
    (make.PaperFactory, 14),
    (make.StreamFactory, 8),
]
"""Each kind with the statements its list may take: session, user, permissions, count, rows, one a relation."""


def statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize(("factory", "most"), LISTS)
def test_a_list_of_twenty_costs_as_many_statements_as_a_list_of_two(
    admin_client: Client, factory: Callable[..., Any], most: int
) -> None:
    address = url(type(factory()), "list")
    factory()
    statements(admin_client, address)  # warms what is kept for all requests

    short = statements(admin_client, address)
    for _ in range(18):
        factory()

    assert statements(admin_client, address) == short
    assert short <= most


@pytest.mark.parametrize("factory", [make.SpeechFactory, make.MemberFactory, make.SittingFactory])
def test_drafts_cost_no_more_statements_than_what_is_public(
    admin_client: Client, factory: Callable[..., Any]
) -> None:
    records = [factory() for _ in range(6)]
    address = url(type(records[0]), "list")
    for record in records[:2]:
        publish(admin_client, record)
    before = statements(admin_client, address)
    for record in records[2:]:
        send(admin_client, url(record, "edit"), filled(admin_client, url(record, "edit")))

    assert statements(admin_client, address) == before


def test_a_list_stops_counting_where_nobody_pages(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "MOST", 3)
    for _ in range(5):
        make.AreaFactory()

    page = admin_client.get(url(Area, "list")).content.decode()
    found = admin_client.get(url(Area, "list"), {"q": "harbour"}).content.decode()

    assert "More than 3 constituencies" in page
    assert "More than 3 constituencies" in found
    assert "There are 3 matches" not in found


def test_one_menu_holds_everything_parliament_publishes(admin_client: Client) -> None:
    props = admin_client.get(reverse("wagtailadmin_home")).content.decode()

    assert props.count('"Record"') == 1
    places = [
        props.index(f'"{label}"')
        for label in (
            "Members", "Chambers, groups and committees", "Constituencies", "Sittings", "Speeches",
            "Divisions", "Bills", "Videos", "Documents", "Streams", "Changes", "Publications",
        )
    ]  # fmt: skip
    assert places == sorted(places)
    assert '"Headings"' not in props


def test_an_editor_sees_only_what_she_may_write() -> None:
    client = editor(Speech)

    props = client.get(reverse("wagtailadmin_home")).content.decode()

    assert '"Speeches"' in props
    assert '"Members"' not in props
    assert client.get(url(Member, "list")).status_code == 302


@pytest.mark.parametrize(
    ("language", "word", "direction"),
    [("fr", "Enregistrer le brouillon", "ltr"), ("ar", "حفظ المسودة", "rtl")],
)
def test_the_admin_speaks_the_clerks_language(
    admin_client: Client, admin_user: Any, language: str, word: str, direction: str
) -> None:
    UserProfile.objects.create(user=admin_user, preferred_language=language)
    member = make.MemberFactory()

    page = admin_client.get(url(member, "edit")).content.decode()

    root = html.fromstring(page)
    assert (root.get("lang"), root.get("dir")) == (language, direction)
    assert word in page


@pytest.mark.parametrize(
    ("browser", "spoken"), [("fr-CA,en;q=0.5", "fr"), ("ar", "ar"), ("de", "en"), ("", "en")]
)
def test_the_desk_speaks_the_browsers_language_until_a_clerk_chooses_one(
    client: Client, browser: str, spoken: str
) -> None:
    page = client.get("/admin/login/", headers={"accept-language": browser}).content

    assert html.fromstring(page).get("lang") == spoken


def test_the_desk_bears_the_parliaments_name_and_mark(client: Client) -> None:
    page = client.get("/admin/login/", headers={"accept-language": "fr"}).content.decode()

    assert "Parlement de Valmère" in html.fromstring(page).findtext("head/title", "")
    assert "frontend/mark.svg" in page
    assert "Wagtail" not in html.fromstring(page).find(".//main").text_content()


def test_the_choosers_speak_the_clerks_language(admin_client: Client, admin_user: Any) -> None:
    UserProfile.objects.create(user=admin_user, preferred_language="fr")
    division = make.DivisionFactory()

    for address in (url(division, "edit"), url(Speech, "list")):
        page = admin_client.get(address).content.decode()
        assert "Choisir" in page
        assert "Choose" not in page.replace("Chooser", "")


def test_names_are_typed_one_a_language_each_in_its_own_direction(admin_client: Client) -> None:
    sitting = make.SittingFactory(titles={"en": "Sitting 118", "he": "ישיבה 118"}, language="he")
    page = html.fromstring(admin_client.get(url(sitting, "edit")).content.decode())

    shown = {
        box.get("lang"): box.get("dir")
        for box in page.xpath("//input[starts-with(@name,'titles-')]")
    }
    form = filled(admin_client, url(sitting, "edit"))
    send(
        admin_client,
        url(sitting, "edit"),
        form,
        **{"titles-fr": "Séance 118", "action-publish": "1"},
    )

    assert shown == {"en": "ltr", "fr": "ltr", "es": "ltr", "ar": "rtl", "he": "rtl"}
    sitting.refresh_from_db()
    assert sitting.titles == {"en": "Sitting 118", "fr": "Séance 118", "he": "ישיבה 118"}


def test_only_a_translation_says_what_it_is_translated_from(admin_client: Client) -> None:
    original = make.SpeechFactory()
    translation = make.SpeechFactory(original_language="fr")

    assert "Translated from" not in admin_client.get(url(original, "edit")).content.decode()
    assert "Translated from" in admin_client.get(url(translation, "edit")).content.decode()


@pytest.mark.parametrize("factory", [make.VideoFactory, make.PaperFactory, make.BillFactory])
def test_a_translation_is_labelled_as_one_wherever_it_is_read(
    admin_client: Client, factory: Callable[..., Any]
) -> None:
    make.LocaleFactory(language_code="fr")
    original = make.published(factory())
    address = f"{url(type(original), 'add')}?locale=fr&translation_of={original.pk}"

    sent = filled(admin_client, address)
    send(admin_client, address, sent, title="En français", **{"action-publish": "1"})

    entry = queries.entry(original.public_id, "fr")
    page = Client().get(urlsplit(entry.url).path)
    answer = Client().get(f"/api/v1/entries/{original.public_id}/?language=fr").json()
    assert (entry.title, entry.original_language) == ("En français", "en")
    assert "langue d’origine" in page.content.decode()
    assert answer["original_language"] == "en"
    assert queries.entry(original.public_id, "en").original_language == ""


def test_what_is_public_is_found_by_any_word_it_says_and_a_draft_by_its_name(
    admin_client: Client,
) -> None:
    said = make.published(make.SpeechFactory())
    draft = make.SpeechFactory(speaker_name="Henri Fontaine", live=False)

    assert titles(admin_client, Speech, q="stand reservoirs") == [str(said)]
    assert titles(admin_client, Speech, q="reserv") == [str(said)]
    assert titles(admin_client, Speech, q="fontaine") == [str(draft)]
    assert titles(admin_client, Speech, q="bicycle") == []


def test_what_was_published_cannot_be_deleted(admin_client: Client) -> None:
    member = make.published(make.MemberFactory())

    response = admin_client.post(url(member, "delete"), follow=True)

    assert "its address is for ever" in response.content.decode()
    assert Member.objects.filter(pk=member.pk).exists()


def test_what_would_take_published_speeches_with_it_cannot_be_deleted(admin_client: Client) -> None:
    speech = make.published(make.SpeechFactory())

    admin_client.post(url(speech.sitting, "delete"))

    assert Sitting.objects.filter(pk=speech.sitting.pk).exists()


def test_a_draft_that_was_never_public_can_be_deleted(admin_client: Client) -> None:
    member = make.MemberFactory(live=False)

    admin_client.post(url(member, "delete"))

    assert not Member.objects.filter(pk=member.pk).exists()


def test_what_others_refer_to_cannot_be_deleted(admin_client: Client) -> None:
    membership = make.MembershipFactory()

    response = admin_client.post(url(membership.area, "delete"), follow=True)

    assert "other records refer to it" in response.content.decode()


def test_no_list_offers_to_delete_in_bulk(admin_client: Client) -> None:
    make.MemberFactory()

    assert "data-bulk-action-checkbox" not in admin_client.get(url(Member, "list")).content.decode()


@pytest.mark.parametrize(
    "factory", [make.MemberFactory, make.StageFactory, make.TimingFactory, make.VoteFactory]
)
def test_nothing_is_deleted_in_bulk_by_its_address_either(
    admin_client: Client, factory: Callable[..., Any]
) -> None:
    record = factory()
    kind = type(record)._meta
    address = reverse("wagtail_bulk_action", args=[kind.app_label, kind.model_name, "delete"])

    page = admin_client.post(f"{address}?id={record.pk}", follow=True)

    assert "Records are deleted one by one." in page.content.decode()
    assert type(record).objects.filter(pk=record.pk).exists()


def test_a_translation_that_was_public_cannot_be_deleted(admin_client: Client) -> None:
    french = make.LocaleFactory(language_code="fr")
    original = make.published(make.SpeechFactory())
    translation = original.copy_for_translation(french)
    translation.save()
    translation.save_revision().publish()

    page = admin_client.post(url(translation, "delete"), follow=True)

    assert "its address is for ever" in page.content.decode()
    assert Speech.objects.filter(pk=translation.pk).exists()


def test_a_record_is_chosen_in_a_window_that_searches(admin_client: Client) -> None:
    make.published(make.MemberFactory())
    make.published(make.MemberFactory(given_name="Henri", family_name="Fontaine"))
    window = reverse(Member.snippet_viewset.chooser_viewset.get_url_name("choose_results"))

    page = admin_client.get(window, {"q": "fonta"}).content.decode()

    assert "Henri Fontaine" in page
    assert "Amina Okafor" not in page


def test_no_form_lists_all_members_in_a_menu(admin_client: Client) -> None:
    speech = make.SpeechFactory()
    make.MemberFactory(given_name="Henri", family_name="Fontaine")

    assert "Henri Fontaine" not in admin_client.get(url(speech, "edit")).content.decode()
    assert "Henri Fontaine" not in admin_client.get(url(Speech, "list")).content.decode()


def test_a_clerk_without_the_right_to_publish_leaves_a_draft() -> None:
    speech = make.published(make.SpeechFactory())
    client = editor(Speech)
    form = filled(client, url(speech, "edit"))

    send(
        client,
        url(speech, "edit"),
        form,
        **{"paragraphs-0-value": "Changed.", "action-publish": "1"},
    )

    speech.refresh_from_db()
    assert speech.paragraphs[0]["text"] != "Changed."
    assert speech.has_unpublished_changes


def test_a_clerk_with_the_right_publishes() -> None:
    speech = make.published(make.SpeechFactory())

    publish(publisher(Speech), speech, **{"paragraphs-0-value": "Changed."})

    speech.refresh_from_db()
    assert speech.paragraphs[0]["text"] == "Changed."
