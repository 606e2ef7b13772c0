"""A clerk edits a speech; the public sees it, and the ledger says what happened."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

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


def told(speech: Speech) -> dict[str, str]:
    """Return what each outlet says of a speech."""
    embeds = Client(headers={"host": urlsplit(settings.EMBED_URL).netloc})
    page = Client().get(f"/en/speeches/{speech.public_id}/", follow=True)
    answers = {
        "page": page,
        "api": Client().get(f"/api/v1/entries/{speech.public_id}/"),
        "embed": embeds.get(f"/e/en/speech/{speech.public_id}/"),
    }
    return {name: answer.content.decode() for name, answer in answers.items()} | {
        "feed": feed_of(speech)
    }


def test_what_was_corrected_is_said_on_page_feed_api_and_embed() -> None:
    speech = make.published(make.SpeechFactory())
    told(speech)
    note = "The figure in the first paragraph was wrong."

    publish(
        publisher(Speech),
        speech,
        **{"paragraphs-0-value": "The reservoirs stand at a third.", "correction": note},
    )

    assert [outlet for outlet, text in told(speech).items() if note not in text] == []
    assert Change.objects.get(kind="corrected").note == note


def test_the_note_of_a_correction_stays_when_the_speech_is_published_again() -> None:
    speech = make.published(make.SpeechFactory())
    clerk = publisher(Speech)
    note = "The speaker was named wrongly until today."
    publish(clerk, speech, correction=note)

    publish(clerk, speech)
    form = filled(clerk, url(speech, "edit"))
    publish(clerk, speech, **{"paragraphs-0-value": "The reservoirs stand at a third."})

    assert form["correction"] == ""
    assert [outlet for outlet, text in told(speech).items() if note not in text] == []
    assert ledger(speech) == ["new", "corrected", "corrected"]


def test_only_who_may_publish_is_asked_what_was_corrected_and_only_of_what_is_public() -> None:
    public = make.published(make.SpeechFactory())
    draft = make.SpeechFactory(live=False)
    clerk = publisher(Speech)

    assert "correction" in filled(clerk, url(public, "edit"))
    assert "correction" not in filled(clerk, url(draft, "edit"))
    assert "correction" not in filled(editor(Speech), url(public, "edit"))


def test_a_note_sent_by_somebody_who_may_not_publish_reaches_nobody() -> None:
    speech = make.published(make.SpeechFactory())
    clerk = editor(Speech)
    form = filled(clerk, url(speech, "edit"))

    send(clerk, url(speech, "edit"), form, correction="It was me.", **{"action-publish": "1"})

    assert ledger(speech) == ["new"]


def test_an_older_version_is_brought_back_with_a_note() -> None:
    speech = make.published(make.SpeechFactory())
    clerk = publisher(Speech)
    publish(clerk, speech)
    first = speech.revisions.first()
    publish(clerk, speech, **{"paragraphs-0-value": "The reservoirs stand at a third."})
    address = reverse(
        Speech.snippet_viewset.get_url_name("revisions_revert"), args=[speech.pk, first.pk]
    )

    note = "The first version was right."
    form = filled(clerk, address)
    send(clerk, address, form, correction=note, **{"action-publish": "1"})

    assert "The reservoirs stand at half" in feed_of(speech)
    assert note in feed_of(speech)


def test_two_versions_are_compared_without_the_note(admin_client: Client) -> None:
    speech = make.published(make.SpeechFactory())
    publish(admin_client, speech)
    publish(admin_client, speech, correction="It was wrong.")
    name = Speech.snippet_viewset.get_url_name("revisions_compare")

    page = admin_client.get(reverse(name, args=[speech.pk, "earliest", "latest"]))

    assert page.status_code == 200
    assert "What was corrected" not in page.content.decode()


def test_what_the_clock_publishes_goes_out_without_a_note(time_machine: Any) -> None:
    speech = make.published(make.SpeechFactory())
    speech.paragraphs[0]["text"] = "By the clock."
    speech.go_live_at = timezone.now() + timedelta(days=1)
    speech.save_revision().publish()
    assert "By the clock." not in feed_of(speech)

    time_machine.move_to(speech.go_live_at + timedelta(hours=1))
    call_command("publish_scheduled")

    assert "By the clock." in feed_of(speech)
    assert Change.objects.get(kind="corrected").note == ""


def test_what_a_review_approves_goes_out_without_a_note(admin_user: User) -> None:
    speech = make.published(make.SpeechFactory())
    workflow = Workflow.objects.create(name="Review")
    task = GroupApprovalTask.objects.create(name="Second pair of eyes")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    speech.paragraphs[0]["text"] = "Read by two."
    speech.save_revision()

    workflow.start(speech, admin_user).current_task_state.approve(user=admin_user)

    assert "Read by two." in feed_of(speech)
    assert Change.objects.get(kind="corrected").note == ""


def test_a_reason_is_asked_for_before_something_is_withdrawn() -> None:
    speech = make.published(make.SpeechFactory())
    clerk = publisher(Speech)

    page = clerk.post(url(speech, "unpublish"), {"reason": "  "}).content.decode()

    speech.refresh_from_db()
    assert speech.live
    assert "This field is required." in page
    assert "Reason (public)" in page


def test_why_something_was_withdrawn_is_said_on_page_feed_api_and_embed() -> None:
    speech = make.published(make.SpeechFactory())
    told(speech)

    unpublish(publisher(Speech), speech, reason="Attributed to the wrong member.")

    assert [
        outlet for outlet, text in told(speech).items()
        if "Attributed to the wrong member." not in text
    ] == []  # fmt: skip


def test_what_expires_says_so_in_its_own_language(time_machine: Any) -> None:
    french = make.LocaleFactory(language_code="fr")
    speech = make.published(make.SpeechFactory(locale=french))
    Speech.objects.update(expire_at=timezone.now())

    time_machine.move_to(timezone.now() + timedelta(hours=1))
    call_command("publish_scheduled")

    assert queries.entry(speech.public_id, "fr").notice == "Retiré par le parlement."


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
        clerk.post(url(speech, "unpublish"), {"reason": "Published in error."})

    speech.refresh_from_db()
    assert speech.live


def test_when_the_list_of_what_is_gone_cannot_be_written_the_clerk_is_told_so(
    settings: Any, tmp_path: Path
) -> None:
    speech = make.published(make.SpeechFactory())
    clerk = publisher(Speech)
    (tmp_path / "file").touch()
    settings.KILL_LIST = tmp_path / "file" / "killed.jsonl"

    told = clerk.post(url(speech, "unpublish"), {"reason": "Published in error."})

    speech.refresh_from_db()
    assert (told.status_code, speech.live) == (503, True)
    assert "nothing was changed" in told.content.decode()


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
