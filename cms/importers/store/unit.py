"""One file, stored whole or not at all, with the entries and ledger lines it causes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from cms.bills import entries as bill_entries
from cms.core import identity
from cms.core.models import Alias
from cms.documents import entries as document_entries
from cms.importers import records
from cms.importers.store import bills, debates, media, people, votes
from cms.importers.store.links import Links
from cms.importers.store.removal import withdraw_missing
from cms.importers.store.table import Saved, Table
from cms.members import entries as member_entries
from cms.members.models import Member
from cms.sittings import entries as sitting_entries
from cms.speeches import entries as speech_entries
from cms.videos import entries as video_entries
from syndication import actions
from syndication.contract import Entry

BATCH = 1000
"""Records held before they are written, so that memory does not grow with the file."""

TABLES: dict[type[Any], type[Table[Any]]] = {
    records.Organization: people.Organizations,
    records.Area: people.Areas,
    records.Person: people.Persons,
    records.Membership: people.Memberships,
    records.Sitting: debates.Sittings,
    records.Section: debates.Sections,
    records.Bill: bills.Bills,
    records.BillText: bills.BillTexts,
    records.Division: votes.Divisions,
    records.Speech: debates.Speeches,
    records.Video: media.Videos,
    records.Document: media.Papers,
}
"""In the order they are written: what is referred to before what refers to it."""


@dataclass
class Counts:
    """What became of a file's records: kind to number, and the reasons for what was left out."""

    new: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    same: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    withdrawn: int = 0
    dangling: list[str] = field(default_factory=list)

    def add(self, other: Counts) -> None:
        """Add another file's counts."""
        for name in ("new", "changed", "same", "skipped"):
            getattr(self, name).update(getattr(other, name))
        self.withdrawn += other.withdrawn
        self.dangling.extend(other.dangling)


class Unit:
    """Stores the records of one file."""

    def __init__(self, links: Links) -> None:
        self.links = links
        self.counts = Counts()
        self._tables = {record: table(links) for record, table in TABLES.items()}
        self._members: set[int] = set()
        self._sittings: dict[int, Any] = {}
        self._seen: dict[str, set[str]] = {}
        self._bills: dict[str, Any] = {}

    def store(self, found: Iterable[records.Record]) -> Counts:
        """Store everything in the caller's transaction."""
        batch: list[records.Record] = []
        for record in found:
            batch.append(record)
            if len(batch) >= BATCH:
                self._write(batch)
                batch = []
        self._write(batch)
        self._close()
        self.counts.dangling = list(dict.fromkeys(self.links.dangling))
        return self.counts

    def _write(self, batch: list[records.Record]) -> None:
        by_type: dict[type[Any], list[Any]] = {}
        for record in batch:
            by_type.setdefault(type(record), []).append(record)
        for record in by_type.pop(records.Skipped, ()):
            self.counts.skipped[f"{record.kind}: {record.reason}"] += 1
        self._redirect(by_type.pop(records.Redirect, ()))
        for record_type, table in self._tables.items():
            if record_type in by_type:
                self._save(table, by_type[record_type])

    def _save(self, table: Table[Any], found: list[Any]) -> None:
        saved = table.save(found)
        self.counts.new[table.kind] += len(saved.new)
        self.counts.changed[table.kind] += len(saved.changed)
        self.counts.same[table.kind] += saved.same
        publish = self._publishers().get(table.kind)
        if publish:
            publish(saved, found)

    def _publishers(self) -> dict[str, Callable[[Saved[Any], list[Any]], None]]:
        return {
            "organization": self._organizations,
            "member": self._persons,
            "membership": self._memberships,
            "sitting": self._sittings_later,
            "section": self._sections,
            "division": self._divisions,
            "speech": self._speeches,
            "bill": self._bills_later,
            "bill_text": self._texts,
            "video": self._videos,
            "document": self._papers,
        }

    def _organizations(self, saved: Saved[Any], found: list[Any]) -> None:
        self._publish(member_entries.body_entries(row for _, row in saved.written))

    def _persons(self, saved: Saved[Any], found: list[Any]) -> None:
        self._members.update(row.pk for _, row in saved.written)

    def _memberships(self, saved: Saved[Any], found: list[Any]) -> None:
        self._members.update(row.member_id for _, row in saved.written)

    def _sittings_later(self, saved: Saved[Any], found: list[Any]) -> None:
        self._sittings.update((row.pk, row) for _, row in saved.written)

    def _sections(self, saved: Saved[Any], found: list[Any]) -> None:
        self._sittings.update((row.sitting.pk, row.sitting) for _, row in saved.written)

    def _divisions(self, saved: Saved[Any], found: list[Any]) -> None:
        for _, row in saved.written:
            self._publish(sitting_entries.division_entries(row, row.cast))

    def _speeches(self, saved: Saved[Any], found: list[Any]) -> None:
        for record in found:
            self._seen.setdefault(record.sitting, set()).add(record.id)
        self._publish(speech_entries.entry_of(row) for _, row in saved.written)

    def _bills_later(self, saved: Saved[Any], found: list[Any]) -> None:
        self._bills.update((row.public_id, row) for _, row in saved.written)

    def _texts(self, saved: Saved[Any], found: list[Any]) -> None:
        self._bills.update((row.bill.public_id, row.bill) for _, row in saved.written)

    def _videos(self, saved: Saved[Any], found: list[Any]) -> None:
        for _, row in saved.written:
            self._publish([video_entries.entry_of(row, video_entries.timings_of(row))])

    def _papers(self, saved: Saved[Any], found: list[Any]) -> None:
        self._publish(document_entries.entry_of(row) for _, row in saved.written)

    def _close(self) -> None:
        """Publish what could only be said once the whole file was read."""
        self._publish(self._late_entries())
        for sitting, seen in self._seen.items():
            self.counts.withdrawn += withdraw_missing(self.links, sitting, seen)

    def _late_entries(self) -> Iterator[Entry]:
        for sitting in self._sittings.values():
            yield from sitting_entries.sitting_entries(sitting, list(sitting.sections.all()))
        for member in Member.objects.filter(pk__in=self._members).select_related("portrait"):
            held = self.links.memberships.get(member.pk, [])
            yield from member_entries.entries_of(member, held)
        for public_id in self._bills:
            for row in bill_entries.rows_of(public_id):
                yield bill_entries.entry_of(row, *bill_entries.parts(row))

    def _publish(self, found: Iterable[Entry]) -> None:
        actions.publish(found)

    def _redirect(self, found: Iterable[Any]) -> None:
        own = self.links
        Alias.objects.bulk_create(
            (
                Alias(
                    kind=item.kind,
                    old=identity.derived(own.parliament, item.kind, own.scheme, item.old),
                    new=identity.derived(own.parliament, item.kind, own.scheme, item.new),
                )
                for item in found
            ),
            update_conflicts=True,
            unique_fields=["old"],
            update_fields=["new"],
        )


def store(links: Links, found: Iterable[records.Record]) -> Counts:
    """Store one file's records in one transaction."""
    with transaction.atomic():
        return Unit(links).store(found)
