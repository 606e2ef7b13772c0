"""Before publication: what is not neutral is kept back, until it is changed or a reviewer has decided."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Task, Workflow, WorkflowTask

from cms.bills.models import Bill, BillText
from cms.documents.models import Paper
from cms.members.models import Member
from cms.neutrality import checker, gate, packs
from cms.neutrality.errors import OpenFindingsError
from cms.neutrality.models import Decision
from cms.neutrality.words import own_words
from cms.news.models import NewsPage
from cms.sittings.models import Division, Section, Vote
from cms.speeches.models import Speech
from cms.videos.models import Timing
from syndication import queries
from syndication.models import AuditLine
from tests import factories as make
from tests import pages
from tests.clerks import decider, editor, filled, publisher, url

pytestmark = pytest.mark.django_db

PRAISE = "A historic and ground-breaking vote"


def edit(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def press_publish(client: Client, address: str, **changes: str) -> str:
    response = client.post(
        address, {**filled(client, address), **changes, "action-publish": "1"}, follow=True
    )
    return response.content.decode()


def decide_url(record: Any) -> str:
    options = record._meta
    return reverse("neutrality_decide", args=[options.app_label, options.model_name, record.pk])


def decide(client: Client, record: Any, reason: str = "It is the name of the exhibition.") -> str:
    """Choose everything that is open on the page of a record, and sign."""
    marks = [one.finding.mark for one in gate.open_in(record.get_latest_revision_as_object())]
    sent = {"mark": marks, "reason": reason}
    return client.post(decide_url(record), sent, follow=True).content.decode()


def reviewer(*kinds: Any) -> Client:
    """Return the browser of somebody who may also decide on wording."""
    client = decider(kinds=kinds, name="reviewer")
    right = Permission.objects.get(codename="decide_finding")
    Group.objects.get(name="reviewer").permissions.add(right)
    return client


def test_news_that_praises_is_saved_and_not_published(admin_client: Client) -> None:
    page = pages.draft()

    said = press_publish(admin_client, edit(page), title=PRAISE)

    page.refresh_from_db()
    assert not page.live
    assert page.get_latest_revision_as_object().title == PRAISE
    assert "“historic”, “ground-breaking”" in said


def test_neutral_news_is_published(admin_client: Client) -> None:
    page = pages.draft()

    press_publish(admin_client, edit(page), title="Bill adopted")

    page.refresh_from_db()
    assert page.live


def test_new_news_that_praises_is_a_draft(admin_client: Client) -> None:
    index = pages.index()
    address = reverse("wagtailadmin_pages:add", args=["news", "newspage", index.pk])

    press_publish(
        admin_client,
        address,
        title=PRAISE,
        slug="vote",
        date="2026-10-16",
        introduction="The House agreed.",
        body='{"blocks":[{"key":"a","text":"From 10 November.","type":"unstyled","depth":0,'
        '"inlineStyleRanges":[],"entityRanges":[]}],"entityMap":{}}',
    )

    assert [page.live for page in NewsPage.objects.all()] == [False]


def test_a_correction_that_praises_leaves_what_is_public_as_it_is(admin_client: Client) -> None:
    page = pages.news()

    press_publish(admin_client, edit(page), introduction="A triumph for the House.")

    shown = Client().get("/en/news/bill/").content.decode()
    assert "The House agreed." in shown
    assert "triumph" not in shown


def test_words_in_the_body_of_news_are_checked_without_their_markup(admin_client: Client) -> None:
    page = pages.draft(body="<p>It was a <b>ground</b>-breaking</p><p>day.</p>")
    page.save_revision()

    said = press_publish(admin_client, edit(page))

    assert "“ground-breaking”" in said


@pytest.mark.parametrize("schedule", [False, True])
def test_no_program_publishes_them_either(schedule: bool) -> None:
    page = pages.draft(title=PRAISE)
    if schedule:
        page.go_live_at = timezone.now() + timedelta(days=1)

    with pytest.raises(OpenFindingsError, match="historic"):
        page.save_revision().publish()

    page.refresh_from_db()
    assert not page.live
    assert page.revisions.filter(approved_go_live_at__isnull=False).count() == 0


def test_what_was_let_go_when_it_was_scheduled_goes_out_when_its_time_comes(
    own_packs: Any,
) -> None:
    page = pages.draft(title="A visit to Marlow")
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    own_packs('language = "en"\n[rule.marlow]\nkind = "promotional"\nwords = ["marlow"]\n')

    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        call_command("publish_scheduled", verbosity=0)

    page.refresh_from_db()
    assert page.live


def test_a_bulk_publication_is_refused_with_the_sentence(admin_client: Client) -> None:
    page = pages.draft(title=PRAISE)
    page.save_revision()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    answer = admin_client.post(f"{address}?id={page.pk}")

    page.refresh_from_db()
    assert (answer.status_code, page.live) == (403, False)
    assert "“historic”" in answer.content.decode()


def test_an_approval_in_a_review_is_refused_and_can_be_repeated(
    admin_client: Client, admin_user: Any
) -> None:
    bill = make.BillFactory(live=False, summary="A landmark reform.")
    bill.save_revision()
    task = Task.objects.create(name="Look")
    workflow = Workflow.objects.create(name="Review")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    state = workflow.start(bill, admin_user)

    with pytest.raises(OpenFindingsError):
        state.current_task_state.approve(user=admin_user)

    state.refresh_from_db()
    bill.refresh_from_db()
    assert (state.status, bill.live) == ("in_progress", False)


def test_a_bills_summary_is_checked_and_its_title_is_its_sponsors(admin_client: Client) -> None:
    bill = make.BillFactory(
        live=False, title="An Act for a Brighter Future!", summary="It sets fees."
    )
    bill.save_revision()

    press_publish(admin_client, url(bill, "edit"))
    bill.refresh_from_db()
    first = bill.live
    said = press_publish(admin_client, url(bill, "edit"), summary="A shameful bill.")

    assert first
    assert "“shameful”" in said
    assert queries.entry(bill.public_id, "en").summary == "It sets fees."


def test_a_biography_is_checked_in_each_of_its_languages(admin_client: Client) -> None:
    member = make.MemberFactory(
        live=False, biography={"en": "Born in Marlow.", "fr": "Une femme exceptionnelle."}
    )
    member.save_revision()

    said = press_publish(admin_client, url(member, "edit"))

    assert "“exceptionnelle”" in said
    assert not Member.objects.get().live


def test_what_was_said_in_the_chamber_is_never_checked(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def watched(text: str, pack: packs.Pack) -> list[checker.Finding]:
        seen.append(text)
        return checker.check(text, pack)

    monkeypatch.setattr(gate, "check", watched)
    said = "A historic, shameful day! We must act now."
    speech = make.SpeechFactory(live=False, paragraphs=[{"id": "p1", "text": said}])
    speech.save_revision()
    pages.news()

    shown = press_publish(admin_client, url(speech, "edit"))
    call_command("neutrality", "check", stdout=StringIO())

    assert Speech.objects.get().live
    assert [p.text for p in queries.entry(speech.public_id, "en").passages] == [said]
    assert "not neutral" not in shown
    assert "The House agreed." in seen
    assert [text for text in seen if "shameful" in text] == []


@pytest.mark.parametrize("kind", [Speech, Section, Division, Vote, Timing, BillText, Paper])
def test_no_kind_that_holds_words_of_others_has_own_words(kind: Any) -> None:
    assert own_words(kind()) == ()


def test_a_reviewers_decision_lets_it_be_published_and_is_in_the_audit_log() -> None:
    bill = make.BillFactory(live=False, summary="It funds the Landmark Trust, a unique museum.")
    bill.save_revision()
    client = reviewer(Bill)

    decide(client, bill, "It is the only museum of its kind.")
    press_publish(client, url(bill, "edit"))

    bill.refresh_from_db()
    decision = Decision.objects.get()
    line = AuditLine.objects.get(verb="let_wording_stand")
    assert bill.live
    assert (decision.passage, decision.decided_by.username) == ("unique", "reviewer")
    assert (line.actor, line.thing) == ("reviewer", bill.public_id)
    assert "the only museum of its kind" in line.detail
    call_command("audit", "verify", stdout=StringIO())


def test_a_decision_is_void_once_the_sentence_is_another() -> None:
    bill = make.BillFactory(live=False, summary="It funds a unique museum.")
    bill.save_revision()
    client = reviewer(Bill)
    decide(client, bill)

    said = press_publish(client, url(bill, "edit"), summary="It is a unique bill.")

    bill.refresh_from_db()
    assert not bill.live
    assert "“unique”" in said


def test_who_only_publishes_cannot_decide() -> None:
    bill = make.BillFactory(live=False, summary="It funds a unique museum.")
    bill.save_revision()
    client = publisher(Bill)

    shown = client.get(decide_url(bill)).content.decode()
    answer = client.post(decide_url(bill), {"mark": ["x"], "reason": "Because."})

    assert 'name="mark"' not in shown
    assert (answer.status_code, Decision.objects.count()) == (403, 0)


def test_a_clerk_without_rights_on_a_record_does_not_see_its_words() -> None:
    bill = make.BillFactory(live=False, summary="It funds a unique museum.")
    bill.save_revision()

    answer = editor(Member).get(decide_url(bill))

    assert (answer.status_code, b"unique" in answer.content) == (403, False)


@pytest.mark.parametrize("reason", ["", "  ", "\u200b\x00 "])
def test_a_decision_needs_a_reason(reason: str) -> None:
    bill = make.BillFactory(live=False, summary="It funds a unique museum.")
    bill.save_revision()

    said = decide(reviewer(Bill), bill, reason)

    assert "Say why these words may stand." in said
    assert not Decision.objects.exists()


def test_deciding_twice_is_deciding_once() -> None:
    bill = make.BillFactory(live=False, summary="It funds a unique museum.")
    bill.save_revision()
    client = reviewer(Bill)
    marks = [one.finding.mark for one in gate.open_in(bill)]

    for _time in range(2):
        client.post(decide_url(bill), {"mark": marks, "reason": "It is one."})

    assert Decision.objects.count() == 1
    assert AuditLine.objects.filter(verb="let_wording_stand").count() == 1


def test_there_is_nothing_to_decide_on_in_a_speech(admin_client: Client) -> None:
    assert admin_client.get(decide_url(make.SpeechFactory())).status_code == 404
