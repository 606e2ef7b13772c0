"""The institution's own words are approved by a reviewer; what was said and done needs only the clerk."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests import pages
from tests.clerks import filled, member_of, send, url

pytestmark = pytest.mark.django_db


def act(client: Client, record: Any, name: str, **more: str) -> None:
    address = url(record, "edit")
    send(client, address, filled(client, address), **{f"action-{name}": "1"}, **more)


def test_a_bill_is_public_once_a_reviewer_approved_it() -> None:
    bill: Any = make.BillFactory(live=False)

    act(member_of("Editor"), bill, "submit")
    bill.refresh_from_db()
    assert not bill.live

    reviewer = member_of("Reviewer")
    state = bill.current_workflow_task_state
    confirm = reverse(
        bill.snippet_viewset.get_url_name("workflow_action"), args=[bill.pk, "approve", state.pk]
    )
    reviewer.post(confirm, {"comment": ""})
    bill.refresh_from_db()
    assert bill.live


def test_an_editor_cannot_approve_what_she_submitted() -> None:
    bill: Any = make.BillFactory(live=False)
    editor = member_of("Editor")
    act(editor, bill, "submit")
    state = bill.current_workflow_task_state

    name = bill.snippet_viewset.get_url_name("workflow_action")
    editor.post(reverse(name, args=[bill.pk, "approve", state.pk]), {"comment": ""})

    bill.refresh_from_db()
    assert not bill.live


def test_news_is_submitted_to_the_same_reviewers() -> None:
    page = pages.draft()

    assert [task.name for task in page.get_workflow().tasks] == [
        "Review of the institution’s own words"
    ]


def test_a_speech_needs_no_review() -> None:
    speech: Any = make.SpeechFactory(live=False)

    act(member_of("Editor"), speech, "publish")

    speech.refresh_from_db()
    assert speech.live


def test_a_translator_finds_the_way_from_an_original_and_saves_no_original() -> None:
    make.LocaleFactory(language_code="fr")
    original: Any = make.published(make.BillFactory())
    translator = member_of("Translator")

    shown = translator.get(url(original, "edit")).content.decode()

    assert "translation_of=" in shown
    assert 'class="button action-save' not in shown
    answer = translator.post(url(original, "edit"), filled(translator, url(original, "edit")))
    assert answer.headers["Location"] == reverse("wagtailadmin_home")
