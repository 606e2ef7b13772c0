"""Sittings of the plenum (kns_plenumsession.csv) and the calendar of the Knessets."""

from __future__ import annotations

from collections.abc import Iterator

from cms.importers.formats.knesset import hebrew
from cms.importers.formats.knesset.bodies import HEBREW, KNESSET
from cms.importers.formats.knesset.tables import Row, rows
from cms.importers.records import Organization, Sitting, Skipped

SITTINGS = frozenset({"PlenumSessionID", "KnessetNum", "Name", "StartDate", "FinishDate"})
DATES = frozenset({"KnessetDateID", "KnessetNum", "PlenumStart", "PlenumFinish"})


def sittings(body: bytes) -> Iterator[Organization | Sitting | Skipped]:
    """Each sitting once, as last updated: the table is added to and never cleaned."""
    yield KNESSET
    newest: dict[str, Row] = {}
    for row in rows(body, SITTINGS):
        key = row.key("PlenumSessionID")
        older = newest.get(key)
        if older is None:
            newest[key] = row
            continue
        newest[key], outdated = _newer(older, row)
        yield Skipped("sitting", key, "an older version of the same row", line=outdated.line)
    for key, row in newest.items():
        yield _sitting(key, row)


def _newer(first: Row, second: Row) -> tuple[Row, Row]:
    column = "LastUpdatedDate"
    if first.fields != second.fields and first.text(column) == second.text(column):
        raise second.error(f"the sitting stands in line {first.line} too, and no row is the newer")
    return (second, first) if second.text(column) >= first.text(column) else (first, second)


def _sitting(key: str, row: Row) -> Sitting | Skipped:
    """A start on the spreadsheet's day zero is a time only: the day stands in the name."""
    name = row.text("Name")
    day = row.date("StartDate") or hebrew.day(name)
    if not day:
        return Skipped(
            "sitting", key, "neither its start nor its name holds the day", line=row.line
        )
    return Sitting(
        id=key,
        body=KNESSET.id,
        date=day,
        titles={HEBREW: name or f"ישיבת מליאה {key}"},
        language=HEBREW,
        number=row.optional_key("Number"),
        term=row.optional_key("KnessetNum"),
        start=row.clock("StartDate"),
        end=row.clock("FinishDate"),
    )


def calendar(body: bytes) -> Iterator[Organization | Skipped]:
    """Terms and sessions are no records of their own; the table is checked and told about."""
    yield KNESSET
    for row in rows(body, DATES):
        start, end = row.date("PlenumStart"), row.date("PlenumFinish")
        if start and end and end < start:
            raise row.error(f"it ends ({end}) before it starts ({start})")
        row.key("KnessetNum")
        key = row.key("KnessetDateID")
        yield Skipped("session", key, "no record of its own: sittings carry their term", row.line)
