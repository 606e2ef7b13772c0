"""What a web server finds as plain files: only what holds without a clock, in every coding, dated as its answer."""

from __future__ import annotations

import gzip
import os

import brotli
import pytest

from syndication.publications import directory
from syndication.publications.directory import DirectoryStore
from tests.engine.test_stores import ADDRESS, OTHER, answer

FEED = f"public/{ADDRESS}"


@pytest.fixture
def store(tmp_path):
    return DirectoryStore(tmp_path)


def plain(root) -> list[str]:
    return sorted(
        str(path.relative_to(root)) for path in (root / "public").rglob("*") if path.is_file()
    )


def test_an_answer_lies_at_its_address_in_three_codings(store, tmp_path):
    store.put(answer(b"body"))
    store.put(answer(b"page", address=OTHER))

    embed = f"public/{OTHER}index.html"
    assert plain(tmp_path) == sorted(
        f"{path}{end}" for path in (FEED, embed) for end in ("", ".br", ".gz")
    )
    read = [(tmp_path / f"{FEED}{end}").read_bytes() for end in ("", ".br", ".gz")]
    assert [read[0], brotli.decompress(read[1]), gzip.decompress(read[2])] == [b"body"] * 3
    assert (tmp_path / FEED).stat().st_mtime == answer().modified


def test_an_address_in_other_letters_lies_where_the_web_server_looks_after_decoding(
    store, tmp_path
):
    store.put(answer(address="www.valmere.example/fr/feeds/topic:%C3%A9nergie/feed.rss"))

    assert "public/www.valmere.example/fr/feeds/topic:énergie/feed.rss" in plain(tmp_path)


@pytest.mark.parametrize(
    "changes",
    [{"boundary": 1.0e12}, {"ends": 1.0e12}, {"stale": True}],
    ids=["awaits", "ends", "stale"],
)
def test_what_changes_by_itself_or_is_doubted_lies_nowhere(store, tmp_path, changes):
    store.put(answer())
    store.put(answer(**changes))

    assert plain(tmp_path) == []
    assert store.get(ADDRESS) == answer(**changes)


@pytest.mark.parametrize("verb", ["doubt", "remove"])
def test_what_is_doubted_or_removed_is_taken_away(store, tmp_path, verb):
    store.put(answer())

    getattr(store, verb)([ADDRESS])

    assert plain(tmp_path) == []


def test_two_versions_of_one_second_are_not_told_apart_by_date_so_the_second_lies_nowhere(
    store, tmp_path
):
    store.put(answer(b"5 votes"))
    store.put(answer(b"6 votes"))
    twins = plain(tmp_path)
    store.put(answer(b"7 votes", modified=answer().modified + 1))

    assert (twins, len(plain(tmp_path))) == ([], 3)


@pytest.mark.parametrize(
    "path",
    [
        "en/../../../outside",
        "en/%2e%2e/outside",
        "en//feed.rss",
        "en/%2Ffeed",
        "en/%00",
        f"en/{'é' * 126}/feed.rss",
    ],
)
def test_an_address_that_no_file_can_have_is_kept_but_lies_nowhere(store, tmp_path, path):
    store.put(answer(address=f"www.valmere.example/{path}"))

    assert plain(tmp_path) == []
    assert store.get(f"www.valmere.example/{path}").digest == answer().digest


def test_what_another_takes_away_meanwhile_disturbs_no_withdrawal(store, tmp_path):
    store.put(answer(), answer(address=OTHER))
    (tmp_path / "shown" / "t00000000001" / "0123").symlink_to(tmp_path / "gone")

    assert sorted(store.showing("t00000000001")) == sorted([ADDRESS, OTHER])
    assert list(store.addresses()) == sorted([ADDRESS, OTHER], key=lambda one: store._file(one))


def test_what_a_killed_writer_left_is_removed_once_it_is_old(store, tmp_path, monkeypatch):
    store.put(answer())
    left = tmp_path / "new" / "0123"
    left.write_text("torn")

    DirectoryStore(tmp_path)
    kept = left.exists()
    monkeypatch.setattr(directory, "ABANDONED", -1)
    DirectoryStore(tmp_path)

    assert (kept, left.exists(), store.get(ADDRESS).digest) == (True, False, answer().digest)


def test_every_plain_file_is_taken_away_before_room_is_needed(store, tmp_path, monkeypatch):
    store.put(answer(), answer(address=OTHER))
    monkeypatch.setattr("pathlib.Path.touch", _full)

    with pytest.raises(OSError, match="No space"):
        store.doubt([ADDRESS, OTHER])

    assert plain(tmp_path) == []


def _full(*_: object) -> None:
    raise OSError(28, os.strerror(28))
