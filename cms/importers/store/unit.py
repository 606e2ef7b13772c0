"""One file, stored whole or not at all, with the entries and ledger lines it causes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cms.importers import records
from cms.importers.models import ImportedFile
from cms.importers.store import bills, billtexts, debates, media, papers, people, speeches, votes
from cms.importers.store.counts import Counts
from cms.importers.store.links import Links
from cms.importers.store.publishing import Publishing
from cms.importers.store.redirects import redirect
from cms.importers.store.removal import Removal
from cms.importers.store.table import Table

BATCH = 1000
"""Records held before they are written, so that memory does not grow with the file."""

VOTES_A_RECORD = 10
"""Votes that weigh as much as a record: a division brings one a member."""

TABLES: dict[type[Any], type[Table[Any]]] = {
    records.Organization: people.Organizations,
    records.Area: people.Areas,
    records.Person: people.Persons,
    records.Membership: people.Memberships,
    records.Bill: bills.Bills,
    records.BillText: billtexts.BillTexts,
    records.Sitting: debates.Sittings,
    records.Section: debates.Sections,
    records.Division: votes.Divisions,
    records.Speech: speeches.Speeches,
    records.Video: media.Videos,
    records.Document: papers.Papers,
}
"""In the order they are written: what is referred to before what refers to it."""


class Unit:
    """Stores the records of one file, in the caller's transaction. ``file``: what is known of it from the last time."""

    def __init__(self, links: Links, file: ImportedFile | None = None) -> None:
        self.links = links
        self.file = file
        self.counts = Counts()
        self._tables = {record: table(links) for record, table in TABLES.items()}
        self._publishing = Publishing(links)

    def store(self, found: Iterable[records.Record]) -> Counts:
        """Store what the file holds, remove what it no longer holds, and return what became of it."""
        batch: list[records.Record] = []
        weight = 0
        for record in found:
            batch.append(record)
            weight += 1 + len(getattr(record, "votes", ())) // VOTES_A_RECORD
            if weight >= BATCH:
                self._write(batch)
                batch, weight = [], 0
        self._write(batch)
        self._remove()
        self._publishing.close()
        self.counts.missing = self.links.missing
        return self.counts

    def _write(self, batch: list[records.Record]) -> None:
        by_type: dict[type[Any], list[Any]] = {}
        for record in batch:
            by_type.setdefault(type(record), []).append(record)
        for record in by_type.pop(records.Skipped, ()):
            self.counts.skipped[f"{record.kind}: {record.reason}"] += 1
        redirect(self.links, by_type.pop(records.Redirect, ()))
        for record_type, table in self._tables.items():
            if record_type in by_type:
                self._save(table, by_type[record_type])

    def _save(self, table: Table[Any], found: list[Any]) -> None:
        saved = table.save(found)
        self.counts.new[table.kind] += len(saved.new)
        self.counts.changed[table.kind] += len(saved.changed)
        self.counts.same[table.kind] += saved.same
        self._publishing.publish(table, saved)

    def _remove(self) -> None:
        removal = Removal(self.links, self.file)
        removal.withdraw()
        for kind, row in removal.delete():
            self._publishing.part_deleted(kind, row)
        self.counts.withdrawn = removal.counts
