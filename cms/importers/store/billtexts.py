"""The texts of bills, each version in each language."""

from __future__ import annotations

from cms.bills.models import Bill, BillText
from cms.importers import records
from cms.importers.store.bills import translated
from cms.importers.store.required import must
from cms.importers.store.table import Saved, Table


class BillTexts(Table[records.BillText]):
    """Versions of a bill's text. A bill that has no title in the language of one takes that of the text."""

    kind = "bill_text"
    model = BillText

    def fill(self, record: records.BillText, row: BillText) -> None:
        row.bill = must(self.links, "bill", record.bill, record.id)
        row.language = record.language
        row.title = record.title
        row.label = record.label[:200]
        row.date = record.date
        row.clauses = [
            {"number": c.number, "heading": c.heading, "text": c.text} for c in record.clauses
        ]
        row.url = record.url[:500]

    def follow(self, saved: Saved[records.BillText]) -> None:
        for record, row in saved.written:
            locale = self.links.locale(record.language)
            if not Bill.objects.filter(public_id=row.bill.public_id, locale=locale).exists():
                translated(self.links, row.bill, record, record.language)
