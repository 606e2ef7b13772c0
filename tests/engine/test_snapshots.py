"""An entry is kept as text and comes back the same; only what a reader would notice counts as a change."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from syndication.contract import Entry
from syndication.entries import snapshots
from syndication.testing import entry_with
from tests.engine.strategies import ENTRIES, MOMENTS

CHANGED = {
    str: "another",
    bool: False,
    int: 99,
    datetime: datetime(2030, 1, 1, tzinfo=UTC),
    tuple: (),
}
UNNOTICED = {"updated", "corrected", "expires", "revision", "pause"}


def digest(entry: Entry) -> str:
    return snapshots.content_hash(snapshots.write(entry))


@given(ENTRIES)
def test_an_entry_comes_back_as_it_was_kept(entry):
    kept = snapshots.write(entry)

    assert snapshots.read(kept, updated=entry.updated) == entry


@given(ENTRIES)
def test_the_same_entry_is_kept_as_the_same_bytes(entry):
    assert snapshots.write(entry) == snapshots.write(replace(entry))


@given(ENTRIES, MOMENTS)
def test_when_we_noticed_is_no_change(entry, moment):
    assert digest(entry) == digest(replace(entry, updated=moment, corrected=moment))


@given(ENTRIES, st.integers(-12, 14))
def test_the_same_moment_on_another_clock_is_no_change(entry, hours):
    elsewhere = entry.published.astimezone(timezone(timedelta(hours=hours)))

    assert digest(entry) == digest(replace(entry, published=elsewhere))


def test_every_other_field_is_a_change():
    entry = entry_with(
        listed=True,
        withdrawn=True,
        links=entry_with().links,
        notice="Corrected",
        summary="Water",
        until=datetime(2026, 10, 14, 18, tzinfo=UTC),
    )
    same = [
        field.name
        for field in fields(Entry)
        if field.name not in UNNOTICED
        and getattr(entry, field.name) != (value := CHANGED[type(getattr(entry, field.name))])
        and digest(entry) == digest(replace(entry, **{field.name: value}))
    ]

    assert same == []
