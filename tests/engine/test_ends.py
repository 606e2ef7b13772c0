"""The feeds of whoever left and of what is over go on answering, and say so in their language and in every format."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from django.test import Client

from syndication import actions, registry
from syndication.contract import Entry, Step
from syndication.testing import entry_with
from tests.engine.record import MEMBER, NOW, profile, publish

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

BILL, BODY = "5kc6kwjw86qj", "5h0n3p8r1s2t"
LEFT = {"en": "No longer a member since 2024.", "fr": "N’est plus membre depuis 2024."}
CLOSED = {"en": "Existed until 2023.", "fr": "A existé jusqu’en 2023."}
LAW = {"en": "Became law: 3 May 2026.", "fr": "Devenu loi : 3 mai 2026."}
FILES = sorted(
    renderer.filename for _, renderer in registry.renderers().values() if renderer.filename
)


def bill(state: str, date: str = "2026-05-03", **own: Any) -> Entry:
    steps = (Step("First reading", "2026-01-02", "done"), Step("Assent", date, state))
    return entry_with(
        thing=BILL, kind="bill", title="Water Act", steps=steps, facets=(), participants=(), **own
    )


def in_both(entry: Entry, notice: dict[str, str]) -> list[Entry]:
    return [
        replace(entry, id=f"{entry.id}/{code}", language=code, notice=words)
        for code, words in notice.items()
    ]


def read(stream: str, name: str, language: str) -> str:
    answer = Client().get(f"/{language}/feeds/{stream}/{name}")
    assert answer.status_code == 200, name
    unfolded = answer.content.decode().replace("\r\n ", "")
    return unescape(unfolded).replace("\\,", ",").replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", FILES)
def test_every_feed_of_what_is_over_says_so_in_its_language(name: str, language: str) -> None:
    publish(
        *in_both(profile(), LEFT),
        *in_both(profile(BODY, kind="body", title="Water committee"), CLOSED),
        bill("enacted"),
    )

    assert LEFT[language] in read(f"member:{MEMBER}", name, language)
    assert CLOSED[language] in read(f"body:{BODY}", name, language)
    assert LAW[language] in read(f"kind:speech/bill:{BILL}", name, language)


@pytest.mark.parametrize(
    ("state", "date", "said"),
    [
        ("rejected", "2026-05-03", "Rejected: 3 May 2026."),
        ("withdrawn", "2026-05", "Taken back: May 2026."),
        ("enacted", "", "Became law."),
    ],
)
def test_a_bill_that_ended_any_other_way_says_how(state: str, date: str, said: str) -> None:
    publish(bill(state, date))

    assert said in read(f"bill:{BILL}", "feed.rss", "en")


def test_a_bill_still_on_its_way_says_nothing_of_an_end() -> None:
    publish(bill("planned"))

    assert "Became law" not in read(f"bill:{BILL}", "feed.rss", "en")


def test_a_feed_says_it_as_soon_as_it_is_so() -> None:
    publish(bill("planned"))
    read(f"bill:{BILL}", "feed.rss", "en")

    publish(bill("enacted"))

    assert LAW["en"] in read(f"bill:{BILL}", "feed.rss", "en")


@pytest.mark.parametrize("name", FILES)
def test_the_feeds_of_what_was_withdrawn_answer_with_the_reason(name: str) -> None:
    publish(bill("planned"))
    actions.withdraw(BILL, reason="Misnumbered")

    assert "Misnumbered" in read(f"kind:speech/bill:{BILL}", name, "en")
