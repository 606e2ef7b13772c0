"""Papers at their addresses in the source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cms.documents.models import Paper
from cms.importers import records
from cms.importers.store.table import Reference, Table


class Papers(Table[records.Document]):
    """Reports, protocols, answers."""

    kind = "document"
    model = Paper

    def fill(self, record: records.Document, row: Paper) -> None:
        row.title = (record.titles.get(record.language) or next(iter(record.titles.values())))[:500]
        row.locale = self.links.locale(record.language)
        row.kind = record.kind[:60]
        row.date = date.fromisoformat(record.date) if record.date else None
        row.url = record.url[:500]
        bill = self.links.find("bill", record.bill)
        row.bill = bill.public_id if bill else ""
        row.sitting = self.links.find("sitting", record.sitting)

    def references(self, record: records.Document) -> Iterator[Reference]:
        yield "bill", record.bill
        yield "sitting", record.sitting
