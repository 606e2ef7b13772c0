"""An entry is decided on at the desk: each verb a form, for those who may, on what they saw."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from cms.console.tests.decisions import (
    TYPED,
    address,
    decide,
    entry,
    forms,
    offered,
    page,
    send,
    words,
)
from cms.core import rights
from cms.speeches.models import Speech
from cms.videos.entries import VideoSource
from syndication import actions
from syndication.models import AuditLine, EntryRecord
from tests import factories as make
from tests.clerks import decider, url

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-02T10:00Z", tick=False)]

SAID = {
    "withdraw": "Withdrawn on 2 November 2026, 11:00: Published in error.",
    "restore": "Everybody can see this.",
    "correct": "Corrected on 2 November 2026, 11:00: The date was wrong.",
    "embargo": "Hidden until 1 December 2026, 09:00; then it appears by itself.",
    "expire": "It ends on 24 December 2026, 18:00; from then on nobody sees it.",
    "lift": "Everybody can see this.",
    "restrict": "Only the audience “committee” can see this.",
}


@pytest.fixture
def row(request: Any) -> EntryRecord:
    """An entry in a state in which the verb of the test can change it."""
    actions.save_audience("committee", title="The committee")
    speech = make.published(make.SpeechFactory())
    verb = request.node.callspec.params.get("verb") if hasattr(request.node, "callspec") else ""
    if verb == "restore":
        actions.withdraw(speech.public_id, reason="Published in error.")
    if verb == "lift":
        actions.restrict(speech.public_id, audience="press")
    return entry(speech)


@pytest.mark.parametrize("verb", rights.VERBS)
def test_who_has_the_right_decides_and_reads_in_words_what_holds_then(
    row: EntryRecord, verb: str
) -> None:
    clerk = decider(verb)
    assert SAID[verb] not in page(clerk, row)

    answer = decide(clerk, row, verb, **TYPED[verb])

    assert SAID[verb] in words(answer)
    assert f"Done: {rights.VERBS[verb]}." in answer.content.decode()
    line = AuditLine.objects.latest("pk")
    assert (line.actor, line.verb, line.thing) == ("decider", verb, row.thing)


@pytest.mark.parametrize("verb", rights.VERBS)
def test_who_lacks_the_right_sees_no_button_and_is_refused_the_form(
    row: EntryRecord, verb: str
) -> None:
    others = [other for other in rights.VERBS if other != verb]
    form = forms(decider(verb, name="another").get(address(row)))[verb]
    clerk = decider(*others)
    before = EntryRecord.objects.values().get(), AuditLine.objects.count()

    assert verb not in offered(clerk, row)
    answer = send(clerk, row, form, **TYPED[verb])

    assert answer.status_code == 403
    assert "Nothing was changed." in words(answer)
    assert (EntryRecord.objects.values().get(), AuditLine.objects.count()) == before


def test_who_may_only_look_sees_the_state_and_no_form(row: EntryRecord) -> None:
    clerk = decider()

    assert "Everybody can see this." in page(clerk, row)
    assert offered(clerk, row) == []


def test_who_may_not_look_sees_nothing(row: EntryRecord) -> None:
    clerk = Client()

    assert clerk.get(address(row)).status_code == 302
    assert clerk.get(reverse("entries:index")).status_code == 302


def test_only_what_could_change_something_is_offered(row: EntryRecord) -> None:
    clerk = decider(*rights.VERBS)
    assert offered(clerk, row) == ["withdraw", "correct", "embargo", "expire", "restrict"]

    actions.withdraw(row.thing, reason="Published in error.")
    actions.restrict(row.thing, audience="press")

    assert offered(clerk, row) == ["restore", "embargo", "expire", "lift", "restrict"]


@pytest.mark.parametrize("verb", [verb for verb in rights.VERBS if verb != "restrict"])
def test_a_conflict_is_said_in_words_with_what_is_there_now(row: EntryRecord, verb: str) -> None:
    clerk = decider(verb)
    form = forms(clerk.get(address(row)))[verb]
    actions.restrict(row.thing, audience="cabinet")

    answer = send(clerk, row, form, **TYPED[verb])

    assert answer.status_code == 409
    assert "Somebody changed this after you opened it" in words(answer)
    assert "Only the audience “cabinet” can see this." in words(answer)
    assert SAID[verb] not in words(answer)


def test_after_a_conflict_what_was_typed_can_be_sent_again(row: EntryRecord) -> None:
    clerk = decider("withdraw")
    form = forms(clerk.get(address(row)))["withdraw"]
    actions.restrict(row.thing, audience="cabinet")
    answer = send(clerk, row, form, reason="Published in error.")

    again = forms(answer)["withdraw"]
    send(clerk, row, again)

    assert again["withdraw-reason"] == "Published in error."
    assert EntryRecord.objects.get().reason == "Published in error."


def test_moments_are_by_the_chambers_clock_wherever_the_clerk_is(row: EntryRecord) -> None:
    clerk = decider("embargo")
    UserProfile.objects.create(
        user_id=clerk.session["_auth_user_id"], current_time_zone="Asia/Tokyo"
    )

    answer = decide(clerk, row, "embargo", until="2026-12-01 09:00")

    assert EntryRecord.objects.get().visible_from == datetime(2026, 12, 1, 8, tzinfo=UTC)
    assert "Hidden until 1 December 2026, 09:00" in words(answer)
    assert "By the chamber’s clock (Europe/Brussels)" in words(answer)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026-11-02 09:00", "This moment is past."),
        ("2027-03-28 02:30", "may not exist"),
        ("2027-10-31 02:30", "may be ambiguous"),
        ("2026-12-01 09:00:30", "Embargoes and ends fall on a whole minute."),
        ("tomorrow", "Enter a valid date/time."),
        ("", "This field is required."),
    ],
)
def test_a_moment_that_is_none_is_refused_in_words(row: EntryRecord, typed: str, said: str) -> None:
    answer = decide(decider("embargo"), row, "embargo", until=typed)

    assert said in words(answer)
    assert EntryRecord.objects.get().visible_from is None


def test_an_end_is_taken_back_by_an_empty_moment(row: EntryRecord) -> None:
    clerk = decider("expire")
    decide(clerk, row, "expire", after="2026-12-24 18:00")

    answer = decide(clerk, row, "expire", after="")

    assert "It ends on" not in words(answer)
    assert EntryRecord.objects.get().visible_until is None


def test_a_decision_is_on_all_languages_unless_one_is_named() -> None:
    member = make.published(make.MemberFactory())
    clerk = decider("withdraw", "restore")

    decide(clerk, entry(member, "fr"), "withdraw", reason="Retiré.", only="on")

    withdrawn = EntryRecord.objects.filter(withdrawn=True)
    assert [found.language for found in withdrawn] == ["fr"]

    decide(clerk, entry(member, "en"), "withdraw", reason="Published in error.")

    assert withdrawn.all().count() == EntryRecord.objects.count() > 1


def test_the_page_tells_what_became_of_the_entry(row: EntryRecord) -> None:
    with actions.acting("amina"):
        actions.embargo(row.thing, until=datetime(2026, 12, 1, 8, tzinfo=UTC))
        actions.withdraw(row.thing, reason="Published in error.")

    said = page(decider(), row)

    assert "withdrawn 2 Published in error. 2 November 2026, 11:00" in said
    assert "Embargo amina 1 December 2026, 09:00 2 November 2026, 11:00" in said
    assert "Withdraw amina Published in error. 2 November 2026, 11:00" in said


def test_an_unknown_verb_is_not_found(row: EntryRecord) -> None:
    assert decider("withdraw").post(address(row), {"verb": "delete"}).status_code == 404


def test_a_record_leads_to_its_entries_those_who_may_look() -> None:
    speech = make.published(make.SpeechFactory())
    link = f"{reverse('entries:index')}?q={speech.public_id}"

    assert link in decider(kinds=[Speech]).get(url(speech, "edit")).content.decode()


def test_a_draft_leads_nowhere() -> None:
    speech = make.SpeechFactory(live=False)

    page = decider(kinds=[Speech]).get(url(speech, "edit")).content.decode()

    assert reverse("entries:index") + "?q=" not in page


def test_what_repeats_it_stands_on_its_page_with_the_way_to_where_that_is_decided(
    row: EntryRecord,
) -> None:
    clerk = decider()
    before = page(clerk, row)
    speech = Speech.objects.get(public_id=row.thing)
    recording = make.TimingFactory(speech=speech).video
    make.TimingFactory()
    make.published(recording)

    answer = clerk.get(address(row))

    said = "Sound and picture are a recording’s own: decide on them on its page."
    assert (said in before, said in words(answer)) == (False, True)
    assert answer.content.decode().count(address(entry(recording))) == 1
    assert said not in page(clerk, entry(recording))


def test_a_withdrawn_recording_stands_there_still_whatever_an_import_brought(
    row: EntryRecord,
) -> None:
    speech = Speech.objects.get(public_id=row.thing)
    recording = make.TimingFactory(speech=speech).video
    make.published(recording)
    actions.withdraw(recording.public_id, reason="Published in error.")
    recording.title = "Brought again"

    actions.publish(VideoSource().of(recording))

    assert "Brought again" in page(decider(), row)
