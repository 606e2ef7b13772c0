"""What an entry repeats of others is kept with it, read through their gate, and costs one statement."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from syndication import actions, queries
from syndication.contract import Enclosure, Link, Passage
from syndication.entries import snapshots
from syndication.models import EntryFacet, EntryRecord
from syndication.testing import entry_with
from tests.engine import outlets
from tests.engine.record import HOUR, NOW, publish, speech, thing

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

KEPT_SO_FAR = "4169b872df369ba381bfc890bd69dab5"
CAPTIONS = Link("captions", "/media/a.vtt", media_type="text/vtt", language="en")
FILM = Enclosure("/media/a.mp4", "video/mp4", 9, captions=(CAPTIONS,), poster="/media/a.jpg")


def recording(*numbers: int, **changes):
    """Return a recording that repeats some speeches."""
    own = {
        "thing": thing(99),
        "kind": "video",
        "title": "Sitting 118",
        "summary": "",
        "passages": (Passage("The sitting is open."), *(said(number) for number in numbers)),
        "links": tuple(Link("describes", f"/en/{n}/", thing=thing(n)) for n in numbers),
        "enclosures": (FILM,),
    }
    return entry_with(**{**own, **changes})


def said(number: int) -> Passage:
    """Return what a recording repeats of a speech."""
    return Passage(f"Words of {number}.", thing=thing(number))


def read():
    """Return the recording as the public reads it."""
    return queries.entry(thing(99), "en")


def test_what_names_no_thing_is_kept_as_before():
    entry = entry_with(links=(CAPTIONS,), enclosures=(FILM,), passages=(Passage('","thing":""}'),))
    kept = orjson.loads(snapshots.write(entry))

    parts = [*kept["passages"], *kept["links"], kept["enclosures"][0]["captions"][0]]

    assert [name for part in parts for name in part if name == "thing"] == []
    assert kept["thing"] == entry.thing
    assert snapshots.read(snapshots.write(entry), updated=entry.updated) == entry


def test_the_hash_of_an_entry_without_references_is_what_it_always_was():
    hashed = snapshots.content_hash(snapshots.write(entry_with(links=(CAPTIONS,))))

    assert hashed == KEPT_SO_FAR


def test_only_what_is_hidden_is_left_out_and_captions_with_it():
    publish(speech(1), speech(2), recording(1, 2))
    whole = read()

    actions.embargo(thing(1), until=NOW + HOUR)
    cut = read()

    assert [passage.text for passage in whole.passages[1:]] == ["Words of 1.", "Words of 2."]
    assert [passage.text for passage in cut.passages[1:]] == ["Words of 2."]
    assert [link.thing for link in cut.links] == [thing(2)]
    assert [len(entry.enclosures[0].captions) for entry in (whole, cut)] == [1, 0]
    assert cut.enclosures[0].url == whole.enclosures[0].url


def test_every_way_to_read_leaves_it_out():
    publish(speech(1), recording(1, part_of=thing(5), position=2))
    publish(recording(thing=thing(98), part_of=thing(5), position=1, passages=(), links=()))
    actions.embargo(thing(1), until=NOW + HOUR)
    around = queries.around(queries.entry(thing(98), "en"), "en")

    ways = [
        read(),
        queries.entries_named([thing(99), thing(98)], "en")[thing(99)],
        queries.selection(queries.parse(f"thing:{thing(99)}"), "en").entries[0],
        queries.selection(queries.parse(f"thing:{thing(99)}"), "en").subject,
        around.following,
    ]

    assert [len(entry.passages) for entry in ways] == [1] * len(ways)


def test_a_thing_in_two_original_languages_is_read_while_one_of_them_may_be():
    publish(speech(1), speech(1, language="fr"), recording(1))

    passages = []
    for language in ("fr", "en"):
        actions.withdraw(thing(1), reason="Misattributed", language=language)
        passages.append(len(read().passages))

    assert passages == [2, 1]


def test_a_withdrawal_holds_after_the_kill_list_was_lost(settings):
    publish(speech(1), recording(1))
    actions.withdraw(thing(1), reason="Misattributed")

    Path(settings.KILL_LIST).unlink()

    assert len(read().passages) == 1


@pytest.mark.parametrize("number", [1, 20])
def test_references_cost_one_statement_however_many_there_are(number, django_assert_num_queries):
    numbers = range(1, number + 1)
    recordings = [recording(*numbers, thing=thing(100 + place)) for place in range(number)]
    publish(*map(speech, numbers), *recordings)

    with django_assert_num_queries(2):
        outlets.site("/api/v1/entries/?query=kind:video")
    with django_assert_num_queries(2):
        queries.entries_named([entry.thing for entry in recordings], "en")


def test_no_stream_asks_for_what_repeats_a_thing():
    publish(speech(1), recording(1))

    assert EntryFacet.objects.filter(term=f"repeats:{thing(1)}").count() == 1
    assert outlets.feed(f"repeats:{thing(1)}").status_code == 404
    assert "repeats" not in outlets.record(thing(99)).content.decode()


def test_a_corrected_recording_repeats_what_it_says_now():
    publish(speech(1), speech(2), recording(1))
    publish(recording(2))

    named = EntryFacet.objects.filter(term__startswith="repeats:").values_list("term", flat=True)

    assert list(named) == [f"repeats:{thing(2)}"]


def test_what_cannot_be_read_keeps_no_recording_back():
    publish(speech(1), recording(1))
    EntryRecord.objects.filter(thing=thing(1)).update(value="{")

    assert len(read().passages) == 2
