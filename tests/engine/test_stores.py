"""Every store keeps what it is given, tells what must be written again, and is never seen half written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndication.publications import answers
from syndication.publications.answers import CODINGS, Answer
from syndication.publications.generations import KILLS, Generations, slot_of
from syndication.publications.memory import Memory
from syndication.publications.objects import ObjectStore
from syndication.publications.stores import BACKENDS
from tests.serving.server import answer as made_answer

ADDRESS = "www.valmere.example/en/feeds/kind:speech/feed.rss"
OTHER = "embed.valmere.example/e/en/speech/t00000000001/"


def answer(body: bytes = b"<rss/>", **changes) -> Answer:
    made = made_answer(ADDRESS, body, shown=("t00000000001/en", "t00000000002/fr"))
    return replace(made, **changes)


@pytest.fixture(params=BACKENDS)
def backend(request, settings):
    if request.param == "objects":
        settings.PUBLICATION_BUCKET = request.getfixturevalue("object_store").anew()
    return request.param


@pytest.fixture
def store(backend, tmp_path):
    return BACKENDS[backend](tmp_path)


def test_what_is_put_comes_back_whole(store):
    kept = answer(b"\x00\xff\n" * 1000, boundary=1.5, ends=2.5)

    store.put(kept)

    assert (store.get(ADDRESS), store.get(OTHER)) == (kept, None)


def test_what_is_put_later_takes_the_place_of_what_was_there(store):
    store.put(answer(b"old"))
    store.put(answer(b"new", shown=("t00000000003/en",)))

    assert store.get(ADDRESS).bodies["identity"] == b"new"
    assert (store.showing("t00000000001"), store.showing("t00000000003")) == ([], [ADDRESS])


def test_what_is_doubted_is_kept_with_a_mark_until_it_is_written_again(store):
    store.put(answer(b"old"))
    store.doubt([ADDRESS, OTHER])
    doubted = store.get(ADDRESS)
    store.put(answer(b"new"))

    assert (doubted.stale, doubted.bodies["identity"]) == (True, b"old")
    assert (store.get(ADDRESS).stale, store.get(OTHER)) == (False, None)


def test_what_is_removed_is_gone_and_found_by_nothing(store):
    store.put(answer())
    store.put(answer(address=OTHER))
    store.remove([ADDRESS, "www.valmere.example/never"])

    assert (store.get(ADDRESS), list(store.addresses())) == (None, [OTHER])
    assert store.showing("t00000000001") == [OTHER]


def test_every_address_is_told(store):
    kept = {f"www.valmere.example/{number}" for number in range(1100 if _quick(store) else 12)}
    for address in kept:
        store.put(answer(address=address))

    assert set(store.addresses()) == kept


def test_another_store_over_the_same_folder_finds_the_same(backend, store, tmp_path):
    store.put(answer())

    again = BACKENDS[backend](tmp_path)

    assert (again.get(ADDRESS), again.showing("t00000000002")) == (store.get(ADDRESS), [ADDRESS])


def test_a_fault_of_the_disk_is_an_oserror_and_what_was_kept_stays(store, monkeypatch):
    store.put(answer(b"old"))
    if isinstance(store, ObjectStore):
        monkeypatch.setattr("obstore.put", _full)
    elif _quick(store):
        with store._connection() as database:
            pages = database.execute("PRAGMA page_count").fetchone()[0]
            database.execute(f"PRAGMA max_page_count = {pages}")
    else:
        monkeypatch.setattr("os.fsync", _full)

    with pytest.raises(OSError, match="full|space"):
        store.put(answer(bytes(range(256)) * 4000, address=ADDRESS))

    assert store.get(ADDRESS).bodies["identity"] == b"old"


def test_one_process_sees_at_once_what_another_wrote_doubted_or_removed(backend, tmp_path):
    ours, theirs = (Memory(tmp_path, (BACKENDS[backend](tmp_path),)) for _ in range(2))
    seen = [ours.get(ADDRESS)]
    theirs.put(answer(b"one"))
    seen.append(ours.get(ADDRESS).bodies["identity"])
    theirs.put(answer(b"two"))
    seen.append(ours.get(ADDRESS).bodies["identity"])
    theirs.doubt([ADDRESS])
    seen.append(ours.get(ADDRESS).stale)
    theirs.remove([ADDRESS])
    seen.append(ours.get(ADDRESS))

    assert seen == [None, b"one", b"two", True, None]


def test_memory_asks_the_store_once_while_nothing_changes(tmp_path, monkeypatch):
    store = BACKENDS["embedded"](tmp_path)
    memory = Memory(tmp_path, (store,))
    memory.put(answer())
    memory.get(ADDRESS)

    monkeypatch.setattr(store, "get", None)

    assert memory.get(ADDRESS) == answer()


def test_a_number_is_never_put_twice(tmp_path):
    numbers = Generations(tmp_path / "generations")
    seen = []
    for _ in range(1000):
        numbers.bump(7)
        seen.append(Generations(tmp_path / "generations").of(7))

    assert len(set(seen)) == 1000
    assert numbers.of(slot_of("another")) == numbers.of(KILLS) == 0


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", "identity"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0, gzip;q=0", "identity"),
        ("br;q=nonsense", "identity"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("identity, *;q=0", "identity"),
        ("brotli", "identity"),
    ],
)
def test_the_smallest_coding_that_is_accepted_is_sent(accepted, coding):
    assert answers.coding_for(accepted) == coding


@given(st.text(max_size=60))
def test_no_accept_encoding_is_a_fault(header):
    assert answers.coding_for(header) in CODINGS


@pytest.mark.parametrize(
    ("condition", "same"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ('"b", "a"', True),
        ("*", True),
        ('"b"', False),
        ("a", False),
        ('"ab"', False),
    ],
)
def test_a_condition_names_a_tag_or_not(condition, same):
    assert answers.matches(condition, '"a"') is same


def test_each_coding_has_a_tag_of_its_own():
    assert len({answer().etag(coding) for coding in CODINGS}) == 3


def _quick(store) -> bool:
    return type(store).__name__ == "EmbeddedStore"


def _full(*_given, **_options) -> None:
    raise OSError(28, "No space left on device")
