"""Divisions and each member's vote."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cms.importers import records
from cms.importers.store.days import clock
from cms.importers.store.required import must
from cms.importers.store.table import Reference, Saved, Table
from cms.sittings.models import Division, Vote
from syndication.rows import create


class Divisions(Table[records.Division]):
    """Recorded votes. ``cast`` holds the votes of those just written, by division."""

    kind = "division"
    model = Division
    cast: dict[int, list[Vote]]

    def fill(self, record: records.Division, row: Division) -> None:
        row.body = must(self.links, "organization", record.body, record.id)
        row.sitting = self.links.find("sitting", record.sitting)
        bill = self.links.find("bill", record.bill)
        row.bill = bill.public_id if bill else ""
        row.date = date.fromisoformat(record.date)
        row.time = clock(record.time)
        row.number = record.number[:40]
        row.titles = dict(record.titles)
        row.language = next(iter(record.titles), "")  # the source's own comes first
        row.result = record.result[:40]
        row.counts = dict(record.counts)
        row.url = record.url[:500]

    def references(self, record: records.Division) -> Iterator[Reference]:
        yield "sitting", record.sitting
        yield "bill", record.bill
        for cast in record.votes:
            yield "member", cast.person

    def taken(self, record: records.Division) -> Iterator[str]:
        for cast in record.votes:
            group = self.links.on_day(self.links.find("member", cast.person), record.date).group
            yield group.public_id if group else ""

    def follow(self, saved: Saved[records.Division]) -> None:
        Vote.objects.filter(division__in=[row for _, row in saved.changed]).delete()
        self.cast = {row.pk: list(self._votes(record, row)) for record, row in saved.written}
        create(Vote, [vote for votes in self.cast.values() for vote in votes])

    def _votes(self, record: records.Division, row: Division) -> Iterator[Vote]:
        for cast in record.votes:
            member = self.links.find("member", cast.person)
            yield Vote(
                division=row,
                member=member,
                group=self.links.on_day(member, record.date).group,
                name=(cast.name or (member.name if member else cast.person))[:200],
                option=cast.option[:16],
                teller=cast.teller,
            )
