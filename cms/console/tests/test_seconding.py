"""Where a verb takes two, one person asks and another confirms: nobody decides alone, by any way."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.console.models import DecisionRequest
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
from cms.settings import environment
from cms.speeches.models import Speech
from syndication import actions
from syndication.audit import chain
from syndication.entries import killing
from syndication.models import AuditLine, Change, EntryRecord
from tests import factories as make
from tests import pages as news
from tests.clerks import decider, filled, url

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-02T10:00Z", tick=False)]

WORDS = ("withdraw", "restore", "embargo", "expire", "lift", "restrict")
FIRST, SECOND = "first", "second"


@pytest.fixture(autouse=True)
def two(settings: Any) -> None:
    """Every verb that can take two does."""
    settings.SECOND_PERSON = list(WORDS)


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


@pytest.fixture
def first() -> Client:
    return decider(*WORDS, name=FIRST)


@pytest.fixture
def second() -> Client:
    return decider(*WORDS, name=SECOND)


def kept() -> Any:
    return EntryRecord.objects.values().get()


def asked() -> DecisionRequest:
    return DecisionRequest.objects.get()


def request_address() -> str:
    return reverse("requests:inspect", args=[asked().pk])


def confirm(client: Client) -> Any:
    return client.post(request_address(), {"confirm": "yes"}, follow=True)


def refuse(client: Client, reason: str = "It is right as it stands.") -> Any:
    return client.post(request_address(), {"refuse": "yes", "reason": reason}, follow=True)


@pytest.mark.parametrize("verb", WORDS)
def test_one_asks_and_only_when_another_confirms_it_is_done(
    row: EntryRecord, verb: str, first: Client, second: Client
) -> None:
    before = kept()

    answer = decide(first, row, verb, **TYPED[verb])

    assert "Nothing changes until a second person confirms it." in answer.content.decode()
    assert f"Waiting for a second person: {rights.VERBS[verb]}, asked for by first" in words(answer)
    assert kept() == before
    assert row.title in second.get(reverse("requests:index")).content.decode()

    done = confirm(second)

    assert f"Confirmed and done: {rights.VERBS[verb]}." in done.content.decode()
    assert kept() != before
    assert asked().state == "confirmed"
    lines = AuditLine.objects.order_by("-pk").values_list("verb", "actor")[:3]
    assert list(lines) == [(verb, SECOND), ("confirm", SECOND), ("ask", FIRST)]
    assert f"confirmed · {rights.VERBS[verb]} second first" in page(second, row)
    assert chain.verify().fault == ""


def test_what_was_asked_for_is_done_to_the_letter(
    row: EntryRecord, first: Client, second: Client
) -> None:
    decide(first, row, "withdraw", reason="Published in error.")
    said = words(second.get(request_address()))
    confirm(second)

    assert "Published in error." in said
    assert EntryRecord.objects.get().reason == "Published in error."


def test_nobody_confirms_what_they_asked_for_themselves(row: EntryRecord, first: Client) -> None:
    decide(first, row, "withdraw", **TYPED["withdraw"])

    assert "confirm" not in str(forms(first.get(request_address())))
    answer = confirm(first)

    assert "Somebody else has to confirm what you asked for." in answer.content.decode()
    assert not EntryRecord.objects.get().withdrawn
    assert asked().state == "waiting"


def test_not_even_a_superuser_decides_alone(row: EntryRecord, admin_client: Client) -> None:
    decide(admin_client, row, "withdraw", **TYPED["withdraw"])
    confirm(admin_client)

    assert not EntryRecord.objects.get().withdrawn


def test_who_lacks_the_right_neither_asks_nor_confirms_nor_refuses(
    row: EntryRecord, first: Client
) -> None:
    stranger = decider("embargo", name="stranger")
    form = forms(first.get(address(row)))["withdraw"]
    assert "withdraw" not in offered(stranger, row)
    assert send(stranger, row, form, **TYPED["withdraw"]).status_code == 403
    assert not DecisionRequest.objects.exists()

    decide(first, row, "withdraw", **TYPED["withdraw"])

    assert confirm(stranger).status_code == 403
    assert refuse(stranger).status_code == 403
    assert asked().state == "waiting"
    assert not EntryRecord.objects.get().withdrawn


def test_asking_twice_is_one_request(row: EntryRecord, first: Client, second: Client) -> None:
    decide(first, row, "withdraw", **TYPED["withdraw"])

    for clerk in (first, second):
        answer = decide(clerk, row, "withdraw", **TYPED["withdraw"])
        assert "This waits for a second person already" in answer.content.decode()

    assert asked().asked_by.username == FIRST
    assert AuditLine.objects.filter(verb="ask").count() == 1


def test_the_same_verb_with_other_words_waits_its_turn(row: EntryRecord, first: Client) -> None:
    decide(first, row, "withdraw", **TYPED["withdraw"])

    answer = decide(first, row, "withdraw", reason="Another reason.")

    assert "waits for a second person already" in words(answer)
    assert asked().given == {"reason": "Published in error."}


def test_what_changed_since_it_was_seen_cannot_be_asked_for(
    row: EntryRecord, first: Client
) -> None:
    form = forms(first.get(address(row)))["withdraw"]
    actions.restrict(row.thing, audience="cabinet")

    answer = send(first, row, form, **TYPED["withdraw"])

    assert answer.status_code == 409
    assert "Somebody changed this after you opened it" in words(answer)
    assert "Only the audience “cabinet” can see this." in words(answer)
    assert not DecisionRequest.objects.exists()


def test_a_request_lapses_when_the_entry_changes(
    row: EntryRecord, first: Client, second: Client
) -> None:
    decide(first, row, "withdraw", **TYPED["withdraw"])
    actions.restrict(row.thing, audience="cabinet")

    assert "Waiting for a second person: " not in page(second, row)
    assert row.title not in second.get(reverse("requests:index")).content.decode()
    assert "This has lapsed" in words(second.get(request_address()))

    answer = confirm(second)

    assert "This has lapsed" in answer.content.decode()
    assert not EntryRecord.objects.get().withdrawn
    assert asked().state == "lapsed"
    assert AuditLine.objects.latest("pk").verb == "lapse"


def test_what_lapsed_can_be_asked_for_again(
    row: EntryRecord, first: Client, second: Client
) -> None:
    decide(first, row, "withdraw", **TYPED["withdraw"])
    actions.restrict(row.thing, audience="cabinet")

    decide(first, row, "withdraw", **TYPED["withdraw"])

    states = DecisionRequest.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["lapsed", "waiting"]


def test_a_request_lapses_when_its_moment_or_its_asker_is_gone(
    row: EntryRecord, first: Client, second: Client, time_machine: Any
) -> None:
    decide(first, row, "embargo", until="2026-11-02 12:00")
    time_machine.move_to("2026-11-02T11:00Z", tick=False)

    assert "This has lapsed" in confirm(second).content.decode()

    DecisionRequest.objects.all().delete()
    decide(first, row, "withdraw", **TYPED["withdraw"])
    User.objects.filter(username=FIRST).update(is_active=False)

    assert "This has lapsed" in confirm(second).content.decode()
    assert not EntryRecord.objects.get().withdrawn


def test_another_language_that_changes_lets_only_what_concerns_it_lapse(
    first: Client, second: Client
) -> None:
    member = make.published(make.MemberFactory())
    row = entry(member, "fr")
    decide(first, row, "withdraw", **TYPED["withdraw"], only="on")
    actions.restrict(member.public_id, audience="cabinet", language="es")

    confirm(second)

    assert [found.language for found in EntryRecord.objects.filter(withdrawn=True)] == ["fr"]

    DecisionRequest.objects.all().delete()
    decide(first, entry(member, "en"), "withdraw", **TYPED["withdraw"])
    actions.restrict(member.public_id, audience="press", language="es")

    assert "This has lapsed" in confirm(second).content.decode()


def test_the_second_person_refuses_with_a_reason(
    row: EntryRecord, first: Client, second: Client
) -> None:
    decide(first, row, "withdraw", **TYPED["withdraw"])
    assert "This field is required." in words(refuse(second, reason=""))

    answer = refuse(second)

    assert "Refused: Withdraw. Nothing was changed." in answer.content.decode()
    assert "It is right as it stands." in page(first, row)
    assert not EntryRecord.objects.get().withdrawn
    assert "Somebody has decided on this already." in confirm(second).content.decode()


def test_who_asked_can_take_it_back(row: EntryRecord, first: Client) -> None:
    decide(first, row, "withdraw", **TYPED["withdraw"])
    assert "Take it back" in words(first.get(request_address()))

    refuse(first, reason="My mistake.")

    assert asked().state == "refused"


def test_it_is_done_and_confirmed_together_or_not_at_all(
    row: EntryRecord, first: Client, second: Client, settings: Any, tmp_path: Path
) -> None:
    decide(first, row, "withdraw", **TYPED["withdraw"])
    settings.KILL_LIST = tmp_path  # a folder: nothing can be written there

    answer = confirm(second)

    assert "cannot be written" in words(answer)
    assert "nothing was changed" in words(answer)
    assert asked().state == "waiting"
    assert not AuditLine.objects.filter(verb__in=["confirm", "withdraw"]).exists()
    assert not Change.objects.filter(kind="withdrawn").exists()


def test_a_note_of_correction_needs_nobody_else(row: EntryRecord) -> None:
    answer = decide(decider("correct"), row, "correct", note="The date was wrong.")

    assert "The date was wrong." in words(answer)
    assert not DecisionRequest.objects.exists()


def test_unpublishing_is_no_way_around(row: EntryRecord) -> None:
    speech = Speech.objects.get()
    clerk = decider(*WORDS, kinds=[Speech])
    there = f"{reverse('entries:index')}?q={speech.public_id}"

    form = clerk.get(url(speech, "edit")).content.decode()
    assert url(speech, "unpublish") not in form
    assert there in form
    for ask in (clerk.get, clerk.post):
        answer = ask(url(speech, "unpublish"), {"reason": "Published in error."}, follow=True)
        assert answer.redirect_chain == [(there, 302)]
        assert "This needs a second person: Withdraw." in answer.content.decode()

    speech.refresh_from_db()
    assert speech.live
    assert not EntryRecord.objects.get().withdrawn
    assert not killing.listed()


def test_publishing_what_is_withdrawn_is_no_way_around(row: EntryRecord) -> None:
    speech = Speech.objects.get()
    speech.unpublish()
    clerk = decider(*WORDS, kinds=[Speech])
    form = {**filled(clerk, url(speech, "edit")), "action-publish": "1"}

    answer = clerk.post(url(speech, "edit"), form)

    assert answer.status_code == 403
    assert "This needs a second person: Restore." in words(answer)
    assert EntryRecord.objects.get().withdrawn


@pytest.mark.parametrize("verbs", [["expire"], ["withdraw"]])
def test_an_end_in_the_form_of_news_is_no_way_around(settings: Any, verbs: list[str]) -> None:
    settings.SECOND_PERSON = verbs
    page = news.news("tram", title="The tram")
    page.save_revision().publish()
    clerk = moderator()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    end = timezone.localtime() + timedelta(days=9)
    form = {**filled(clerk, edit), "expire_at": f"{end:%Y-%m-%d %H:%M}", "action-publish": "1"}

    assert clerk.post(edit, form).status_code == 403

    assert EntryRecord.objects.get(thing=page.public_id).visible_until is None


def test_private_news_is_no_way_around() -> None:
    page = news.news("tram", title="The tram")
    page.save_revision().publish()
    privacy = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])

    assert moderator().post(privacy, {"restriction_type": "login"}).status_code == 403
    assert not PageViewRestriction.objects.exists()


def test_unpublishing_news_leads_to_its_entry_too() -> None:
    page = news.news("tram", title="The tram")
    page.save_revision().publish()

    answer = moderator().post(
        reverse("wagtailadmin_pages:unpublish", args=[page.pk]), {"reason": "x"}, follow=True
    )

    assert "This needs a second person: Withdraw." in answer.content.decode()
    page.refresh_from_db()
    assert page.live


def test_commands_and_imports_need_nobody_else(row: EntryRecord) -> None:
    call_command("entry", "embargo", row.thing, "--until", "2026-12-01T09:00+01:00")
    call_command("entry", "withdraw", row.thing, "--reason", "Published in error.")
    assert EntryRecord.objects.get().withdrawn

    with (
        actions.acting("anybody", refusal=rights.refusal(User(username="anybody"))),
        actions.acting("import of a file"),
    ):
        actions.restore(row.thing)

    assert not EntryRecord.objects.get().withdrawn


def test_killing_needs_nobody_else(row: EntryRecord) -> None:
    call_command("kill", row.thing, "--reason", "Published in error.")

    assert killing.killed(row.thing, "en")


@pytest.mark.parametrize(("named", "shown"), [([], False), (["withdraw"], True)])
def test_the_menu_shows_what_waits_only_where_something_takes_two(
    settings: Any, admin_client: Client, named: list[str], *, shown: bool
) -> None:
    settings.SECOND_PERSON = named

    props = admin_client.get(reverse("wagtailadmin_home")).content.decode()

    assert ("Waiting for a second person" in props) is shown


def test_a_wrong_word_in_the_setting_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECOND_PERSON", "withdraw, embargoes")

    with pytest.raises(ImproperlyConfigured, match="SECOND_PERSON: 'embargoes' is none of"):
        environment.words("SECOND_PERSON", known=WORDS)


def moderator() -> Client:
    """Return the browser of a clerk who may publish every page, and do every verb with a second person."""
    clerk = decider(*WORDS, name="moderator")
    Group.objects.get(name="Moderators").user_set.add(clerk.session["_auth_user_id"])
    return clerk
