"""Divisions and each member's vote."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cms.importers import records
from cms.importers.store.debates import clock, must
from cms.importers.store.onday import on_day
from cms.importers.store.table import Saved, Table
from cms.sittings.models import Division, Vote
from syndication.rows import create


class Divisions(Table[records.Division]):
    """Recorded votes."""

    kind = "division"
    model = Division

    def fill(self, record: records.Division, row: Division) -> None:
        row.body = must(self, "organization", record.body, record.id)
        row.sitting = self.links.need("sitting", record.sitting, where=record.id)
        bill = self.links.need("bill", record.bill, where=record.id)
        row.bill = bill.public_id if bill else ""
        row.date = date.fromisoformat(record.date)
        row.time = clock(record.time)
        row.number = record.number[:40]
        row.titles = dict(record.titles)
        row.result = record.result[:40]
        row.counts = dict(record.counts)
        row.url = record.url[:500]

    def follow(self, saved: Saved[records.Division]) -> None:
        Vote.objects.filter(division__in=[row for _, row in saved.changed]).delete()
        for record, row in saved.written:
            row.cast = list(self._votes(record, row))
        create(Vote, [vote for _, row in saved.written for vote in row.cast])

    def _votes(self, record: records.Division, row: Division) -> Iterator[Vote]:
        for cast in record.votes:
            member = self.links.need("member", cast.person, where=record.id)
            memberships = self.links.memberships.get(member.pk, []) if member else []
            yield Vote(
                division=row,
                member=member,
                group=on_day(member, memberships, record.date).group if member else None,
                name=(cast.name or (member.name if member else cast.person))[:200],
                option=cast.option[:16],
                teller=cast.teller,
            )
