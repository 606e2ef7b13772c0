"""Every entry is in one list at the desk, found by state, type, language and words, whoever may see it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from cms.core import listing
from syndication import actions
from tests import factories as make

pytestmark = pytest.mark.django_db

SOON = timezone.now().replace(second=0, microsecond=0) + timedelta(days=1)
HIDE = {
    "embargoed": lambda thing: actions.embargo(thing, until=SOON),
    "expired": lambda thing: actions.expire(thing, after=SOON - timedelta(days=2)),
    "restricted": lambda thing: actions.restrict(thing, audience="committee"),
    "withdrawn": lambda thing: actions.withdraw(thing, reason="Published in error."),
}


def rows(client: Client, **asked: str) -> list[str]:
    """Return the public ids in the list, in order."""
    page = html.fromstring(client.get(reverse("entries:index"), asked).content.decode())
    cells = page.xpath("//table[contains(@class,'listing')]/tbody/tr/td[last()]")
    return [cell.text_content().strip() for cell in cells]


@pytest.mark.parametrize("state", HIDE)
def test_what_is_held_back_is_found_by_its_state(admin_client: Client, state: str) -> None:
    public, held = (make.published(make.SpeechFactory()) for _ in range(2))
    HIDE[state](held.public_id)

    assert rows(admin_client, state=state) == [held.public_id]
    assert rows(admin_client, state="public") == [public.public_id]
    assert set(rows(admin_client)) == {public.public_id, held.public_id}


def test_the_list_says_in_which_states_an_entry_is(admin_client: Client) -> None:
    speech = make.published(make.SpeechFactory())
    HIDE["embargoed"](speech.public_id)
    HIDE["restricted"](speech.public_id)

    page = admin_client.get(reverse("entries:index")).content.decode()

    assert "Embargoed, Restricted" in page
    assert "Amina Okafor" in page


def test_the_list_is_narrowed_by_type_and_language(admin_client: Client) -> None:
    speech = make.published(make.SpeechFactory())
    member = make.published(make.MemberFactory())

    assert rows(admin_client, kind="speech") == [speech.public_id]
    assert rows(admin_client, language="ar") == [member.public_id]


@pytest.mark.parametrize("state", HIDE)
def test_what_is_held_back_is_found_by_its_words_and_its_address(
    admin_client: Client, state: str
) -> None:
    speech = make.published(make.SpeechFactory())
    make.published(make.MemberFactory())
    HIDE[state](speech.public_id)
    words = "water supply"

    for asked in (words, speech.public_id, f"https://x.example/en/speeches/a-{speech.public_id}/"):
        assert rows(admin_client, q=asked) == [speech.public_id]


def test_the_newest_come_first_or_last(admin_client: Client) -> None:
    first, second = (make.published(make.SpeechFactory(position=place)) for place in (1, 2))

    assert rows(admin_client) == [second.public_id, first.public_id]
    assert rows(admin_client, ordering="rank") == [first.public_id, second.public_id]


def test_a_long_list_costs_no_more_statements_and_counts_no_further_than_anybody_pages(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "MOST", 3)
    address = reverse("entries:index")

    def grow() -> tuple[int, str]:
        for _ in range(5):
            make.published(make.SpeechFactory())
        admin_client.get(address)
        with CaptureQueriesContext(connection) as asked:
            page = admin_client.get(address).content.decode()
        return len(asked), page

    (before, _), (after, page) = grow(), grow()

    assert before == after
    assert "More than 3 entries" in page
