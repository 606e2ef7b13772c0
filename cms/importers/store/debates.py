"""Sittings and the headings of their debates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cms.importers import records
from cms.importers.store.days import clock
from cms.importers.store.identifiers import Identified
from cms.importers.store.required import must
from cms.importers.store.table import Reference, Saved, Table
from cms.sittings.models import Section, Sitting


class Sittings(Identified[records.Sitting]):
    """One meeting on one day."""

    kind = "sitting"
    model = Sitting
    worded = ("titles", "language")

    def fill(self, record: records.Sitting, row: Sitting) -> None:
        row.body = must(self.links, "organization", record.body, record.id)
        row.date = date.fromisoformat(record.date)
        row.titles = dict(record.titles)
        row.language = record.language
        row.number, row.session = record.number[:40], record.session[:100]
        row.term = record.term[:100]
        row.start, row.end = clock(record.start), clock(record.end)
        row.url = record.url[:500]


class Sections(Table[records.Section]):
    """The headings of debates."""

    kind = "section"
    model = Section
    worded = ("titles",)

    def fill(self, record: records.Section, row: Section) -> None:
        row.sitting = must(self.links, "sitting", record.sitting, record.id)
        row.titles = dict(record.titles)
        row.position = record.position
        bills = [self.links.find("bill", bill) for bill in record.bills]
        row.bills = [bill.public_id for bill in bills if bill]

    def references(self, record: records.Section) -> Iterator[Reference]:
        for bill in record.bills:
            yield "bill", bill

    def follow(self, saved: Saved[records.Section]) -> None:
        moved = [(record, row) for record, row in saved.written if record.parent or row.parent_id]
        for record, row in moved:
            row.parent = (
                must(self.links, self.kind, record.parent, record.id) if record.parent else None
            )
        Section.objects.bulk_update([row for _, row in moved], ["parent"], 500)
