"""Recording anew: what differs changes once, what does not leaves no trace, what is withdrawn stays so."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.core import rows
from cms.importers.formats import FORMATS
from cms.members.models import Member
from cms.speeches.models import Speech
from syndication import actions, queries
from syndication.models import Change, EntryRecord
from tests import factories as make

pytestmark = pytest.mark.django_db

RECORDS = [
    make.MemberFactory, make.SittingFactory, make.SpeechFactory, make.DivisionFactory,
    make.BillFactory, make.VideoFactory, make.PaperFactory,
]  # fmt: skip


RENAMING = {"akomantoso", "timing"}
"""Formats among whose files a later one renames a sitting or a body that an earlier one has named."""

FILES = Path(__file__).parents[2] / "importers" / "tests" / "files"


def refresh(*kinds: str) -> str:
    """Run the command and return what it says."""
    said = StringIO()
    call_command("refresh", *kinds, verbosity=0, stdout=said)
    return said.getvalue()


def test_what_does_not_differ_makes_no_event() -> None:
    for factory in RECORDS:
        make.published(factory())
    refresh()
    before = Change.objects.count()

    said = refresh()

    assert Change.objects.count() == before
    assert "speech: 0 changed, 0 new, 1 the same" in said


@pytest.mark.parametrize("name", sorted(set(FORMATS) - RENAMING))
def test_what_an_import_recorded_does_not_differ(name: str) -> None:
    call_command("import", name, str(FILES / name), jobs=1, verbosity=0, stdout=StringIO())
    before = Change.objects.count()

    said = refresh()

    assert before
    assert [line for line in said.splitlines() if ": 0 changed, 0 new" not in line] == []


def test_a_renamed_member_is_renamed_where_he_spoke_and_keeps_his_role_of_that_day() -> None:
    speech = make.published(make.SpeechFactory(role={"en": "Minister of Water"}))
    address = f"/en/feeds/member:{speech.member.public_id}/feed.rss"
    assert "Amina Okafor" in Client().get(address).content.decode()
    Member.objects.update(name="Amina Okafor-Brandt", given_name="Amina", family_name="Brandt")

    said = refresh("speech")

    speaker = queries.entry(speech.public_id, "en").participants[0]
    assert (speaker.name, speaker.role) == ("Amina Okafor-Brandt", "Minister of Water")
    assert "Amina Okafor-Brandt" in Client().get(address).content.decode()
    assert "speech: 1 changed" in said


def test_what_is_withdrawn_is_neither_brought_back_nor_changed() -> None:
    speech = make.published(make.SpeechFactory())
    actions.withdraw(speech.public_id, reason="Misattributed.")
    Speech.objects.update(url="https://valmere.example/changed")
    before = EntryRecord.objects.values().get(thing=speech.public_id)

    refresh("speech")

    assert EntryRecord.objects.values().get(thing=speech.public_id) == before


def test_a_draft_stays_one() -> None:
    make.SpeechFactory(live=False)

    refresh("speech")

    assert not EntryRecord.objects.exists()


def test_a_kind_that_is_none_is_refused_with_those_there_are() -> None:
    with pytest.raises(CommandError, match="no kind speach; there are: bill, body, .*speech"):
        refresh("speach")


def test_rows_come_a_few_at_a_time_each_once() -> None:
    areas = [make.AreaFactory() for _ in range(5)]

    with CaptureQueriesContext(connection) as asked:
        found = list(rows.by_key(type(areas[0]).objects.all(), 2))

    assert found == areas
    assert len(asked) == 4
