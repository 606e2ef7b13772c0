"""Each kind of thing at its everlasting address, and which embeds there are of what a page shows."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from plugins.widgets.tests import things
from plugins.widgets.tests.things import ARABIC, BILL, DIVISION, MEMBER, SITTING, TURN, TURNS, VIDEO
from syndication import actions, queries
from syndication.testing import selection_of

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(things.NOW, tick=False)]

HOST = {"host": urlsplit(settings.EMBED_URL).netloc}
ADDRESSES = {
    "member": f"member/{MEMBER.thing}",
    "bill": f"bill/{BILL.thing}",
    "sitting": f"sitting/{SITTING.thing}",
    "division": f"division/{DIVISION.thing}",
    "video": f"video/{VIDEO.thing}",
    "debate": "debate/debatedebate",
}


@pytest.fixture(autouse=True)
def recorded():
    turns = [replace(turn, id=f"urn:{turn.thing}") for turn in TURNS]
    actions.publish([MEMBER, BILL, SITTING, DIVISION, VIDEO, *turns])


def shown(client, path, language="en", **headers):
    return client.get(f"/e/{language}/{path}/", headers={**HOST, **headers})


@pytest.mark.parametrize("theme", ["", "/theme=dark", "/theme=light"])
@pytest.mark.parametrize("kind", ADDRESSES)
def test_each_kind_has_an_address(client, kind, theme):
    answer = shown(client, f"{ADDRESSES[kind]}{theme}")

    assert answer.status_code == 200
    assert things.THINGS[kind].title in answer.content.decode()


@pytest.mark.parametrize("kind", ADDRESSES)
def test_a_thing_that_is_another_or_none_has_none(client, kind):
    other = ADDRESSES["bill"] if kind != "bill" else ADDRESSES["member"]

    answers = [
        shown(client, f"{kind}/{thing}") for thing in ("nothing00000", other.partition("/")[2])
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize("path", ["document/d00000000000", "news/n00000000000", "body/x"])
def test_kinds_without_an_embed_have_no_address(client, path):
    assert shown(client, path).status_code == 404


def test_what_stands_beside_comes_with_the_thing_and_goes_with_its_own_withdrawal(client):
    before = shown(client, ADDRESSES["member"]).content.decode()
    actions.withdraw(BILL.thing, reason="Published in error")
    after = shown(client, ADDRESSES["member"]).content.decode()

    assert BILL.title in before
    assert "Published in error" in after


def test_a_sitting_begins_on_its_embed_by_itself(client, time_machine):
    told = []
    for moment in (things.NOW, SITTING.published, SITTING.until):
        time_machine.move_to(moment, tick=False)
        told.append(shown(client, ADDRESSES["sitting"]).content.decode())

    assert [
        sentence in page
        for page, sentence in zip(
            told,
            (
                "This sitting has not begun.",
                "This sitting is under way.",
                "This sitting is over.",
            ),
            strict=True,
        )
    ] == [True] * 3


def test_a_sitting_leaves_the_members_embed_with_its_day(client, time_machine):
    before = shown(client, ADDRESSES["member"]).content.decode()
    time_machine.shift(86_400)

    assert SITTING.title in before
    assert SITTING.title not in shown(client, ADDRESSES["member"]).content.decode()


def test_a_debate_is_told_from_its_first_speech_on(client):
    first, second = (
        replace(TURN, id=f"urn:{name}", thing=name, position=place, participants=(speaker,))
        for name, place, speaker in (
            ("z00000000001", 1, replace(ARABIC, name="Anna")),
            ("z00000000002", 90, replace(ARABIC, name="Zeno")),
        )
    )
    actions.publish([second, first])

    page = shown(client, ADDRESSES["debate"]).content.decode()

    assert page.index("Anna") < page.index("Henri") < page.index("Zeno")


def test_a_saved_stream_is_embedded_by_its_name_and_keeps_that_address(client):
    actions.save_stream("water", titles={"en": "On water"}, query=queries.build({"kind": "bill"}))
    first = shown(client, "latest/water").content.decode()
    actions.save_stream(
        "water", titles={"en": "On water"}, query=queries.build({"kind": "division"})
    )
    second = shown(client, "latest/water").content.decode()

    assert BILL.title in first
    assert DIVISION.summary not in first
    assert "On water" in second
    assert f"{DIVISION.title}<" in second


def test_the_latest_of_a_member_stands_below_the_name(client):
    page = shown(client, f"latest/kind:speech/member:{MEMBER.thing}").content.decode()

    assert "Green Alliance" in page
    assert f"{MEMBER.title}: " not in page


@pytest.mark.parametrize("kind", ["member", "bill", "sitting", "division", "video"])
def test_the_usual_embed_of_a_thing_is_its_own(kind):
    about = queries.about(things.THINGS[kind], "fr", (("theme", "dark"),))

    embed = queries.embeds_of(about)[0]

    assert embed.kind == kind
    assert embed.url == f"{settings.EMBED_URL}/e/fr/{ADDRESSES[kind]}/theme=dark/"
    assert embed.title == things.THINGS[kind].title


def test_of_a_speech_there_is_the_debate_too_and_of_a_member_what_was_said_lately():
    of_speech = queries.embeds_of(queries.about(TURN, "en"))
    of_member = queries.embeds_of(queries.about(MEMBER, "en"))

    assert [embed.kind for embed in of_speech] == ["speech", "debate"]
    assert of_speech[1].url == f"{settings.EMBED_URL}/e/en/debate/debatedebate/"
    assert [embed.kind for embed in of_member] == ["member", "latest"]
    assert of_member[1].url.endswith(f"/latest/kind:speech/member:{MEMBER.thing}/")


def test_of_a_stream_of_one_debate_there_is_the_debate():
    selection = selection_of(TURN, stream="kind:speech debate:debatedebate")

    assert [embed.kind for embed in queries.embeds_of(selection)] == ["debate", "latest"]
