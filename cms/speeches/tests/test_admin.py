"""A clerk edits a speech; the public sees it, and the ledger says what happened."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from cms.speeches.models import Speech
from syndication import queries
from syndication.models import Change
from tests import factories as make
from tests.clerks import block, editor, filled, publish, publisher, send, titles, unpublish, url

pytestmark = pytest.mark.django_db


def feed_of(speech: Speech) -> str:
    """Read the member's feed as a feed reader does."""
    response = Client().get(f"/en/feeds/member:{speech.member.public_id}/feed.rss", follow=True)
    assert response.status_code == 200
    return response.content.decode()


def ledger(speech: Speech) -> list[str]:
    return list(
        Change.objects.filter(entry__thing=speech.public_id)
        .order_by("pk")
        .values_list("kind", flat=True)
    )


def test_a_correction_reaches_the_members_feed_and_is_one_line_of_the_ledger() -> None:
    speech = make.published(make.SpeechFactory())
    assert "The reservoirs stand at half" in feed_of(speech)

    publish(publisher(Speech), speech, **{"paragraphs-0-value": "The reservoirs stand at a third."})

    assert "The reservoirs stand at a third." in feed_of(speech)
    assert ledger(speech) == ["new", "corrected"]


def test_publishing_what_did_not_change_makes_no_event() -> None:
    speech = make.published(make.SpeechFactory())

    publish(publisher(Speech), speech)

    assert ledger(speech) == ["new"]


def test_unpublishing_leaves_a_tombstone_and_publishing_brings_the_speech_back() -> None:
    speech = make.published(make.SpeechFactory())
    address = Client().get(f"/en/speeches/{speech.public_id}/")["Location"]
    clerk = publisher(Speech)

    unpublish(clerk, speech)

    assert Client().get(address).status_code == 410
    assert "The reservoirs stand at half" not in feed_of(speech)
    assert ledger(speech) == ["new", "withdrawn"]

    publish(clerk, speech)

    assert Client().get(address).status_code == 200
    assert "The reservoirs stand at half" in feed_of(speech)
    assert ledger(speech) == ["new", "withdrawn", "restored"]


def test_a_draft_reaches_nobody() -> None:
    speech = make.published(make.SpeechFactory())
    clerk = editor(Speech)
    form = filled(clerk, url(speech, "edit"))

    send(clerk, url(speech, "edit"), form, **{"paragraphs-0-value": "Not yet decided."})

    assert "Not yet decided." not in feed_of(speech)
    assert ledger(speech) == ["new"]


def test_when_entries_cannot_be_written_the_record_stays_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    speech = make.published(make.SpeechFactory())
    clerk = publisher(Speech)
    form = filled(clerk, url(speech, "edit"))

    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("cms.core.publishing.actions.publish", fail)
    with pytest.raises(RuntimeError):
        clerk.post(
            url(speech, "edit"),
            {**form, "paragraphs-0-value": "Half done.", "action-publish": "1"},
        )

    speech.refresh_from_db()
    assert speech.paragraphs[0]["text"] != "Half done."


def test_when_the_tombstone_cannot_be_left_the_record_stays_public(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    speech = make.published(make.SpeechFactory())
    clerk = publisher(Speech)

    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("cms.core.publishing.actions.withdraw", fail)
    with pytest.raises(RuntimeError):
        clerk.post(url(speech, "unpublish"))

    speech.refresh_from_db()
    assert speech.live


def test_a_clerk_writes_a_new_speech_and_publishes_it() -> None:
    heading = make.SectionFactory()
    member = make.MemberFactory()
    clerk = publisher(Speech)
    form = filled(clerk, url(Speech, "add"))

    send(
        clerk,
        url(Speech, "add"),
        form,
        **{
            "sitting": heading.sitting.pk,
            "section": heading.pk,
            "member": member.pk,
            "speaker_name": member.name,
            "position": 4,
            **block("paragraphs", 0, "I beg to move.", kind="text"),
            "action-publish": "1",
        },
    )

    speech = Speech.objects.get()
    assert speech.paragraphs[0]["text"] == "I beg to move."
    assert speech.paragraphs[0]["id"]
    assert "I beg to move." in feed_of(speech)


def test_paragraphs_keep_their_ids_and_kinds_when_one_is_taken_out_and_one_moved() -> None:
    speech = make.published(make.SpeechFactory())

    publish(
        publisher(Speech),
        speech,
        **{"paragraphs-0-order": 2, "paragraphs-1-deleted": "1", "paragraphs-2-order": 0},
    )

    speech.refresh_from_db()
    assert [(p["id"], p["kind"]) for p in speech.paragraphs] == [("p3", "text"), ("p1", "text")]


def test_paragraphs_without_an_id_are_not_given_one() -> None:
    nameless = [{"id": "", "kind": "reaction", "text": "Applause."}]
    speech = make.published(make.SpeechFactory(paragraphs=nameless))

    publish(publisher(Speech), speech)

    speech.refresh_from_db()
    assert speech.paragraphs == nameless


def test_a_speech_says_which_bills_it_is_about_by_their_public_ids() -> None:
    bill = make.BillFactory()
    speech = make.published(make.SpeechFactory())
    chosen = block("bills", 0, bill.pk)
    clerk = publisher(Speech)

    publish(clerk, speech, **chosen)
    publish(clerk, speech)

    speech.refresh_from_db()
    assert speech.bills == [bill.public_id]


def test_the_preview_is_the_public_page_of_the_draft() -> None:
    speech = make.published(make.SpeechFactory())
    clerk = editor(Speech)
    form = {**filled(clerk, url(speech, "edit")), "paragraphs-0-value": "As it may read."}
    assert clerk.post(url(speech, "preview_on_edit"), form).json()["is_available"]

    page = clerk.get(url(speech, "preview_on_edit"))

    assert "speeches/speech.html" in [template.name for template in page.templates]
    assert "As it may read." in page.content.decode()
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    assert "As it may read." not in feed_of(speech)


def test_a_saved_draft_can_be_looked_at_as_a_page() -> None:
    speech = make.published(make.SpeechFactory())
    clerk = editor(Speech)
    form = filled(clerk, url(speech, "edit"))
    send(clerk, url(speech, "edit"), form, **{"paragraphs-0-value": "As it was saved."})

    speech.refresh_from_db()
    address = speech.snippet_viewset.get_url_name("revisions_view")
    page = clerk.get(reverse(address, args=[speech.pk, speech.latest_revision_id]))

    assert "As it was saved." in page.content.decode()


def test_a_speech_that_is_not_saved_yet_has_a_preview() -> None:
    clerk = editor(Speech)
    sitting = make.SittingFactory()
    form = {
        **filled(clerk, url(Speech, "add")),
        "sitting": sitting.pk,
        "position": 1,
        "speaker_name": "Henri Fontaine",
    }
    assert clerk.post(url(Speech, "preview_on_add"), form).json()["is_available"]

    page = clerk.get(url(Speech, "preview_on_add"))

    assert "Henri Fontaine" in page.content.decode()


def test_a_new_translation_is_previewed_in_its_language() -> None:
    make.LocaleFactory(language_code="fr")
    clerk = editor(Speech)
    page = clerk.get(url(Speech, "add"), {"locale": "fr"}).content.decode()
    address = f"{url(Speech, 'preview_on_add')}?locale=fr"
    assert address in page
    form = {**filled(clerk, url(Speech, "add")), "sitting": make.SittingFactory().pk, "position": 1}
    clerk.post(address, form)

    assert '<html lang="fr"' in clerk.get(address).content.decode()


def test_a_speech_is_translated_under_the_same_public_id_and_labelled_so() -> None:
    make.LocaleFactory(language_code="fr")
    speech = make.published(make.SpeechFactory(scheme="parlamint", source_id="u1"))
    clerk = publisher(Speech)
    page = html.fromstring(clerk.get(url(speech, "edit")).content.decode())
    address = page.xpath("//a[contains(., 'Translate into French')]")[0].get("href")
    form = filled(clerk, address)
    assert form["paragraphs-0-value"] == speech.paragraphs[0]["text"]

    more = {"paragraphs-0-value": "Les réservoirs sont à moitié vides.", "action-publish": "1"}
    sent_to = (
        html.fromstring(clerk.get(address).content.decode())
        .get_element_by_id("w-editor-form")
        .action
    )
    send(clerk, sent_to, form, **more)

    entry = queries.entry(speech.public_id, "fr")
    assert entry.original_language == "en"
    assert entry.passages[0].text == "Les réservoirs sont à moitié vides."
    assert [passage.id for passage in entry.passages] == ["p1", "p2", "p3"]
    assert queries.entry(speech.public_id, "en").passages[0].text == speech.paragraphs[0]["text"]
    assert clerk.get(address).status_code == 404


def test_a_translation_is_previewed_as_the_same_thing_in_its_language() -> None:
    make.LocaleFactory(language_code="fr")
    speech = make.published(make.SpeechFactory())
    clerk = editor(Speech)
    asked = f"?locale=fr&translation_of={speech.pk}"
    form = {
        **filled(clerk, url(Speech, "add") + asked),
        "paragraphs-0-value": "À moitié vides.",
    }
    clerk.post(url(Speech, "preview_on_add") + asked, form)

    page = clerk.get(url(Speech, "preview_on_add") + asked).content.decode()

    assert "À moitié vides." in page
    assert speech.public_id in page


def test_a_preview_in_arabic_is_the_arabic_page() -> None:
    arabic = make.LocaleFactory(language_code="ar")
    member = make.MemberFactory(name="أمينة أوكافور")
    speech = make.SpeechFactory(locale=arabic, member=member, live=False)
    clerk = editor(Speech)
    clerk.post(url(speech, "preview_on_edit"), filled(clerk, url(speech, "edit")))

    page = clerk.get(url(speech, "preview_on_edit")).content.decode()

    assert '<html lang="ar"' in page
    assert 'dir="rtl"' in page


@pytest.mark.parametrize(
    "asked",
    [
        lambda speech: {"member": speech.member.pk},
        lambda speech: {"body": speech.sitting.body.pk},
        lambda speech: {"sitting": speech.sitting.pk},
        lambda speech: {"section": speech.section.pk},
        lambda speech: {"group": speech.group.pk},
        lambda _: {"date_from": "2026-11-01", "date_to": "2026-11-30"},
        lambda _: {"state": "draft"},
        lambda _: {"locale": "fr"},
    ],
)
def test_the_list_is_narrowed(admin_client: Client, asked: Any) -> None:
    make.SpeechFactory()
    wanted = make.SpeechFactory(
        sitting__date="2026-11-05",
        group=make.GroupFactory(),
        live=False,
        locale=make.LocaleFactory(language_code="fr"),
    )

    assert titles(admin_client, Speech, **asked(wanted)) == [str(wanted)]


def test_the_newest_sitting_comes_first_and_its_speeches_in_their_order(
    admin_client: Client,
) -> None:
    old = make.SpeechFactory(sitting__date="2026-10-01", position=1)
    new = make.SittingFactory(date="2026-10-02")
    second = make.SpeechFactory(sitting=new, position=2)
    first = make.SpeechFactory(sitting=new, position=1)

    assert titles(admin_client, Speech) == [str(first), str(second), str(old)]
    assert titles(admin_client, Speech, ordering="sitting__date")[0] == str(old)
