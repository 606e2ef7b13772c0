"""Audiences and tokens at the desk, and by command."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from lxml import html

from syndication import actions
from syndication.audiences import tokens
from syndication.models import Audience, AuditLine, Token
from tests import factories as make
from tests.clerks import editor, filled, publisher, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Audience:
    return actions.save_audience("bureau", title="The bureau")


def made(clerk: Client, audience: Audience) -> tuple[Any, str]:
    """Make a token at the desk, and return the answer with the secret that it shows."""
    form = {"audience": audience.pk, "label": "The clerk's reader", "expires": ""}
    answer = clerk.post(reverse("tokens:add"), form)
    secret = html.fromstring(answer.content.decode()).xpath("//code")[0].text_content()
    return answer, secret


def command(*words: str) -> str:
    said = StringIO()
    call_command("audience", *words, stdout=said)
    return said.getvalue()


def test_an_audience_is_named_with_its_groups_and_keeps_its_key() -> None:
    clerk, group = publisher(Audience), Group.objects.create(name="Bureau")
    add = reverse("audiences:add")

    send(clerk, add, filled(clerk, add), title="The bureau", key="bureau", groups=[group.pk])
    edit = reverse("audiences:edit", args=[Audience.objects.get().pk])
    send(clerk, edit, filled(clerk, edit), title="Bureau", key="other", groups=[])

    audience = Audience.objects.get()
    assert (audience.key, audience.title, audience.groups.count()) == ("bureau", "Bureau", 0)
    assert AuditLine.objects.filter(verb="save_audience").count() == 2
    assert "Bureau" in clerk.get(reverse("audiences:index")).content.decode()


def test_no_audience_is_deleted(admin_client: Client, bureau: Audience) -> None:
    assert admin_client.post(f"/admin/audiences/delete/{bureau.pk}/").status_code == 404


def test_a_token_is_shown_once_and_is_good(bureau: Audience) -> None:
    clerk = publisher(Token)

    answer, secret = made(clerk, bureau)

    assert tokens.holder(secret) == "bureau"
    assert "no-store" in answer["Cache-Control"]
    assert secret not in answer.cookies.output()
    listed = clerk.get(reverse("tokens:index")).content.decode()
    assert "The clerk&#x27;s reader" in listed
    assert secret not in listed
    assert (Token.objects.get().created_by, AuditLine.objects.get(verb="make_token").actor) == (
        "publisher",
        "publisher",
    )


def test_a_token_is_revoked_and_stays_in_the_list(bureau: Audience) -> None:
    clerk = publisher(Token)
    _, secret = made(clerk, bureau)
    address = reverse("tokens:delete", args=[Token.objects.get().pk])

    question = clerk.get(address).content.decode()
    clerk.post(address)

    assert "Revoke the token" in question
    assert tokens.holder(secret) == ""
    assert "The clerk&#x27;s reader" in clerk.get(reverse("tokens:index")).content.decode()
    assert AuditLine.objects.get(verb="revoke_token").actor == "publisher"


def test_a_moment_gone_by_is_refused(bureau: Audience) -> None:
    clerk = publisher(Token)
    form = {"audience": bureau.pk, "label": "x", "expires": "2001-01-01 10:00"}

    page = clerk.post(reverse("tokens:add"), form).content.decode()

    assert "This moment has gone by." in page
    assert not Token.objects.exists()


@pytest.mark.parametrize("view", ["tokens:index", "tokens:add", "audiences:add"])
def test_nobody_without_the_right_comes_near(view: str, bureau: Audience) -> None:
    assert editor().get(reverse(view)).status_code == 302


def test_by_command_too() -> None:
    Group.objects.create(name="Bureau")
    command("save", "bureau", "--title", "The bureau", "--group", "Bureau")
    secret = command("token", "bureau", "--label", "Reader").splitlines()[0]
    number = str(Token.objects.get().pk)

    before = command("list")
    said = [command("revoke", number), command("revoke", number)]

    assert "bureau: The bureau (groups: Bureau)" in before
    assert f"{number} Reader: good, by command of" in before
    assert secret not in before
    assert said == ["revoked\n", "it was revoked before\n"]
    assert tokens.holder(secret) == ""
    assert "Reader: revoked" in command("list")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["save", "x", "--title", "X", "--group", "Nobody"], "no group 'Nobody'"),
        (["token", "x", "--label", "X"], "no audience 'x'"),
        (["revoke", "7"], "no token 7"),
    ],
)
def test_a_command_that_cannot_be_done_says_why(words: list[str], reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        command(*words)


def test_a_thing_is_restricted_by_command_to_an_audience_that_there_is(bureau: Audience) -> None:
    speech = make.published(make.SpeechFactory())

    with pytest.raises(CommandError, match="no audience 'burau'"):
        call_command("entry", "restrict", speech.public_id, "--audience", "burau")
    call_command("entry", "restrict", speech.public_id, "--audience", "bureau", stdout=StringIO())

    assert Client().get(f"/api/v1/entries/{speech.public_id}/").status_code == 404
